"""Targets from end to end: figures equal to SQL written apart, reports by form and workbook, meetings, answers."""

import json
import sqlite3
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from results_office import COMMUNES, PLANNER, RECEIVED, ROUND, result, results_text, sealed_office, team_actor

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.inspections import ComplaintState
from domain.targets import CommuneReport, Communication, TargetCode, YearClock
from domain.visits import KeptResult, ResultState, SheetId, StopKind, VisitResult, VisitStatus
from store import inspections, papers, results
from workflow.target_rules import target_rules

LEADER = Actor(account="l", role=AccountRole.LEADER)
TEAM = team_actor("T00")
ADMINISTRATOR = Actor(account="q", role=AccountRole.ADMINISTRATOR)
ALL = ("SOCIO_ECONOMIC", "SOCIAL_SECURITY", "DRUGS", "TRAFFICKING", "HIV_AIDS")
DUE = {"code": "NO_CONTRACT", "action": "REMIND", "remedy_due_on": "2027-03-15"}
LATER = {"code": "LATCH", "action": "PENDING", "remedy_due_on": "2027-12-31"}
REGULATION = "PL10_2003"
FIRST, SECOND = COMMUNES


@pytest.fixture
def workspace(tmp_path: Path):
    found = sealed_office(tmp_path / "office", others=20)
    yield found
    found.store.close()


def report(commune=FIRST, **more) -> CommuneReport:
    said = {
        "year": 2027, "quarter": 1, "reported_on": date(2027, 3, 18), "programmes": ALL, "in_need": 9, "supported": 6,
        "communications": (Communication(on=date(2027, 2, 3), form="MEETING", audience=40),),
    } | more  # fmt: skip
    return CommuneReport(commune=commune, **said)


def refusal(error, call, *arguments, **more):
    with pytest.raises(error) as refused:
        call(*arguments, **more)
    return refused.value.code


def send(workspace, *found, shift=0, **more):
    text = results_text(workspace, found, shift=shift, **more)
    return workflow.take_results(workspace, team_actor(f"T{shift:02d}"), text=text, received_at=RECEIVED)


def fill_year(workspace) -> None:
    """Enter results, findings, complaints and reports, some of them late, unhandled or outside the year."""
    send(workspace, result("E000", findings=[DUE, LATER], regulations=[REGULATION]), result("E001"),
         result("E002", "closed_door"))  # fmt: skip
    send(workspace, result("E004", findings=[DUE]), result("E005", is_full=False, minutes_no=""), shift=1)
    workflow.close_remedy(
        workspace, PLANNER, inspection=f"{ROUND}:E000", code="NO_CONTRACT", remedied_on=date(2027, 3, 10),
        document="12/BC",
    )  # fmt: skip
    kinds = [one.code for one in workflow.complaint_lists(workspace, PLANNER).clocks if not one.is_crime]
    for on, id_ in ((date(2027, 3, 1), "E000"), (date(2027, 1, 4), "E001"), (date(2027, 3, 19), "E004")):
        workflow.record_complaint(
            workspace, PLANNER, kind=kinds[0], channel=next(iter(workflow.complaint_lists(workspace, PLANNER).channels)),
            received_on=on, establishment_id=id_,
        )  # fmt: skip
    heard = workflow.list_complaints(workspace, PLANNER)
    first = next(one.complaint for one in heard if one.complaint.establishment_id == "E000")
    workflow.link_visit(
        workspace, PLANNER, complaint=first.id, inspection=f"{ROUND}:E000", state=ComplaintState.VERIFIED
    )
    workflow.save_commune_report(workspace, PLANNER, report=report())
    workflow.save_commune_report(
        workspace, PLANNER,
        report=report(SECOND, programmes=("HIV_AIDS",), communications=(), in_need=11, supported=2),
    )  # fmt: skip
    workflow.save_integration(workspace, PLANNER, year=2027, programmes=ALL)


# The independent check: SQL on the raw tables, written apart from the product.

SPANS = {YearClock.CALENDAR: ("2027-01-01", "2027-12-31"), YearClock.REPORT: ("2026-12-15", "2027-12-14")}
TODAY = "2027-03-20"
COUNTED = """
    SELECT count(DISTINCT i.establishment_id) FROM inspections i, frames f
    WHERE i.round_id IS NOT NULL AND i.is_full AND i.minutes_no <> '' AND i."on" BETWEEN ? AND ?
    AND f.csv LIKE '%' || char(10) || i.establishment_id || ',%'"""
