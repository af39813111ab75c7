"""The office's own inspection that the results of a round make, and that goes again when they no longer do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain.inspections import FINE, Inspection, RemedyState
from domain.plans import Plan
from domain.visits import KeptResult, ResultState
from store import inspections, remedies, results, teams
from workflow.meanwhile import hold

KIND = "check"


def inspection_id(round_id: str, establishment_id: str) -> str:
    """Return the id of the inspection of an establishment in a round; a round has at most one."""
    return f"{round_id}:{establishment_id}"


def shift_days(plan: Plan | None) -> dict[str, date]:
    """Return the day of each shift of a plan; an evening keeps its day past midnight."""
    return {shift.id: shift.date for shift in plan.problem.shifts} if plan else {}


def count_results(connection: Any, round_id: str, establishment_id: str, *, days: Mapping[str, date]) -> bool:
    """Bring the inspection of an establishment into line with the results that stand, and tell whether there is one.

    Only a full inspection with minutes makes one; of several shifts the last
    one counts. Its findings keep what is known of their remedies and of their
    fines; who writes those down waits for this transaction.

    Parameters
    ----------
    days
        Shift to its day, as ``shift_days`` gives it.
    """
    hold(connection, "remedy")
    id_ = inspection_id(round_id, establishment_id)
    counting = [
        one
        for one in results.read_results(connection, round_id, stops=[establishment_id])
        if one.state is ResultState.KEPT and one.result.counts
    ]
    last = max(counting, key=lambda one: (_day(one, days), one.number), default=None)
    before = inspections.find_inspection(connection, id_)
    fines = {one.code: one.fine_dong for one in before.findings if one.action == FINE} if before else {}
    made = _inspection(connection, last, id_, on=_day(last, days), fines=fines) if last else None
    inspections.replace_inspection(connection, id_, made)
    return made is not None


def _day(one: KeptResult, days: Mapping[str, date]) -> date:
    # A shift that no plan has any more: the day as the device wrote it.
    return days.get(one.sheet.shift) or one.result.recorded_at.date()


def _inspection(
    connection: Any, standing: KeptResult, id_: str, *, on: date, fines: Mapping[str, int | None]
) -> Inspection:
    remedied = {
        one.code: one.remedied_on for one in remedies.read_remedies(connection, id_) if one.state is RemedyState.DONE
    }
    crew = next((team for team in teams.read_teams(connection) if team.id == standing.team), None)
    result = standing.result
    return Inspection(
        id=id_,
        establishment_id=result.stop,
        agency=next(iter(crew.agencies if crew else result.agencies), ""),
        on=on,
        is_full=result.is_full,
        minutes_no=result.minutes_no,
        round_id=standing.sheet.round_id,
        findings=tuple(
            replace(
                one,
                remedied_on=remedied.get(one.code),
                fine_dong=fines.get(one.code) if one.action == FINE else None,
            )
            for one in result.findings
        ),
        kind=KIND,
    )
