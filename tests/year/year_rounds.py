"""One round from its opening to its seal, and its close, as the office goes through it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta

from year_office import LEADER, PLANNER, SECOND, Year

import workflow
from domain.paperwork import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDates:
    """Hold one round of the year; ``rate_bp`` is its share of the register, those done before counted in."""

    number: int
    starts_on: date
    ends_on: date
    rate_bp: int


ROUNDS = (
    RoundDates(number=1, starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 22), rate_bp=600),
    RoundDates(number=2, starts_on=date(2027, 4, 12), ends_on=date(2027, 4, 23), rate_bp=1600),
    RoundDates(number=3, starts_on=date(2027, 7, 12), ends_on=date(2027, 7, 23), rate_bp=2400),
    # Its second week lies in two years: the calendar's, and after 14/12 the next year of reports.
    RoundDates(number=4, starts_on=date(2027, 12, 6), ends_on=date(2027, 12, 17), rate_bp=3000),
)
ROOM = {"place": "Phòng họp số 1", "participants": ("Đại diện thanh tra", "Đại diện công an")}


def seal_round(year: Year, dates: RoundDates) -> str:
    """Open, freeze, draw in front of witnesses, plan and seal a round a week before it starts; return its id."""
    workspace = year.workspace
    year.move_to(dates.starts_on - timedelta(days=7))
    workflow.generate_shifts(workspace, PLANNER, first=dates.starts_on, last=dates.ends_on)
    draft = workflow.default_round(workspace, PLANNER)
    opened = workflow.open_round(
        workspace, PLANNER, title=draft.title, starts_on=dates.starts_on, ends_on=dates.ends_on,
        rule=replace(draft.rule, rate_bp=dates.rate_bp), teams=draft.teams,
    )  # fmt: skip
    _draw(year, opened.id)
    workflow.make_plan(workspace, PLANNER, round_id=opened.id, solver="greedy", iterations=1)
    view = workflow.read_plan(workspace, PLANNER, round_id=opened.id)
    workflow.seal_plan(
        workspace, SECOND, round_id=opened.id, version=view.version, decision_no=f"{dates.number}/QĐ-UBND",
        decision_on=year.today, signer="Phó Chủ tịch",
    )  # fmt: skip
    workflow.name_signer(workspace, PLANNER, round_id=opened.id, account=LEADER.account)
    workflow.open_to_sign(workspace, LEADER, round_id=opened.id)
    _after_seal(year, opened.id)
    return opened.id


def close_round(year: Year, round_id: str, dates: RoundDates) -> None:
    """Close a round on the Monday after it."""
    year.move_to(dates.ends_on + timedelta(days=3))
    workflow.close_round(year.workspace, PLANNER, round_id=round_id)


def _draw(year: Year, round_id: str) -> None:
    workspace, secret = year.workspace, hashlib.sha256(round_id.encode()).hexdigest()
    workflow.freeze_round(workspace, PLANNER, round_id=round_id)
    draw = workflow.commit_draw(workspace, PLANNER, round_id=round_id, salt=secret, reason="Đợt kiểm tra của quý")
    if draw.waits_for_approval:
        workflow.approve_draw(workspace, SECOND, round_id=round_id)
    digits = "".join(letter for letter in secret if letter.isdigit())[:20]
    workflow.roll_dice(workspace, PLANNER, round_id=round_id, dice=digits, is_watched=True, **ROOM)
    workflow.draw_sample(workspace, PLANNER, round_id=round_id)


def _after_seal(year: Year, round_id: str) -> None:
    """Have one commune's work looked at, and let an agency answer its call-up."""
    workspace = year.workspace
    known = workflow.list_supervisions(workspace, PLANNER, round_id=round_id)
    at = len(workflow.list_supervised(workspace, PLANNER).done)
    view = workflow.read_plan(workspace, PLANNER, round_id=round_id)
    used = {shift.shift for shift in view.shifts if shift.stops}
    busy = next((one for one in known.shifts if one.shift in used), None)
    if busy is not None:
        workflow.supervise_commune(
            workspace, PLANNER, round_id=round_id, commune=known.communes[at][0], shift=busy.shift
        )
    asked = workflow.read_call_ups(workspace, PLANNER, round_id=round_id)[0]
    workflow.record_reply(
        workspace, PLANNER, round_id=round_id, agency=asked.agency, shift=asked.shift, reply=Reply.YES
    )
