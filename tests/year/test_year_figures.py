"""The whole year at its thirteen moments: every figure equals the SQL's to the last digit, in views and on paper."""

import json
import subprocess
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx_text import text_of
from figures_apart import DATABASE, differences
from pptx import Presentation
from product_figures import percent_text, public_rows
from pypdf import PdfReader
from sql_figures import Row, sql_figures
from year_office import PLANNER, YEAR
from year_story import moments

import workflow
from workflow.workspace import Workspace

pytestmark = pytest.mark.proof
ROOT = Path(__file__).resolve().parents[2]
ROUNDS = (1, 2, 3, 4)


def told(directory: Path) -> dict[str, list[Row]]:
    return sql_figures(directory / DATABASE)


def area_of(figures: dict[str, list[Row]]) -> Row:
    return next(row for row in figures["coverage"] if row[0] == "area")


def round_row(figures: dict[str, list[Row]], query: str, number: int) -> Row:
    return next(
        row for row in figures[query] if row[0] == f"D{YEAR}-{number:02d}" and row[1] not in ("type", "commune")
    )


def content(workspace: Workspace, kind: str, *, round_id: str | None = None) -> bytes:
    """Return the newest paper of a kind."""
    listed = (
        workflow.list_coverage_papers(workspace, PLANNER)
        if round_id is None
        else (
            *workflow.list_papers(workspace, PLANNER, round_id=round_id),
            *workflow.list_official_papers(workspace, PLANNER, round_id=round_id),
        )
    )
    return workflow.read_paper(workspace, PLANNER, next(one for one in listed if one.kind == kind).id)[1]


@pytest.mark.parametrize("moment", moments(len(ROUNDS)))
def test_every_figure_is_that_of_the_raw_tables(moment, whole_year, opened):
    assert differences(opened(whole_year[moment])) == {}


def test_the_year_is_full_enough_to_tell_figures_apart(whole_year):
    """A year in which nothing happened would agree as well."""
    figures = told(whole_year["end"])
    area, counts = area_of(figures), {row[0]: row for row in figures["leader"]}
    assert area[4] > area[2] and area[5] > 50 and counts["found"][1] > counts["found"][2] > counts["found"][3] > 0
    assert counts["waiting"][2] > 0 and counts["waiting"][3] > 0 and counts["evening"][1] > 0
    states = {row[1] for row in figures["round_states"]}
    assert {"inspected", "not_found", "moved", "postponed", "arrived"} <= states
    assert {row[1] for row in figures["complaints"]} >= {"received", "verified", "dismissed", "forwarded"}
    assert -1 in {row[2] for row in figures["support"]} and len({row[0] for row in figures["support"]}) == 4
    regulations = next(row for row in figures["regulations"] if row[0] == "")
    assert all(count > 0 for count in regulations[1:])
    assert [row for row in figures["targets.calendar.2027"] if str(row[0]).startswith("missing.")]


def test_the_two_clocks_count_another_year(whole_year):
    figures = told(whole_year["end"])
    calendar, report = ({row[0]: row for row in figures[f"targets.{clock}.{YEAR}"]} for clock in ("calendar", "report"))
    for code in ("inspected", "violations", "complaints", "communication.activities"):
        assert calendar[code][1:3] != report[code][1:3], code
    # What was inspected after 14/12 is of the next year of reports.
    assert calendar["inspected"][1] > report["inspected"][1] > 0
    assert calendar["support"] == report["support"]


def test_who_was_closed_still_stands_in_the_denominator_of_the_year(whole_year):
    """Five were closed by lists, one of them in no frame at all, and two by their commune."""
    area = area_of(told(whole_year["end"]))
    assert area[4] - area[3] == 7


@pytest.mark.parametrize("moment", ["closed-2", "end"])
def test_the_command_prints_the_same_shares(moment, whole_year):
    command = [sys.executable, "cli.py", "coverage", "--dir", str(whole_year[moment]), "--json"]
    printed = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout)
    names = ("key", "registered_frozen", "registered_active", "registered_ever", "inspected", "need", "short",
             "reached", "percent")  # fmt: skip
    rows = [
        (kind, *(row[name] for name in names))
        for kind, found in (("area", [printed["area"]]), ("commune", printed["communes"]), ("type", printed["types"]))
        for row in found
    ]
    assert Counter(rows) == Counter(told(whole_year[moment])["coverage"])


