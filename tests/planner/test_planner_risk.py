"""The points card: each factor just given and just not, with the arithmetic beside it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.errors import InputError
from domain.establishments import Decision, Establishment, OpeningHours, Status
from domain.inspections import Complaint, ComplaintState, Finding, Inspection
from domain.places import CommuneKey
from domain.rounds import SamplingRule
from planner.eligibility import build_frame
from planner.risk import months_between, read_card, score_points, score_register, total

TEXT = (Path(__file__).resolve().parents[2] / "data" / "rules" / "points_card.toml").read_text(encoding="utf-8")
CARD = read_card(TEXT)
ON = date(2027, 3, 1)
KEY = CommuneKey(vintage="2025", code="25816")
SHOP = Establishment(
    id="A",
    entity_id="E",
    name="Karaoke A",
    type="KARAOKE",
    type_raw="Karaoke",
    hamlet="",
    address_raw="",
    commune_raw="",
    commune_reported=KEY,
    commune_now=KEY,
    coords_raw="",
    position=None,
    status=Status.ACTIVE,
    decision=Decision.ACCEPTED,
    licence_no="12/GP",
)


def inspection(on: date, *, findings: int = 1, minutes: str = "01/BB", shop: str = "A") -> Inspection:
    found = tuple(Finding(code=f"F{k}") for k in range(findings))
    return Inspection(
        id=f"I{on}", establishment_id=shop, agency="VH", on=on, is_full=True, minutes_no=minutes, findings=found
    )


def complaint(on: date, state: ComplaintState = ComplaintState.VERIFIED) -> Complaint:
    return Complaint(id=f"C{on}{state}", establishment_id="A", received_on=on, state=state)


def points(shop: Establishment = SHOP, *, inspections=(), complaints=(), base: int = 20) -> dict[str, int]:
    entries = score_points(shop, type_points=base, inspections=inspections, complaints=complaints, card=CARD, on=ON)
    return {entry.code: entry.points for entry in entries}


def test_a_shop_without_history_has_its_type_and_never_inspected() -> None:
    assert points() == {"TYPE": 20, "NEVER_INSPECTED": 12}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([date(2026, 3, 2)], 10),  # 11 months and 27 days
        ([date(2026, 3, 1)], 5),  # 12 months
        ([date(2025, 3, 2)], 5),  # 23 months
        ([date(2025, 3, 1)], None),  # 24 months
        ([date(2026, 9, 1), date(2026, 5, 1), date(2025, 6, 1)], 20),  # the two latest: 10 + 10
        ([date(2026, 9, 1), date(2025, 6, 1)], 15),
        ([date(2027, 3, 2)], None),  # after the day
    ],
)
def test_findings_decay_and_are_capped(days: list[date], expected: int | None) -> None:
    assert points(inspections=[inspection(day) for day in days]).get("FINDINGS") == expected


def test_only_full_inspections_with_minutes_and_findings_of_this_shop_count() -> None:
    day = date(2026, 9, 1)
    passed = [inspection(day, findings=0), inspection(day, minutes=""), inspection(day, shop="B")]
    assert "FINDINGS" not in points(inspections=passed)


@pytest.mark.parametrize(
    ("inspected", "expected"),
    [
        (date(2026, 3, 2), None),
        (date(2026, 3, 1), 4),
        (date(2025, 3, 1), 8),
        (date(2024, 3, 1), 12),
        (date(2020, 1, 1), 12),
    ],
)
def test_time_since_the_last_inspection_rises(inspected: date, expected: int | None) -> None:
    assert points(inspections=[inspection(inspected, findings=0)]).get("SINCE_INSPECTION") == expected
    by_register = points(replace(SHOP, last_inspected_on=inspected))
    assert by_register.get("SINCE_INSPECTION") == expected and "NEVER_INSPECTED" not in by_register


def test_a_burst_of_complaints_counts_once_a_quarter() -> None:
    burst = [complaint(date(2027, 1, day)) for day in range(1, 29)]
    assert points(complaints=burst)["COMPLAINTS"] == 8
    assert points(complaints=[*burst, complaint(date(2026, 12, 31))])["COMPLAINTS"] == 16


def test_a_rivals_burst_moves_nothing_but_one_capped_entry() -> None:
    """100 complaints in a day: unverified 0; all verified 8, as one would; none is a must without its triage."""
    day = date(2027, 2, 1)
    burst = [replace(complaint(day, ComplaintState.RECEIVED), id=f"C{k}") for k in range(100)]
    assert points(complaints=burst) == points()
    verified = [replace(c, state=ComplaintState.VERIFIED) for c in burst]
    assert points(complaints=verified) == points(complaints=verified[:1]) == points() | {"COMPLAINTS": 8}
    made = build_frame(
        [SHOP],
        inspections=(),
        complaints=[*burst, *verified],
        rule=SamplingRule(),
        round_start=ON,
        scores={"A": 1},
    )
    assert not made.rows[0].must and made.reasons == {}


def test_the_cap_is_per_establishment_and_quarter() -> None:
    """1 January to 31 March is one quarter: 8; with 31 December another: 16; another shop's count for itself."""
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28)]
    assert points(complaints=[complaint(day) for day in days])["COMPLAINTS"] == 16
    others = [replace(complaint(day), establishment_id="B") for day in days]
    assert "COMPLAINTS" not in points(complaints=others)
    twice = replace(CARD, complaints_per_quarter=2)
    entries = score_points(
        SHOP, type_points=0, inspections=(), complaints=[complaint(day) for day in days], card=twice, on=ON
    )
    assert {e.code: e.points for e in entries}["COMPLAINTS"] == 24


