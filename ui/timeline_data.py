"""What the timeline is given: plain values that browser/timeline.js draws."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.teams import Shift
from domain.words import Words
from ui.wording import commune_text
from workflow.plan_views import ShiftView, StopView

HOUR_S, HALF_S = 3600, 1800
LEAST_SPAN_S = 4 * HOUR_S


def timeline_rows(
    shifts: Sequence[ShiftView],
    *,
    words: Words,
    colours: Mapping[str, str],
    locked: Mapping[str, str],
    pauses: Mapping[str, int],
) -> list[dict[str, Any]]:
    """Return a row for each shift of a plan, its stops in order.

    Parameters
    ----------
    locked
        Establishment id to team, day or order.
    pauses
        Shift id to how long its break lasts (seconds).
    """
    return [
        {
            **_head(shift.shift, shift, shift.team_name, words),
            "from_s": shift.departure_s // HALF_S * HALF_S,
            "colour": colours[shift.team],
            "departure_s": shift.departure_s,
            "return_s": shift.return_s,
            "pause": _pause(shift, pauses.get(shift.shift, HALF_S)),
            "stops": [_stop(stop, words, locked.get(stop.establishment_id, "")) for stop in shift.stops],
        }
        for shift in shifts
    ]


def empty_rows(shifts: Sequence[Shift], *, names: Mapping[str, str], words: Words) -> list[dict[str, Any]]:
    """Return a row for each shift that no stop has yet: something may be put there."""
    return [
        {
            **_head(shift.id, shift, names.get(shift.team, shift.team), words),
            "colour": "",
            "departure_s": shift.start_s,
            "return_s": shift.start_s,
            "pause": None,
            "stops": [],
        }
        for shift in shifts
    ]


def span_s(rows: Sequence[Mapping[str, Any]]) -> int:
    """Return how many seconds the width of every row stands for: as many as the longest row needs."""
    needed = max((row["return_s"] - row["from_s"] for row in rows), default=0)
    return max(LEAST_SPAN_S, -(-needed // HALF_S) * HALF_S)


def _head(id_: str, shift: Shift | ShiftView, team: str, words: Words) -> dict[str, Any]:
    """Return what a row is called and the hours between which its team works."""
    title = f"{words.say(f'ui.weekday.{shift.date.weekday()}')} {shift.date:%d/%m}"
    hours = {"from_s": shift.start_s, "start_s": shift.start_s, "end_s": shift.end_s}
    return {"id": id_, "day": shift.date.isoformat(), "title": title, "detail": team, **hours}


def _pause(shift: ShiftView, lasts_s: int) -> list[int] | None:
    return None if shift.break_start_s is None else [shift.break_start_s, shift.break_start_s + lasts_s]


def _stop(stop: StopView, words: Words, lock: str) -> dict[str, Any]:
    return {
        "id": stop.establishment_id,
        "name": stop.name,
        "place": commune_text(words, stop.commune, stop.commune_former),
        "arrival_s": stop.arrival_s,
        "start_s": stop.start_s,
        "leave_s": stop.leave_s,
        "lock": words.say(f"ui.work.locked_{lock}") if lock else "",
    }
