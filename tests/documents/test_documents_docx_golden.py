"""What every official paper says, word for word; the files in tests/golden were read before they were kept."""

from dataclasses import replace
from datetime import date

import pytest
from docx_text import text_of
from sample_official import GOLDEN, item, owner_facts, read_words, sample_facts, sample_round, write_all

from documents.official_facts import PaperPlace
from documents.official_lists import annex_2_drafts, annex_4_drafts
from documents.official_plan import decision_drafts, plan_drafts
from documents.official_results import report_drafts
from documents.official_words import hours_text, long_day, number_text
from documents.plan_paper import ListChange
from documents.registry import OFFICIAL_WRITERS
from domain.ceremony import ChangeKind
from domain.paperwork import PaperSettings
from domain.rounds import Role


@pytest.fixture(scope="module")
def papers():
    return write_all(sample_facts(), owner_facts(), read_words())


def test_every_paper_has_its_golden_text_and_no_other(papers):
    assert sorted(papers) == sorted(path.stem for path in GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.txt")))
def test_the_text_is_the_golden_one(papers, name):
    assert text_of(papers[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_a_decision_with_its_number_has_no_blanks(papers):
    facts = replace(sample_facts(), round=replace(sample_round(decision_no="12/QĐ-VHTT"), signer="Trần Văn Hai"))
    (draft,) = decision_drafts(facts, read_words())
    assert draft.fields["number"] == "Số: 12/QĐ-VHTT"
    assert draft.fields["place_day"] == "Tân Châu, ngày 02 tháng 3 năm 2027"
    assert draft.fields["signer"] == "Trần Văn Hai"


def test_what_was_inspected_before_the_round_counts_for_the_target():
    facts = sample_facts()
    (draft,) = report_drafts(facts, read_words())
    said = {name: draft.fields[name] for name in ("required", "inspected", "before", "covered", "share", "reached")}
    assert list(said.values()) == ["2", "1", "1", "2", "20,0", "đạt chỉ tiêu"]
    (draft,) = report_drafts(replace(facts, results=replace(facts.results, done_before=0)), read_words())
    assert (draft.fields["covered"], draft.fields["reached"]) == ("1", "chưa đạt chỉ tiêu")


def test_days_hours_and_amounts_are_written_as_the_decree_has_them():
    words = read_words()
    assert long_day(date(2027, 2, 5), words) == "ngày 05 tháng 02 năm 2027"
    assert long_day(date(2027, 11, 20), words) == "ngày 20 tháng 11 năm 2027"
    assert hours_text(66_600, 91_800, words) == "18:30 – 01:30 hôm sau"
    assert number_text(1_234_567) == "1.234.567"


def test_without_rates_the_cost_table_says_so_and_sums_nothing():
    (draft,) = plan_drafts(replace(sample_facts(), settings=PaperSettings()), read_words())
    assert {row["amount"] for row in draft.fields["costs"]} == {"chưa có định mức"}
    assert draft.fields["cost_totals"][0]["amount"] == "chưa có định mức"


def test_one_rate_alone_makes_no_total():
    (draft,) = plan_drafts(replace(sample_facts(), settings=PaperSettings(allowance_dong=100)), read_words())
    assert [row["amount"] for row in draft.fields["costs"]] == ["200", "100", "chưa có định mức"]
    assert draft.fields["cost_totals"][0]["amount"] == "chưa có định mức"


def changed_facts():
    """Return the round after its first was absent, and its reserve too; one more was added and one taken off."""
    facts = sample_facts()
    first, third = facts.plan.selected
    two, five = item("CS2", Role.RESERVE), item("CS5", Role.RESERVE)
    six = item("CS6", Role.NOT_DRAWN)
    changes = (
        ListChange(kind=ChangeKind.SUBSTITUTE, establishment=first, stand_in=two),
        ListChange(kind=ChangeKind.SUBSTITUTE, establishment=two, stand_in=five),
        ListChange(kind=ChangeKind.ADD, establishment=six, document_no="12/QĐ"),
        ListChange(kind=ChangeKind.REMOVE, establishment=third, document_no="13/QĐ"),
    )
    places = {**facts.places, **{id_: PaperPlace(commune="X1", type="KARAOKE") for id_ in ("CS5", "CS6")}}
    plan = replace(facts.plan, list_changes=changes, reserves=(two, five, item("CS4", Role.RESERVE)))
    return replace(facts, plan=plan, places=places)


def test_who_came_onto_the_list_later_has_a_row_that_says_why():
    (draft,) = annex_2_drafts(changed_facts(), read_words())
    rows = [(row["number"], row["name"].split()[2], row["month"], row["note"]) for row in draft.fields["rows"]]
    assert rows == [
        ("1", "CS1", "03/2027", "Bắt buộc; đóng cửa hoặc vắng chủ, dự phòng Cơ sở CS2 Hoa Mai kiểm tra thay"),
        ("2", "CS3", "03/2027", "Bốc thăm; đưa ra khỏi danh sách theo 13/QĐ"),
        ("3", "CS2", "", "Dự phòng; kiểm tra thay Cơ sở CS1 Hoa Mai; đóng cửa hoặc vắng chủ, dự phòng Cơ sở CS5 "
         "Hoa Mai kiểm tra thay"),
        ("4", "CS5", "", "Dự phòng; kiểm tra thay Cơ sở CS2 Hoa Mai"),
        ("5", "CS6", "", "Bổ sung theo 12/QĐ"),
    ]  # fmt: skip


def test_a_reserve_that_stepped_in_says_for_whom_and_the_others_wait():
    (draft,) = annex_4_drafts(changed_facts(), read_words())
    notes = {row["name"].split()[2]: row["note"] for row in draft.fields["rows"]}
    assert notes["CS5"] == "Kiểm tra thay Cơ sở CS2 Hoa Mai"
    assert notes["CS4"].startswith("Thay khi cơ sở cùng xã")


def test_what_needs_no_plan_says_the_same_before_the_plan_as_after_it():
    facts, words = sample_facts(), read_words()
    drawn = replace(facts, plan=replace(facts.plan, version=0, shifts=(), travel_source=""), crews={}, hours={})
    early = {kind: one for kind, one in OFFICIAL_WRITERS.items() if not one.needs_plan}
    assert {"team_decision", "annex_1", "draw_minutes"} <= set(early)
    for kind, writer in early.items():
        assert list(writer.drafts(drawn, words)) == list(writer.drafts(facts, words)) != [], kind
