"""What the teams do in the field: every shift reads its sheet, records, and sends its marked file in the evening.

What happens at a stop follows from its running number in the year, so that
every state, partial visits, corrections and a second tablet occur.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from year_office import PLANNER, ZONE, Year, team_actor

import workflow
from domain.accounts import Actor
from domain.rounds import RoundStatus

FULL, CLOSED = "inspected", "closed_door"
ELSEWHERE = ("moved", "refused", "postponed")
REGULATIONS = ("PL10_2003", "ND54_2019_ND148_2024")
SECOND_DEVICE = "f" * 16
HALFWAY = 3
Sheet = Mapping[str, Any]


def inspect_round(
    year: Year, round_id: str, numbers: Iterator[int], *, by_worker: bool, halfway: Callable[[], None]
) -> None:
    """Let every shift of a sealed round work, one after the other, and let the planner see to its closed doors.

    Parameters
    ----------
    numbers
        Running numbers of the year's stops.
    by_worker
        Whether one closed door is answered by a reserve that a worker plans in.
    halfway
        Called when the third shift has just been revealed.
    """
    done: set[str] = set()
    while shift := _next_shift(year, round_id, done):
        done.add(shift.shift)
        year.move_to(max(shift.revealed_at, workflow.read_now(year.workspace)))
        if len(done) == HALFWAY:
            halfway()
        sheet = workflow.read_sheet(year.workspace, team_actor(shift.team), shift=shift.shift, round_id=round_id)
        results = [_result(stop, sheet, next(numbers)) for stop in sheet["stops"]]
        results += _reserves(sheet, results)
        year.move_to(max(_at(sheet, shift.return_s), workflow.read_now(year.workspace)))
        _send(year, team_actor(shift.team), sheet, results)
        _correct(year, team_actor(shift.team), sheet, results)
        by_worker = _answer_doors(year, round_id, by_worker=by_worker)


def _next_shift(year: Year, round_id: str, done: set[str]) -> Any:
    view = workflow.read_plan(year.workspace, PLANNER, round_id=round_id)
    assert view is not None and view.round.status is RoundStatus.SEALED
    waiting = [one for one in view.shifts if one.stops and one.shift not in done]
    return min(waiting, key=lambda one: (one.date, one.start_s, one.team), default=None)


def _at(sheet: Sheet, seconds: int) -> datetime:
    """Return the instant of a time of day of the shift; past midnight it is on the next day."""
    return datetime.combine(date.fromisoformat(sheet["date"]), time(0), ZONE) + timedelta(seconds=seconds)


def _result(stop: Mapping[str, Any], sheet: Sheet, number: int) -> dict[str, Any]:
    """Return what a team records at a stop."""
    head = {
        "stop": stop["id"], "kind": stop["kind"], "edit": 1, "recorded_at": _at(sheet, stop["leave_s"]).isoformat(),
        "agencies": stop["agencies"] or ["VAN_HOA"], "note": "",
    }  # fmt: skip
    if stop["kind"] == "commune_supervision":
        tasks = {task["code"]: at % 2 == 0 for at, task in enumerate(sheet["tasks"])}
        return {**head, "status": FULL, "tasks": tasks, "difficulties": "Thiếu kinh phí tuyên truyền."}
    return {**head, **_happening(stop, sheet, number)}


def _happening(stop: Mapping[str, Any], sheet: Sheet, number: int) -> dict[str, Any]:
    day = date.fromisoformat(sheet["date"])
    codes = [finding["code"] for finding in sheet["findings"]]
    done = {"status": FULL, "is_full": True, "minutes_no": f"{stop['id']}/BB-{sheet['round']}"}

    def found(at: int, action: str, due_days: int | None = None) -> dict[str, Any]:
        due = {} if due_days is None else {"remedy_due_on": (day + timedelta(days=due_days)).isoformat()}
        return {"code": codes[(number + at) % len(codes)], "action": action, **due}

    given = {"regulations": list(REGULATIONS[: 1 + number % 2])}
    table: dict[int, dict[str, Any]] = {
        0: {**done, **given, "commitment_on": day.isoformat()},
        1: {**done, **given, "findings": [found(0, "FINE", 30)]},
        2: {**done, **given, "leaflet_left": True},
        3: {"status": CLOSED},
        4: {**done, "findings": [found(0, "PENDING", 20), found(1, "WARN")]},
        5: {**done, "commitment_on": day.isoformat(), "leaflet_left": True},
        6: {"status": "not_found"},
        7: {**done, **given, "findings": [found(0, "REMIND", 60), found(1, "FINE"), found(2, "", 10)]},
        8: {"status": FULL, "is_full": False, "minutes_no": f"{stop['id']}/LV", "findings": [found(0, "REMIND")]},
        9: {**done, **given},
        10: {**done, "forwarded_on": day.isoformat()},
        11: {"status": ELSEWHERE[number // 12 % len(ELSEWHERE)]},
        12: {"status": FULL, "is_full": True, "minutes_no": ""},
    }
    return table[number % len(table)]


def _reserves(sheet: Sheet, results: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the visit of one reserve that the sheet hands out for the cell of a door that stayed closed."""
    cells = {stop["id"]: stop.get("cell") for stop in sheet["stops"]}
    shut = {cells[one["stop"]] for one in results if one["status"] == CLOSED}
    fitting = [one for one in sheet["reserves"] if one["cell"] in shut]
    return [
        {
            "stop": one["id"], "kind": "establishment", "status": FULL, "edit": 1, "is_full": True,
            "recorded_at": _at(sheet, sheet["return_s"]).isoformat(), "agencies": one["agencies"] or ["VAN_HOA"],
            "minutes_no": f"{one['id']}/BB-{sheet['round']}", "regulations": [REGULATIONS[0]], "note": "",
        }
        for one in fitting[:1]
    ]  # fmt: skip


