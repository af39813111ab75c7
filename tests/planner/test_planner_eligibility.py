"""Who is in the frame, done, exempt or must: each rule just met and just not."""

from dataclasses import replace
from datetime import date

import pytest
from test_planner_risk import SHOP

from domain.errors import InputError
from domain.establishments import Decision, Status
from domain.inspections import Complaint, ComplaintState, Finding, Inspection
from domain.places import Position, PositionSource
from domain.rounds import FrameRow, Reason, ReasonCode, Role, SamplingRule
from planner.eligibility import Frame, build_frame, exempt_until
from planner.selection import draw_sample

START = date(2027, 3, 1)


def visit(
    on: date, *, shop: str = "A", round_id: str | None = None, full: bool = True, minutes: str = "1/BB", due=None
):
    findings = (Finding(code="F", remedy_due_on=due),) if due else ()
    return Inspection(
        id=f"I{on}{shop}", establishment_id=shop, agency="CA", on=on, is_full=full, minutes_no=minutes,
        round_id=round_id, findings=findings,
    )  # fmt: skip


def sign(on: date = date(2027, 2, 1), *, ground: str = "Điều 4", state: ComplaintState = ComplaintState.CLEAR_SIGN):
    return Complaint(id="C1", establishment_id="A", received_on=on, state=state, ground=ground)


def frame(shops=(SHOP,), *, inspections=(), complaints=(), clock: str = "stricter", carried=()) -> Frame:
    return build_frame(
        shops,
        inspections=inspections,
        complaints=complaints,
        rule=SamplingRule(exempt_clock=clock),
        round_start=START,
        scores={shop.id: 7 for shop in shops},
        carried=carried,
    )


def only(made: Frame) -> tuple[FrameRow, Reason | None]:
    (row,) = made.rows
    return row, made.reasons.get(row.id)


def test_a_shop_in_scope_becomes_a_row() -> None:
    position = Position(lon=106.1, lat=11.5, source=PositionSource.GIVEN, quality="A", accuracy_m=10)
    row, reason = only(frame([replace(SHOP, position=position)]))
    assert row == FrameRow(
        id="A", commune="25816", type="KARAOKE", score=7, must=False, exempt=False, done=False, lon=106.1, lat=11.5
    )
    assert reason is None


@pytest.mark.parametrize(
    ("change", "code", "params"),
    [
        ({"decision": Decision.PENDING}, ReasonCode.OUT_OF_SCOPE, {"cause": "pending"}),
        ({"decision": Decision.REJECTED}, ReasonCode.OUT_OF_SCOPE, {"cause": "rejected"}),
        ({"status": Status.PAUSED}, ReasonCode.CLOSED, {"status": "paused"}),
        ({"status": Status.MOVED}, ReasonCode.CLOSED, {"status": "moved"}),
        ({"type": None}, ReasonCode.OUT_OF_SCOPE, {"cause": "no_type"}),
        ({"commune_now": None}, ReasonCode.OUT_OF_SCOPE, {"cause": "no_commune"}),
    ],
)
def test_a_shop_out_of_scope_has_its_reason(change: dict, code: ReasonCode, params: dict) -> None:
    made = frame([replace(SHOP, **change)])
    assert made.rows == ()
    (left,) = made.left_out
    assert (left.role, left.reason, left.chance) == (Role.EXCLUDED, Reason(code=code, params=params), 0)


@pytest.mark.parametrize(
    ("on", "clock", "is_exempt"),
    [
        (date(2027, 1, 5), "calendar", True),
        (date(2026, 12, 31), "calendar", False),
        (date(2026, 3, 2), "rolling", True),
        (date(2026, 3, 1), "rolling", False),
        (date(2026, 3, 2), "stricter", True),
        (date(2026, 3, 1), "stricter", False),
        (date(2027, 3, 1), "calendar", True),
        (date(2027, 3, 2), "stricter", False),  # after the start: not known yet
    ],
)
def test_once_a_year_by_each_clock(on: date, clock: str, is_exempt: bool) -> None:
    row, reason = only(frame(inspections=[visit(on)], clock=clock))
    assert row.exempt is is_exempt and not row.done
    if reason is not None:
        until = exempt_until(on, clock).isoformat()
        assert reason == Reason(
            code=ReasonCode.EXEMPT, params={"on": on.isoformat(), "until": until, "agency": "CA", "establishment": "A"}
        )