REGISTERED = "SELECT length(csv) - length(replace(csv, char(10), '')) - 1 FROM frames"
FINDINGS = """
    SELECT count(DISTINCT i.id || '|' || json_extract(f.value, '$.code')) FROM inspections i, json_each(i.findings) f
    WHERE i.round_id IS NOT NULL AND i."on" BETWEEN ? AND ?"""
HANDLED = FINDINGS + " AND json_extract(f.value, '$.action') NOT IN ('', 'PENDING')"
HEARD = "SELECT count(*) FROM complaints WHERE received_on BETWEEN ? AND ?"
IN_TIME = HEARD + " AND state <> 'received' AND (due_on IS NULL OR due_on >= handled_on)"
NEED = "SELECT sum(in_need) FROM commune_reports WHERE year = 2027"
SUPPORTED = "SELECT sum(supported) FROM commune_reports WHERE year = 2027"
REGULAR = """
    SELECT count(*) FROM (SELECT DISTINCT r.commune FROM commune_reports r, json_each(r.communications) c
    WHERE json_extract(c.value, '$.on') BETWEEN ? AND ?)"""
WHOLE = """
    SELECT count(*) FROM (SELECT r.commune FROM commune_reports r, json_each(r.programmes) p
    WHERE r.year = 2027 GROUP BY r.commune HAVING count(DISTINCT p.value) = 5)"""
AREA = "SELECT count(*) FROM area_integrations WHERE year = 2027 AND json_array_length(programmes) = 5"


@pytest.mark.parametrize("clock", list(YearClock))
def test_every_figure_equals_sql_written_apart(workspace, clock):
    fill_year(workspace)
    first, last = SPANS[clock]
    span = (first, min(last, TODAY))
    with sqlite3.connect(workspace.settings.directory / "office.sqlite") as raw:

        def number(query: str, *values: str) -> int:
            return raw.execute(query, values).fetchone()[0]

        expected = {
            TargetCode.COMMUNICATION: (number(REGULAR, *span), 2),
            TargetCode.INTEGRATION: (number(WHOLE) + number(AREA), 3),
            TargetCode.INSPECTED: (number(COUNTED, *span), number(REGISTERED)),
            TargetCode.VIOLATIONS: (number(HANDLED, *span), number(FINDINGS, *span)),
            TargetCode.COMPLAINTS: (number(IN_TIME, *span), number(HEARD, *span)),
            TargetCode.SUPPORT: (number(SUPPORTED), number(NEED)),
        }
    raw.close()
    view = workflow.read_targets(workspace, LEADER, clock=clock)
    assert {one.code: (one.numerator, one.denominator) for one in view.targets} == expected
    assert {code: pair[0] for code, pair in expected.items()} == {
        TargetCode.COMMUNICATION: 1, TargetCode.INTEGRATION: 2, TargetCode.INSPECTED: 3, TargetCode.VIOLATIONS: 2,
        TargetCode.COMPLAINTS: 1, TargetCode.SUPPORT: 8,
    }  # fmt: skip


def test_inspected_is_the_coverage_of_the_year(workspace):
    fill_year(workspace)
    area = workflow.read_coverage(workspace, LEADER).coverage.area
    target = next(
        one for one in workflow.read_targets(workspace, LEADER).targets if one.code is TargetCode.INSPECTED
    )  # fmt: skip
    assert (target.numerator, target.denominator) == (area.inspected, area.registered_frozen)


def test_the_plan_asks_what_its_data_say(workspace):
    rules = target_rules(workspace)
    assert {rule.code: rule.share_bp for rule in rules.targets} == {
        TargetCode.COMMUNICATION: 7000, TargetCode.INTEGRATION: 10_000, TargetCode.INSPECTED: 2000,
        TargetCode.VIOLATIONS: 10_000, TargetCode.COMPLAINTS: 10_000, TargetCode.SUPPORT: 6000,
    }  # fmt: skip
    assert tuple(rules.programmes) == ALL
    for rule in rules.targets:
        assert f"target.{rule.code}" in workspace.reference.words
        assert f"target_basis.{rule.code}" in workspace.reference.words


def test_small_counts_of_people_stand_in_the_areas_sum_only(workspace):
    fill_year(workspace)
    rows = workflow.read_targets(workspace, PLANNER).support
    assert [(row.commune, row.in_need, row.supported) for row in rows] == [
        ("", 20, 8), (FIRST.code, None, None), (SECOND.code, None, None),
    ]  # fmt: skip


