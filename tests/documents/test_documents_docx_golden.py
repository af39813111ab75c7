"""What every official paper says, word for word; the files in tests/golden were read before they were kept."""

from dataclasses import replace
from datetime import date

import pytest
from docx_text import text_of
from sample_official import GOLDEN, owner_facts, read_words, sample_facts, sample_round, write_all

from documents.official_plan import decision_drafts, plan_drafts
from documents.official_words import hours_text, long_day, number_text
from domain.paperwork import PaperSettings


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