def test_leap_day_and_both_clocks() -> None:
    assert exempt_until(date(2024, 2, 29), "rolling") == date(2025, 3, 1)
    assert exempt_until(date(2026, 6, 10), "stricter") == date(2027, 6, 10)
    assert exempt_until(date(2026, 1, 1), "stricter") == date(2027, 1, 1)


@pytest.mark.parametrize("change", [{"full": False}, {"minutes": ""}])
def test_a_friendly_visit_without_minutes_exempts_nobody(change: dict) -> None:
    assert not only(frame(inspections=[visit(date(2027, 1, 5), **change)]))[0].exempt


def test_an_inspected_entity_exempts_all_its_establishments() -> None:
    shops = [SHOP, replace(SHOP, id="B"), replace(SHOP, id="C", entity_id="other"), replace(SHOP, id="D", entity_id="")]
    made = frame(shops, inspections=[visit(date(2027, 1, 5))])
    assert [(row.id, row.exempt) for row in made.rows] == [("A", True), ("B", True), ("C", False), ("D", False)]
    assert made.reasons["B"].params["establishment"] == "A"


def test_the_plans_own_inspection_is_done_and_exempts_the_sister() -> None:
    made = frame([SHOP, replace(SHOP, id="B")], inspections=[visit(date(2027, 1, 5), round_id="R1")])
    assert [(row.id, row.done, row.exempt) for row in made.rows] == [("A", True, False), ("B", False, True)]
    assert made.reasons["A"] == Reason(code=ReasonCode.DONE, params={"on": "2027-01-05", "minutes_no": "1/BB"})
    last_year = frame(inspections=[visit(date(2026, 12, 5), round_id="R0")])
    assert not last_year.rows[0].done and last_year.rows[0].exempt


def test_a_clear_sign_overrides_the_exemption_with_its_ground() -> None:
    row, reason = only(frame(inspections=[visit(date(2027, 1, 5))], complaints=[sign()]))
    assert row.must and not row.exempt
    assert reason == Reason(
        code=ReasonCode.MUST_COMPLAINT, params={"complaint": "C1", "ground": "Điều 4", "on": "2027-02-01"}
    )


def test_a_new_clear_sign_after_the_plans_own_inspection_counts_once() -> None:
    row, _ = only(frame(inspections=[visit(date(2027, 1, 5), round_id="R1")], complaints=[sign()]))
    assert (row.must, row.done) == (True, False)


@pytest.mark.parametrize("inspected_on", [date(2027, 2, 3), date(2027, 2, 1)])
def test_a_complaint_already_followed_up_is_no_must(inspected_on: date) -> None:
    """An inspection of the day on which it came follows it up too."""
    row, _ = only(frame(inspections=[visit(inspected_on)], complaints=[sign(date(2027, 2, 1))]))
    assert not row.must and row.exempt


@pytest.mark.parametrize("state", [ComplaintState.RECEIVED, ComplaintState.VERIFIED, ComplaintState.DISMISSED])
def test_only_a_clear_sign_makes_a_must(state: ComplaintState) -> None:
    assert not only(frame(complaints=[sign(state=state, ground="")]))[0].must


def test_a_clear_sign_without_ground_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        frame(complaints=[sign(ground=" ")])
    assert caught.value.code == "frame.no_ground" and caught.value.params["complaint"] == "C1"


@pytest.mark.parametrize(
    ("due", "later", "is_must"),
    [
        (date(2027, 2, 28), None, True),
        (date(2027, 3, 1), None, False),
        (date(2027, 2, 28), visit(date(2027, 2, 10), full=False), False),
        (date(2027, 2, 28), visit(date(2027, 2, 10), full=False, minutes=""), True),
    ],
)
def test_an_overdue_remedy_is_a_must(due: date, later: Inspection | None, is_must: bool) -> None:
    history = [visit(date(2027, 1, 5), due=due), *([later] if later else [])]
    row, reason = only(frame(inspections=history))
    assert row.must is is_must
    if is_must:
        assert reason == Reason(code=ReasonCode.MUST_REINSPECTION, params={"due_on": due.isoformat()})


def test_what_is_carried_over_is_a_must() -> None:
    row, reason = only(frame(carried={"A"}))
    assert row.must and reason == Reason(code=ReasonCode.MUST_CARRIED)


def test_a_frame_goes_into_the_draw_with_its_reasons() -> None:
    shops = [replace(SHOP, id=f"S{k:02d}", entity_id=f"E{k}") for k in range(30)]
    made = frame(shops, inspections=[visit(date(2027, 1, 5), shop="S03")], carried={"S07"})
    sample = draw_sample(made.rows, SamplingRule(), seed="1" * 64, reasons=made.reasons)
    reasons = {r.establishment_id: r.reason for r in sample.rows}
    assert reasons["S03"].params["until"] == "2028-01-05" and reasons["S07"].code is ReasonCode.MUST_CARRIED