def _send(year: Year, actor: Actor, sheet: Sheet, results: Sequence[Mapping[str, Any]], *, device: str = "") -> Any:
    """Send a file as the tablet does, marked with the sheet's key."""
    body = {
        "schema": 1, "sheet": sheet["sheet"], "team": sheet["team"], "shift": sheet["shift"],
        "revision": sheet["revision"], "device": device or hashlib.sha256(sheet["team"].encode()).hexdigest()[:16],
        "made_at": _at(sheet, sheet["return_s"]).isoformat(), "results": list(results),
    }  # fmt: skip
    text = json.dumps(body, ensure_ascii=False)
    mark = hmac.new(bytes.fromhex(sheet["key"]), text.encode("utf-8"), hashlib.sha256).hexdigest()
    envelope = json.dumps({"schema": 1, "body": text, "mark": mark}, ensure_ascii=False)
    answer = workflow.take_results(year.workspace, actor, text=envelope, received_at=_at(sheet, sheet["return_s"]))
    assert answer.refused == 0, [(one.stop, one.reason) for one in answer.answers]
    return answer


def _correct(year: Year, actor: Actor, sheet: Sheet, results: Sequence[Mapping[str, Any]]) -> None:
    """Correct one result of the evening's shift, and let a second tablet say otherwise of another."""
    full = [one for one in results if one.get("minutes_no") and one["kind"] == "establishment"]
    if len(full) < 3:
        return
    _send(year, actor, sheet, [{**full[0], "edit": 2, "findings": full[1].get("findings", []), "leaflet_left": True}])
    other = {**full[2], "status": "refused", "is_full": False, "minutes_no": "", "findings": []}
    assert _send(year, actor, sheet, [other], device=SECOND_DEVICE).conflict == 1
    view = workflow.read_results(year.workspace, PLANNER, round_id=sheet["round"])
    asked = next(visit for one in view.shifts for visit in one.visits if visit.conflicts)
    # Sometimes the second tablet is right: then the inspection goes again.
    chosen = asked.conflicts[0] if int(asked.stop[-1:]) % 2 else asked.standing
    workflow.choose_result(year.workspace, PLANNER, result=chosen.id, reason="Đối chiếu biên bản giấy")


def _answer_doors(year: Year, round_id: str, *, by_worker: bool) -> bool:
    """Try one closed door again in a later shift, or put a reserve in; tell whether the worker is still to be asked."""
    view = workflow.read_results(year.workspace, PLANNER, round_id=round_id)
    waiting = [visit.stop for shift in view.shifts for visit in shift.visits if visit.is_waiting]
    for stop in waiting:
        named = {"round_id": round_id, "establishment": stop}
        if by_worker and (offers := workflow.offer_reserves(year.workspace, PLANNER, **named)):
            reserve = next((one for one in offers if one.floors_hold), None)
            if reserve is not None:
                workflow.put_reserve(
                    year.workspace, PLANNER, **named, stand_in=reserve.establishment_id, reason="Đóng cửa"
                )
                work(year)
                return False
        if retries := workflow.offer_retries(year.workspace, PLANNER, **named):
            workflow.try_again(year.workspace, PLANNER, **named, shift=retries[0].shift, reason="Đến lại giờ khác")
            break
    return by_worker


def work(year: Year) -> None:
    """Do the waiting jobs as the worker does."""
    from commands.server_commands import HANDLERS

    while workflow.run_next_job(year.workspace, worker="test", handlers=HANDLERS):
        pass