@pytest.mark.parametrize("number", ROUNDS)
def test_the_report_of_a_round_prints_the_same_totals(number, whole_year, opened):
    office, round_id = opened(whole_year[f"closed-{number}"]), f"D{YEAR}-{number:02d}"
    figures = told(whole_year[f"closed-{number}"])
    workflow.write_official_papers(office, PLANNER, round_id=round_id)
    report = text_of(content(office, "result_report", round_id=round_id))
    annex = text_of(content(office, "annex_6", round_id=round_id))
    _, _, _, registered, inspected, visits, found = round_row(figures, "rounds", number)
    share = percent_text(1000 * inspected // registered)
    total = f" | Tổng cộng | {registered} | {inspected} | {visits} | {share} | {found}"
    assert report.count(f"{total}\n") == 2 and annex.count(total) == 2
    codes = {row[0]: row[1:] for row in _labelled(figures, workflow.read_types(office), number)}
    assert len(codes) > 5
    for label, (own, done, came, faulty) in codes.items():
        line = f"{label} | {own} | {done} | {came} | {percent_text(1000 * done // own)} | {faulty}"
        assert line in report and line in annex, line
    required = round_row(figures, "round_plans", number)[2]
    assert f"tương ứng {required} cơ sở" in report
    covered = inspected + sum(row[1] for row in figures["round_before"] if row[0] == round_id)
    assert f"tính chung là {covered} cơ sở, đạt {percent_text(1000 * covered // registered)} %" in report


def _labelled(figures: dict[str, list[Row]], labels, number: int):
    round_id = f"D{YEAR}-{number:02d}"
    return [(labels[row[2]], *row[3:]) for row in figures["rounds"] if row[:2] == (round_id, "type")]


@pytest.mark.parametrize("number", ROUNDS)
def test_the_workbook_of_a_plan_prints_the_same_figures(number, whole_year, opened):
    office, round_id = opened(whole_year[f"sealed-{number}"]), f"D{YEAR}-{number:02d}"
    workflow.write_papers(office, PLANNER, round_id=round_id)
    book = openpyxl.load_workbook(BytesIO(content(office, "plan_workbook", round_id=round_id)))
    cells = {str(row[0].value): str(row[1].value) for row in book.worksheets[0].iter_rows(max_col=2) if row[0].value}
    printed = [cells[office.reference.words.say(f"documents.plan.{key}")] for key in (
        "registered", "required", "must", "risk", "lottery", "routed", "shifts")]  # fmt: skip
    _, registered, required, must, risk, lottery, _, routed, shifts, *_ = round_row(
        told(whole_year[f"sealed-{number}"]), "round_plans", number
    )
    (rate,) = (one.rule.rate_bp // 100 for one in workflow.list_rounds(office, PLANNER) if one.id == round_id)
    wanted = (registered, f"{required} ({rate} %)", must, risk, lottery, routed, shifts)
    assert printed == [str(value) for value in wanted]


def test_a_public_plan_says_so_many(whole_year, opened):
    rows = list(public_rows(opened(whole_year["end"])))
    assert {row[1] for row in rows} >= {"total", "commune", "month"} and len({row[0] for row in rows}) >= 3


@pytest.mark.parametrize("moment", ["closed-2", "end"])
def test_slides_and_page_print_the_same_coverage(moment, whole_year, opened):
    office, figures = opened(whole_year[moment]), told(whole_year[moment])
    workflow.write_coverage_papers(office, PLANNER)
    deck = Presentation(BytesIO(content(office, "coverage_slides")))
    said = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    (table,) = (shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    page = " ".join(
        part
        for sheet in PdfReader(BytesIO(content(office, "coverage_brief"))).pages
        for part in sheet.extract_text().split()
    )
    _, _, frozen, _, _, inspected, *_, percent = area_of(figures)
    names = {row.code: row.name for row in workflow.read_communes(office, PLANNER)}
    for text in (said, page):
        assert f"{inspected}/{frozen} cơ sở thuộc diện quản lý ({percent} %)" in text
    rows = {row.cells[0].text_frame.text: [cell.text_frame.text for cell in row.cells][1:] for row in table.rows}
    for code, own, done, need, before, faults, handled in figures["coverage_units"]:
        share = f"{percent_text(1000 * done // own)} %"
        change = f"{'+' if done > before else '−' if done < before else ''}{abs(done - before)}"
        wanted = [own, done, share, need, max(0, need - done), f"{handled}/{faults}", change]
        assert (rows[names[code]] if code else list(rows.values())[-1]) == [str(value) for value in wanted]