@pytest.mark.parametrize("first", [1, 4, 7, 10])
def test_a_quarter_begins_in_january_april_july_and_october(first: int) -> None:
    """One complaint in each of its three months counts once, and on the day before it begins another quarter."""
    inside = [complaint(date(2026, first + k, 28)) for k in range(3)]
    before = complaint(date(2026, first, 1) - timedelta(days=1))

    def counted(*heard: Complaint) -> int:
        entries = score_points(
            SHOP, type_points=0, inspections=(), complaints=heard, card=CARD, on=date(2026, first + 2, 28)
        )
        return {entry.code: entry.points for entry in entries}["COMPLAINTS"]

    assert counted(*inside) == 8 and counted(before, *inside) == 16


def test_complaints_count_verified_and_for_twelve_months_only() -> None:
    unproved = [complaint(date(2027, 1, 1), state) for state in (ComplaintState.RECEIVED, ComplaintState.DISMISSED)]
    assert "COMPLAINTS" not in points(complaints=unproved)
    assert "COMPLAINTS" not in points(complaints=[complaint(date(2026, 3, 1))])
    assert points(complaints=[complaint(date(2026, 3, 2), ComplaintState.CLEAR_SIGN)])["COMPLAINTS"] == 8


def test_night_hours_licence_and_first_year() -> None:
    late = OpeningHours(from_s=68_400, to_s=79_201)
    assert points(replace(SHOP, hours=late))["NIGHT"] == 5
    assert "NIGHT" not in points(replace(SHOP, hours=replace(late, to_s=79_200)))
    assert points(replace(SHOP, licence_no=""))["NO_LICENCE"] == 6
    assert "NO_LICENCE" not in points(replace(SHOP, licence_no="", type="CAPHE"))
    assert points(replace(SHOP, licence_on=date(2026, 3, 2)))["FIRST_YEAR"] == 4
    assert "FIRST_YEAR" not in points(replace(SHOP, licence_on=date(2026, 3, 1)))


def test_the_register_is_scored_as_each_shop_alone() -> None:
    shops = [SHOP, replace(SHOP, id="B", type="CAPHE"), replace(SHOP, id="C", type=None)]
    history = [inspection(date(2026, 9, 1)), inspection(date(2026, 9, 2), shop="B")]
    scored = score_register(
        shops, type_points={"KARAOKE": 20, "CAPHE": 6}, inspections=history, complaints=[], card=CARD, on=ON
    )
    assert {key: total(entries) for key, entries in scored.items()} == {"A": 30, "B": 16, "C": 12}


def test_months_are_whole() -> None:
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert months_between(date(2024, 2, 29), date(2025, 3, 1)) == 12


def test_the_card_says_who_approved_it() -> None:
    assert CARD.version and CARD.approved_by == "" and CARD.valid_from == date(2027, 1, 1)
    points_of_bands = [band[1] for band in CARD.since_inspection]
    assert points_of_bands == sorted(points_of_bands)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=", "card.toml"),
        (TEXT.replace("schema = 1", "schema = 9"), "card.schema"),
        (TEXT + "\nrumour_points = 9\n", "card.key"),
        (TEXT.replace("night_points = 5", ""), "card.key"),
        (TEXT.replace("night_points = 5", "night_points = 5.5"), "card.key"),
    ],
)
def test_a_wrong_card_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_card(text)
    assert caught.value.code == code
