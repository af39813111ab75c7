"""The facts behind each item of an establishment's points: what a reader can look up."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.errors import InputError
from domain.establishments import Decision, Establishment, OpeningHours, Status
from domain.inspections import Complaint, ComplaintState, Finding, Inspection
from planner.risk import read_card, score_points, total

TEXT = (Path(__file__).resolve().parents[2] / "data" / "rules" / "points_card.toml").read_text(encoding="utf-8")
CARD = read_card(TEXT)
ON = date(2027, 3, 1)
SHOP = Establishment(
    id="A", entity_id="E", name="Karaoke", type="KARAOKE", type_raw="", hamlet="", address_raw="", commune_raw="",
    commune_reported=None, commune_now=None, coords_raw="", position=None, status=Status.ACTIVE,
    decision=Decision.ACCEPTED,
)  # fmt: skip


def parts(shop: Establishment = SHOP, **more):
    told = {"type_points": 20, "inspections": (), "complaints": ()} | more
    return {part.code: (part.points, dict(part.facts)) for part in score_points(shop, card=CARD, on=ON, **told)}


def visit(on: date, *, found: bool) -> Inspection:
    findings = (Finding(code="x"),) if found else ()
    return Inspection(
        id=f"{on}", establishment_id="A", agency="p", on=on, is_full=True, minutes_no="1", findings=findings
    )


def test_a_shop_without_history_has_its_type_and_that_nobody_came() -> None:
    assert parts() == {
        "TYPE": (20, {"type": "KARAOKE"}), "NEVER_INSPECTED": (12, {}), "NO_LICENCE": (6, {"type": "KARAOKE"}),
    }  # fmt: skip


def test_findings_name_their_days_the_latest_first_and_only_those_that_count() -> None:
    """Two count at most: 10 within 12 months, 5 before; a clean visit and one 24 months old are no facts."""
    done = [visit(date(2025, 6, 1), found=True), visit(date(2026, 9, 1), found=True), visit(date(2026, 12, 1), found=False),
            visit(date(2025, 3, 1), found=True)]  # fmt: skip
    found = parts(inspections=done)
    assert found["FINDINGS"] == (15, {"count": 2, "days": "2026-09-01;2025-06-01"})
    assert "SINCE_INSPECTION" not in found


def test_time_hours_licence_and_complaints_say_what_they_rest_on() -> None:
    shop = replace(
        SHOP, last_inspected_on=date(2025, 2, 1), licence_no="7", licence_on=date(2026, 5, 2),
        hours=OpeningHours(from_s=68_400, to_s=84_600),
    )  # fmt: skip
    heard = [
        Complaint(id=f"C{day}", establishment_id="A", received_on=date(2027, 1, day), state=ComplaintState.VERIFIED)
        for day in (1, 2, 3)
    ]
    assert parts(shop, complaints=heard) == {
        "TYPE": (20, {"type": "KARAOKE"}), "COMPLAINTS": (8, {"verified": 3, "counted": 1}),
        "SINCE_INSPECTION": (8, {"on": "2025-02-01", "months": 25}), "NIGHT": (5, {"until_s": 84_600}),
        "FIRST_YEAR": (4, {"on": "2026-05-02"}),
    }  # fmt: skip
    score = score_points(shop, type_points=20, inspections=(), complaints=heard, card=CARD, on=ON)
    assert total(score) == 20 + 8 + 8 + 5 + 4


def test_a_card_says_where_it_comes_from() -> None:
    assert CARD.source
    with pytest.raises(InputError, match=r"card\.key"):
        read_card("\n".join(line for line in TEXT.splitlines() if not line.startswith("source")))