# Reports.


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quarter": 2}, "commune_report.quarter"),
        ({"quarter": 5}, "commune_report.quarter"),
        ({"reported_on": date(2027, 3, 21)}, "commune_report.reported_on"),
        ({"supported": 10}, "commune_report.people"),
        ({"in_need": -1, "supported": -1}, "commune_report.people"),
        ({"programmes": ("OTHER",)}, "commune_report.programme"),
        ({"communications": (Communication(on=date(2026, 12, 31), form="MEETING", audience=1),)},
         "commune_report.activity_day"),
        ({"communications": (Communication(on=date(2027, 1, 1), form="", audience=1),)}, "commune_report.form"),
        ({"communications": (Communication(on=date(2027, 1, 1), form="MEETING", audience=-1),)},
         "commune_report.audience"),
        ({"communications": (Communication(on=date(2027, 1, 1), form="MEETING", audience=1),) * 61},
         "commune_report.activities"),
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_is_refused_and_nothing_is_kept(workspace, change, code):
    workflow.save_commune_report(workspace, PLANNER, report=report())
    assert refusal(InputError, workflow.save_commune_report, workspace, PLANNER, report=report(**change)) == code
    (kept,) = workflow.list_commune_reports(workspace, PLANNER, year=2027)
    assert (kept.communications, kept.programmes, kept.in_need) == (report().communications, ALL, 9)


def test_a_second_report_of_the_quarter_takes_the_place_of_the_first(workspace):
    for count in (6, 7):
        workflow.save_commune_report(workspace, PLANNER, report=report(supported=count))
    assert [one.supported for one in workflow.list_commune_reports(workspace, PLANNER, year=2027)] == [7]


def filled(workspace, tmp_path, **cells) -> Path:
    content = workflow.report_workbook(workspace, PLANNER, commune=FIRST.code, year=2027, quarter=1)
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.active
    by_label = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    said = {
        "Ngày báo cáo": "18/03/2027", "Số người cần hỗ trợ phát sinh trong quý": 9,
        "Trong đó đã tiếp cận dịch vụ hỗ trợ": "6", "Phòng, chống ma túy": "Có", "Phòng, chống HIV/AIDS": "x",
    } | cells.pop("labels", {})  # fmt: skip
    for label, value in said.items():
        by_label[label][1].value = value
    top = by_label["Ngày tuyên truyền"][0].row
    rows = cells.pop("rows", [(datetime(2027, 2, 3), "Hội nghị, họp dân", 40), ("5/2/2027", "Truyền thanh cơ sở", 0)])
    for at, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column).value = value
    path = tmp_path / "xa.xlsx"
    book.save(path)
    return path


def test_a_workbook_comes_back_as_the_report_that_was_filled_in(workspace, tmp_path):
    proposal = workflow.propose_report(workspace, PLANNER, path=filled(workspace, tmp_path))
    assert proposal.issues == ()
    kept = workflow.save_commune_report(workspace, PLANNER, report=proposal.report)
    assert (kept.commune, kept.year, kept.quarter, kept.reported_on) == (FIRST, 2027, 1, date(2027, 3, 18))
    assert (kept.in_need, kept.supported, kept.programmes) == (9, 6, ("DRUGS", "HIV_AIDS"))
    assert kept.communications == (
        Communication(on=date(2027, 2, 3), form="MEETING", audience=40),
        Communication(on=date(2027, 2, 5), form="LOUDSPEAKER", audience=0),
    )


def test_every_cell_in_doubt_is_named_and_no_report_is_made(workspace, tmp_path):
    path = filled(
        workspace, tmp_path,
        labels={"Ngày báo cáo": "hôm qua", "Số người cần hỗ trợ phát sinh trong quý": "vài người",
                "Phòng, chống ma túy": "chưa rõ"},
        rows=[("2027", "Hội nghị, họp dân", 40), ("5/2/2027", "Ca nhạc", None)],
    )  # fmt: skip
    proposal = workflow.propose_report(workspace, PLANNER, path=path)
    assert proposal.report is None
    assert sorted(issue.code for issue in proposal.issues) == [
        "report_count", "report_count", "report_day", "report_day", "report_form", "report_mark",
    ]  # fmt: skip
    words = workspace.reference.words
    for issue in proposal.issues:
        assert issue.row > 0
        assert words.say(f"issue.{issue.code}", row=issue.row, column=issue.column, value=issue.value)
        assert f"remedy.{issue.code}" in words


@pytest.mark.parametrize("figure", ["9" * 5000, "1.000.000.000", "1 000 00"])
def test_a_figure_that_no_commune_has_is_a_cell_in_doubt(workspace, tmp_path, figure):
    path = filled(workspace, tmp_path, labels={"Số người cần hỗ trợ phát sinh trong quý": figure})
    proposal = workflow.propose_report(workspace, PLANNER, path=path)
    assert proposal.report is None
    assert [issue.code for issue in proposal.issues] == ["report_count"]


