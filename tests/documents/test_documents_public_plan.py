"""The public plan as a paper: its tables, groups in one line, hostile names as text, the same bytes again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from documents.public_plan import PublicPlan, PublicRow
from documents.registry import PUBLIC_WRITERS
from workflow.reference import load_words

WORDS = load_words(Path(__file__).resolve().parents[2] / "data" / "words" / "vi", language="vi")
PAPER = PublicPlan(
    office_name="Phòng A", superior="UBND B", title="Đợt 1", starts_on=date(2027, 3, 8), ends_on=date(2027, 4, 2),
    registered=30, selected=6, communes=(PublicRow(names=("Xã A",), registered=20, selected=4),),
    types=(PublicRow(names=("Karaoke",), registered=30, selected=6),),
    months=((date(2027, 3, 1), 4), (date(2027, 4, 1), 2)), hashes=(("frame_hash", "ab" * 32),),
)  # fmt: skip
MERGED = PublicRow(names=("Xã B", "Xã <b>C</b>"), registered=10, selected=2)


def text_of(paper: PublicPlan) -> str:
    return PUBLIC_WRITERS["public_plan"].write(paper, WORDS).decode("utf-8")


def test_it_has_its_counts_its_months_and_its_hash():
    text = text_of(PAPER)
    for part in ("08/03/2027", "6 trong số 30", "Xã A", "Karaoke", "03/2027", "04/2027", "abab abab"):
        assert part in text
    assert "ghi gộp" not in text


def test_merged_communes_stand_in_one_line_and_markup_stays_text():
    text = text_of(replace(PAPER, communes=(*PAPER.communes, MERGED)))
    assert "Các xã khác: Xã B, Xã &lt;b&gt;C&lt;/b&gt;" in text
    assert "ghi gộp" in text


@pytest.mark.parametrize("paper", [PAPER, replace(PAPER, communes=(MERGED,))])
def test_the_same_values_give_the_same_bytes_and_no_outside_request(paper):
    assert text_of(paper) == text_of(paper)
    assert "http" not in text_of(paper)
    assert "<script" not in text_of(paper)
