"""The year 2027 of the demo office, day by day: four rounds, and what lies between them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

from year_between import (
    answer_communes,
    follow_remedies,
    hear_complaints,
    link_visits,
    meet,
    open_and_close,
    report_quarter,
    review_commune,
    triage,
)
from year_field import inspect_round
from year_office import PLANNER, YEAR, Year, begin_year
from year_rounds import ROUNDS, close_round, seal_round

import workflow
from domain.inspections import ComplaintState

Seen = Callable[[Year, str], None]
BY_WORKER = 3
"""The round in which a worker plans a reserve in."""


def nothing(year: Year, moment: str) -> None:
    """Look at nothing."""


def play_year(directory: Path, *, quarters: int = 4, seen: Seen = nothing) -> Year:
    """Play the year up to the end of a quarter and return the office as it then stands.

    ``seen`` is called with the office and each of ``moments(quarters)``.
    """
    year, numbers = begin_year(directory), count()
    before = (_before_first, _before_second, _before_third, _before_fourth)
    for dates in ROUNDS[:quarters]:
        before[dates.number - 1](year)
        round_id = seal_round(year, dates)
        seen(year, f"sealed-{dates.number}")
        inspect_round(
            year, round_id, numbers, by_worker=dates.number == BY_WORKER,
            halfway=partial(seen, year, f"field-{dates.number}"),
        )  # fmt: skip
        close_round(year, round_id, dates)
        link_visits(year)
        answer_communes(year)
        seen(year, f"closed-{dates.number}")
    if quarters == len(ROUNDS):
        _end(year)
    seen(year, "end")
    return year


def moments(quarters: int) -> list[str]:
    """Return the moments at which the year is looked at: after each seal, in the field, after each close, at the end."""
    return [f"{name}-{n + 1}" for n in range(quarters) for name in ("sealed", "field", "closed")] + ["end"]


def _before_first(year: Year) -> None:
    workflow.record_complaint(
        year.workspace, PLANNER, kind="KHIEU_NAI", channel="VAN_BAN", received_on=date(2026, 12, 20),
        commune=year.communes[0],
    )  # fmt: skip
    # What the history holds: of the year of reports, but of the calendar year before.
    known = [view.complaint for view in workflow.list_complaints(year.workspace, PLANNER)]
    received = [one.id for one in known if one.state is ComplaintState.RECEIVED]
    triage(year, {received[0]: ComplaintState.DISMISSED})


def _before_second(year: Year) -> None:
    year.move_to(date(YEAR, 2, 15))
    visited, others = _visited(year)
    heard = hear_complaints(year, [others[0], others[7], visited[2]], year.communes[1])
    year.move_to(date(YEAR, 3, 1))
    triage(year, {heard[0]: ComplaintState.CLEAR_SIGN, heard[3]: ComplaintState.VERIFIED})
    meet(year, year.communes[0], _of_commune(year, year.communes[0])[:5])
    year.move_to(date(YEAR, 3, 15))
    follow_remedies(year)
    # Closed before the next freeze: one that was inspected, one that was not.
    opened = [("Karaoke Bến Mới", "Karaoke", "Xã Tân Hội"), ("Nhà nghỉ Cầu Trắng", "Nhà nghỉ", "Xã Tân Hà")]
    open_and_close(year, opened, [visited[0], others[20]])
    # Two months after it came: later than it may take.
    year.move_to(date(YEAR, 4, 2))
    triage(year, {heard[1]: ComplaintState.DISMISSED})
    report_quarter(year, 1)


def _before_third(year: Year) -> None:
    year.move_to(date(YEAR, 5, 20))
    visited, others = _visited(year)
    hear_complaints(year, [others[3], visited[5]], year.communes[2])
    meet(year, year.communes[3], _of_commune(year, year.communes[3])[:8])
    follow_remedies(year)
    year.move_to(date(YEAR, 6, 10))
    own = _of_commune(year, year.communes[2])
    review_commune(year, year.communes[2], [own[1], own[-1]])
    open_and_close(year, [("Massage Hồ Sen", "Massage", "Xã Tân Hưng")], [])
    year.move_to(date(YEAR, 7, 2))
    report_quarter(year, 2)


def _before_fourth(year: Year) -> None:
    year.move_to(date(YEAR, 9, 10))
    visited, others = _visited(year)
    heard = hear_complaints(year, [others[9], others[11], visited[9]], year.communes[4])
    follow_remedies(year)
    # Opened and closed between two freezes: in no frame, and yet of this year.
    open_and_close(year, [("Karaoke Một Mùa", "Karaoke", "Xã Tân Hưng")], [])
    brief = next(one for one in _in_scope(year) if one.name == "Karaoke Một Mùa").id
    year.move_to(date(YEAR, 10, 1))
    triage(year, {heard[0]: ComplaintState.VERIFIED, heard[2]: ComplaintState.CLEAR_SIGN})
    report_quarter(year, 3)
    year.move_to(date(YEAR, 11, 15))
    open_and_close(year, [("Quán ăn Sông Xanh", "Nhà hàng", "Xã Tân Phú")], [brief, visited[4], others[30]])


def _end(year: Year) -> None:
    year.move_to(date(YEAR, 12, 22))
    _, others = _visited(year)
    hear_complaints(year, [others[2]], year.communes[5])
    follow_remedies(year)
    meet(year, year.communes[5], _of_commune(year, year.communes[5])[:2])
    report_quarter(year, 4)
    year.move_to(date(YEAR, 12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    id: str
    commune: str
    name: str


def _in_scope(year: Year) -> list[_Named]:
    known = workflow.read_regulation_cover(year.workspace, PLANNER).establishments
    return [_Named(id=id_, commune=commune, name=name) for id_, (commune, name) in sorted(known.items())]


def _of_commune(year: Year, commune: str) -> list[str]:
    return [one.id for one in _in_scope(year) if one.commune == commune]


def _visited(year: Year) -> tuple[list[str], list[str]]:
    """Return the ids in scope that were inspected this year, and the others."""
    done = {
        point.id
        for point in workflow.read_working_map(year.workspace, PLANNER).points
        if point.year_state == "inspected"
    }
    known = [one.id for one in _in_scope(year)]
    return [id_ for id_ in known if id_ in done], [id_ for id_ in known if id_ not in done]