def test_another_workbook_is_no_report(workspace, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "Danh sách"
    book.save(tmp_path / "other.xlsx")
    assert refusal(InputError, workflow.propose_report, workspace, PLANNER, path=tmp_path / "other.xlsx") == (
        "commune_report.ticket"
    )


def test_the_blank_has_the_same_bytes_again(workspace):
    asked = {"commune": FIRST.code, "year": 2027, "quarter": 1}
    assert workflow.report_workbook(workspace, PLANNER, **asked) == workflow.report_workbook(
        workspace, PLANNER, **asked
    )


# Regulations and supervision.


def test_who_was_given_a_regulation_and_who_is_missing(workspace):
    fill_year(workspace)
    meeting = workflow.record_meeting(
        workspace, PLANNER, commune=SECOND.code, on=date(2027, 3, 10), regulations=[REGULATION], represented=5,
        named=["E001", "E003"], commitments=4,
    )  # fmt: skip
    view = workflow.read_regulation_cover(workspace, PLANNER)
    first, second = view.rows
    assert (first.visited, first.met, second.visited, second.met) == (1, 0, 0, 2)
    assert (second.represented, second.commitments) == (5, 4)
    assert {"E000", "E001", "E003"}.isdisjoint(one.id for one in view.missing)
    assert view.area.missing == len(view.missing) == view.area.registered - 3
    assert [(day.on, day.by_meeting, day.establishments) for day in view.days] == [
        (date(2027, 3, 10), True, 5), (date(2027, 3, 8), False, 1),
    ]  # fmt: skip
    other = workflow.read_regulation_cover(workspace, PLANNER, regulation="ND282_2025")
    assert other.area.missing == other.area.registered
    workflow.drop_meeting(workspace, PLANNER, meeting=meeting.id)
    assert workflow.read_regulation_cover(workspace, PLANNER).area.met == 0
    assert refusal(ConflictError, workflow.drop_meeting, workspace, PLANNER, meeting=meeting.id) == "meeting.none"


def test_the_map_of_regulations_is_the_leaders_and_follows_the_counts(workspace):
    fill_year(workspace)
    first = workflow.regulation_map(workspace, LEADER)
    assert first == workflow.regulation_map(workspace, PLANNER, year=2027)
    workflow.record_meeting(
        workspace, PLANNER, commune=SECOND.code, on=date(2027, 3, 10), regulations=[REGULATION], represented=5,
        named=["E001", "E003"], commitments=4,
    )  # fmt: skip
    second, other = (
        workflow.regulation_map(workspace, LEADER),
        workflow.regulation_map(workspace, LEADER, regulation="X"),
    )
    assert len({first, second, other}) == 3
    html = workflow.read_coverage_map(workspace, LEADER, second).decode("utf-8")
    view = workflow.read_regulation_cover(workspace, PLANNER)
    reached = view.area.registered - view.area.missing
    assert f"{reached}/{view.area.registered} cơ sở đã được phổ biến, còn {view.area.missing}" in html
    assert "Cơ sở E" not in html and "E000" not in html
    assert refusal(ConflictError, workflow.read_coverage_map, workspace, LEADER, first) == "paper.none", "replaced"
    for actor in (TEAM, ADMINISTRATOR):
        assert refusal(NotAllowedError, workflow.read_coverage_map, workspace, actor, second) == "access.role"
        assert refusal(NotAllowedError, workflow.read_paper, workspace, actor, second) == "access.role"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"commune": "0"}, "meeting.commune"),
        ({"on": date(2027, 3, 21)}, "meeting.day"),
        ({"regulations": []}, "meeting.regulations"),
        ({"regulations": ["NEW"]}, "meeting.regulations"),
        ({"represented": 0}, "meeting.counts"),
        ({"commitments": 4}, "meeting.counts"),
        ({"named": ["E000", "E002"], "represented": 1}, "meeting.counts"),
        ({"named": ["E001"]}, "meeting.named"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(workspace, change, code):
    said = {"commune": FIRST.code, "on": date(2027, 3, 1), "regulations": [REGULATION], "represented": 3} | change
    assert refusal(InputError, workflow.record_meeting, workspace, PLANNER, **said) == code
    assert workflow.read_regulation_cover(workspace, PLANNER).meetings == ()


def test_a_supervised_commune_has_its_tasks_its_difficulties_and_an_answer(workspace):
    tasks = {"PROGRAMME": True, "REVIEW": False}
    recorded = VisitResult(
        stop=f"commune:{FIRST.vintage}/{FIRST.code}", kind=StopKind.COMMUNE_SUPERVISION, status=VisitStatus.INSPECTED,
        device="a" * 16, edit=1, recorded_at=RECEIVED, tasks=tasks, difficulties="Thiếu kinh phí",
    )  # fmt: skip
    sheet = SheetId(round_id=ROUND, shift="T00-2027-03-08-T", revision=1, epoch=0)
    with workspace.store.write() as connection:
        results.add_result(
            connection,
            KeptResult(
                id="s1", sheet=sheet, team="T00", result=recorded, state=ResultState.KEPT, received_at=RECEIVED,
                sent_by="thu",
            ),
        )  # fmt: skip
    workflow.answer_commune(
        workspace, PLANNER, round_id=ROUND, commune=FIRST.code, answer="Bố trí từ nguồn của huyện, gọi 0912345678"
    )
    found = workflow.list_supervised(workspace, PLANNER)
    (one,) = found.done
    assert (one.tasks, one.difficulties) == (tasks, "Thiếu kinh phí")
    assert one.answer.startswith("Bố trí từ nguồn của huyện")
    assert "0912345678" not in one.answer
    assert len(found.waiting) == 1
    late = {"round_id": ROUND, "commune": FIRST.code, "answer": "Ý khác"}
    assert refusal(ConflictError, workflow.answer_commune, workspace, PLANNER, **late, seen="") == "changed.meanwhile"
    workflow.answer_commune(workspace, PLANNER, **late, seen=one.answer)
    assert workflow.list_supervised(workspace, PLANNER).done[0].answer == "Ý khác"
    refused = refusal(
        ConflictError, workflow.answer_commune, workspace, PLANNER, round_id=ROUND, commune=SECOND.code, answer="x"
    )
    assert refused == "supervised.none"


# The public plan.


def test_the_public_plan_names_no_establishment_no_day_and_no_hour(workspace):
    paper_id = workflow.write_public_plan(workspace, PLANNER, round_id=ROUND)
    view, content = workflow.read_paper(workspace, LEADER, paper_id)
    text = content.decode("utf-8")
    assert view.kind == "public_plan"
    assert "Cơ sở E" not in text
    assert "E000" not in text
    assert "18:00" not in text
    assert "03/2027" in text
    assert content == workflow.read_paper(workspace, PLANNER, workflow.write_public_plan(
        workspace, PLANNER, round_id=ROUND))[1]  # fmt: skip
    assert [one.id for one in workflow.list_public_plans(workspace, LEADER)] == [paper_id]


def test_it_is_public_to_every_account(workspace):
    paper_id = workflow.write_public_plan(workspace, PLANNER, round_id=ROUND)
    with workspace.store.read() as connection:
        assert papers.read_paper(connection, paper_id)[0].audience == "public"
    told = {workflow.read_paper(workspace, actor, paper_id)[1] for actor in (PLANNER, LEADER, TEAM, ADMINISTRATOR)}
    assert len(told) == 1
    for actor in (LEADER, TEAM, ADMINISTRATOR):
        assert [one.id for one in workflow.list_public_plans(workspace, actor)] == [paper_id]


# Who may.


def test_only_planners_enter_and_only_planners_and_leaders_read(workspace):
    for actor, call, more in (
        (TEAM, workflow.read_targets, {}),
        (LEADER, workflow.list_commune_reports, {"year": 2027}),
        (LEADER, workflow.save_commune_report, {"report": report()}),
        (LEADER, workflow.save_integration, {"year": 2027, "programmes": ()}),
        (LEADER, workflow.report_workbook, {"commune": FIRST.code, "year": 2027, "quarter": 1}),
        (LEADER, workflow.propose_report, {"path": Path("x.xlsx")}),
        (LEADER, workflow.read_regulation_cover, {}),
        (LEADER, workflow.drop_meeting, {"meeting": "x"}),
        (LEADER, workflow.list_supervised, {}),
        (LEADER, workflow.answer_commune, {"round_id": ROUND, "commune": FIRST.code, "answer": "x"}),
        (LEADER, workflow.write_public_plan, {"round_id": ROUND}),
        (TEAM, workflow.regulation_map, {}),
        (ADMINISTRATOR, workflow.regulation_map, {}),
    ):
        assert refusal(NotAllowedError, call, workspace, actor, **more) == "access.role", call


def test_the_leaders_view_names_no_establishment(workspace):
    fill_year(workspace)
    view = workflow.read_targets(workspace, LEADER)
    with workspace.store.read() as connection:
        ids = {one.establishment_id for one in inspections.read_inspections(connection)}
    assert ids
    assert not any(id_ in json.dumps(repr(view)) for id_ in ids)
