"""Sentences for what did not fit: every code that the planner gives has its words."""

import ast
from pathlib import Path

import pytest

from documents.formatting import cause_sentences, remedy_sentences
from domain.routing import Remedy, Unassigned, UnassignedReason
from domain.words import Words

PLANNER = Path(__file__).resolve().parents[2] / "planner"


def given_codes(name: str) -> set[str]:
    """Return the codes that the planner writes in calls of a class, both branches of a choice."""
    found: set[str] = set()
    for path in (*sorted((PLANNER / "explanation").glob("*.py")), PLANNER / "routing" / "rules.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                code = next(keyword.value for keyword in node.keywords if keyword.arg == "code")
                parts = (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,)
                found |= {part.value for part in parts if isinstance(part, ast.Constant)}
    return found


def test_every_code_of_the_planner_has_its_words(vietnamese_documents: Words) -> None:
    reasons, remedies = given_codes("UnassignedReason"), given_codes("Remedy")
    assert {"window", "agency", "shift", "fits", "cost"} <= reasons
    assert {"extra_shift", "agency_present"} <= remedies
    assert [code for code in reasons if f"documents.unassigned.{code}" not in vietnamese_documents] == []
    assert [code for code in remedies if f"documents.remedy.{code}" not in vietnamese_documents] == []


def test_the_commonest_cause_comes_first_and_codes_become_names(vietnamese_documents: Words) -> None:
    reasons = (
        UnassignedReason(code="agency", shift="S1", params={"agency": "police, fire"}),
        UnassignedReason(code="shift", shift="S2", params={"cause": "late", "late_s": 600}),
        UnassignedReason(code="shift", shift="S3", params={"cause": "late", "late_s": 60}),
        UnassignedReason(code="shift", shift="S4", params={"cause": "full"}),
    )
    item = Unassigned(visit="CS1", reasons=reasons)
    assert cause_sentences(item, words=vietnamese_documents, names={"police": "Công an", "fire": "PCCC"}) == (
        "Đoàn sẽ về sau giờ kết thúc ca (2 ca)",
        "Ca không còn đủ thời gian (1 ca)",
        "Ca thiếu thành phần bắt buộc: Công an, PCCC (1 ca)",
    )


@pytest.mark.parametrize("names", [{}, {"T1": "Đoàn 1"}])
def test_an_unknown_name_or_code_does_not_stop_the_paper(vietnamese_documents: Words, names: dict[str, str]) -> None:
    remedies = (Remedy(code="extra_shift", params={"team": "T1", "like": "S1"}), Remedy(code="from_the_future"))
    item = Unassigned(visit="CS1", reasons=(), remedies=remedies)
    said = remedy_sentences(item, words=vietnamese_documents, names=names)
    assert said == (f"Thêm một ca cho {names.get('T1', 'T1')}", "Lý do có mã from_the_future")