def sisters(*shops: tuple[str, str], scores: dict[str, int], **others) -> Frame:
    """Return the frame of establishments given as (id, entity)."""
    return build_frame(
        [replace(SHOP, id=name, entity_id=entity) for name, entity in shops],
        inspections=others.get("inspections", ()),
        complaints=others.get("complaints", ()),
        rule=SamplingRule(),
        round_start=START,
        scores=scores,
        carried=others.get("carried", ()),
    )


def flags(made: Frame) -> list[tuple[str, bool, bool]]:
    return [(row.id, row.must, row.exempt) for row in made.rows]


def test_of_one_entity_only_the_highest_score_stays_open_and_all_count() -> None:
    made = sisters(("A", "E"), ("B", "E"), ("C", "E"), ("D", "F"), scores={"A": 3, "B": 9, "C": 9, "D": 1})
    assert flags(made) == [("A", False, True), ("B", False, False), ("C", False, True), ("D", False, False)]
    assert made.reasons["C"] == Reason(code=ReasonCode.EXEMPT, params={"cause": "same_entity", "establishment": "B"})
    assert "B" not in made.reasons and "D" not in made.reasons


def test_a_must_comes_before_any_score_and_a_second_must_stays_with_its_own_ground() -> None:
    made = sisters(("A", "E"), ("B", "E"), ("C", "E"), scores={"A": 1, "B": 9, "C": 5}, carried={"A"})
    assert flags(made) == [("A", True, False), ("B", False, True), ("C", False, True)]
    both = sisters(("A", "E"), ("B", "E"), scores={"A": 1, "B": 9}, carried={"A", "B"})
    assert flags(both) == [("A", True, False), ("B", True, False)]
    assert {reason.code for reason in both.reasons.values()} == {ReasonCode.MUST_CARRIED}


def test_an_inspected_sister_exempts_before_any_choice() -> None:
    """A was inspected: B is exempt by that inspection, not by a sister; a must of the entity comes in alone."""
    history = [visit(date(2027, 1, 5), shop="A")]
    made = sisters(("A", "E"), ("B", "E"), scores={"A": 1, "B": 2}, inspections=history)
    assert made.reasons["B"].params["establishment"] == "A" and "cause" not in made.reasons["B"].params
    must = sisters(("A", "E"), ("B", "E"), scores={"A": 1, "B": 2}, inspections=history, carried={"B"})
    assert flags(must) == [("A", False, True), ("B", True, False)]


def test_an_establishment_without_an_entity_stands_for_itself() -> None:
    assert flags(sisters(("A", ""), ("B", ""), scores={"A": 1, "B": 1})) == [("A", False, False), ("B", False, False)]


def test_no_draw_takes_two_of_one_entity() -> None:
    shops = [(f"S{k:02d}", f"E{k % 15}") for k in range(40)]
    made = sisters(*shops, scores={name: int(name[1:]) % 7 for name, _ in shops}, carried={"S18"})
    entity = dict(shops)
    for seed in ("1" * 64, "2" * 64):
        drawn = draw_sample(made.rows, SamplingRule(), seed=seed, reasons=made.reasons)
        owners = [entity[name] for name in drawn.selected]
        assert len(owners) == len(set(owners)) and len(drawn.rows) == 40


@pytest.mark.parametrize(
    ("since", "by_register", "is_seen"),
    [
        (None, None, True),
        (date(2025, 1, 1), None, False),
        (date(2025, 1, 1), date(2025, 1, 1), True),
        (date(2025, 1, 1), date(2024, 12, 31), False),
        (date(2025, 1, 1), date(2027, 3, 2), False),
    ],
)
def test_seen_is_within_the_cycle(since: date | None, by_register: date | None, is_seen: bool) -> None:
    def seen(inspections) -> bool:
        made = build_frame(
            [replace(SHOP, last_inspected_on=by_register)],
            inspections=inspections,
            complaints=(),
            rule=SamplingRule(),
            round_start=START,
            scores={"A": 1},
            seen_since=since,
        )
        return made.rows[0].seen

    assert seen(()) is is_seen
    assert seen([visit(date(2025, 6, 1))])
    assert seen([visit(date(2025, 6, 1), minutes="")]) is is_seen
