"""The reserves that a shift may go to when a door stays closed: of its own cells, by the rules of the draw."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.ceremony import SampleChange, apply_changes
from domain.establishments import Establishment
from domain.plans import Plan
from domain.rounds import FrameRow, Sample
from domain.routing import Visit
from domain.teams import Shift
from domain.travel import TravelMatrix
from planner.problem import build_problem
from planner.selection.formats import read_frame
from store import ceremonies, establishments, rounds, teams
from workflow.offices import office_of, types_of
from workflow.workspace import Workspace

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Hold one reserve that nobody has used: ``ticket`` is its place among all reserves of its cell, from 1."""

    visit: Visit
    cell: Cell
    ticket: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Hold a round's draw as it stands: the frame by establishment, the sample, and what was changed since."""

    rows: Mapping[str, FrameRow]
    sample: Sample
    changes: tuple[SampleChange, ...]

    def cell_of(self, establishment: str) -> Cell:
        """Return the commune and type of an establishment at the freeze; empty for one that the frame lacks."""
        row = self.rows.get(establishment)
        return (row.commune, row.type) if row else ("", "")

    def waiting(self, cell: Cell) -> tuple[tuple[str, int], ...]:
        """Return the reserves of a cell that are neither used nor visited, with their tickets."""
        used = {change.stand_in for change in self.changes} | {change.establishment_id for change in self.changes}
        used |= set(apply_changes(self.sample.selected, self.changes))
        own = [id_ for id_ in self.sample.reserves if self.cell_of(id_) == cell]
        return tuple((id_, ticket) for ticket, id_ in enumerate(own, start=1) if id_ not in used)


def read_drawn(workspace: Workspace, round_id: str) -> Drawn | None:
    """Return the draw of a round, None before it."""
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, round_id)
        frame = rounds.read_frame(connection, round_id)
        changes = ceremonies.read_changes(connection, round_id)
    if sample is None or frame is None:
        return None
    return Drawn(rows={row.id: row for row in read_frame(frame[0])}, sample=sample, changes=changes)


def reserves_of(workspace: Workspace, plan: Plan, shift: str, *, drawn: Drawn) -> tuple[Reserve, ...]:
    """Return the reserves that one shift's sheet holds, by cell and ticket.

    Where several shifts have stops of a cell its reserves are dealt out among
    them in turn, so that no two teams stand at one door.
    """
    own = next(route for route in plan.solution.routes if route.shift == shift)
    most = workspace.reference.field_rules.reserves_per_cell
    dealt = {
        id_: (cell, ticket)
        for cell in sorted({drawn.cell_of(stop.visit) for stop in own.stops} - {("", "")})
        for id_, ticket in _dealt(drawn, plan, cell, shift)[:most]
    }
    duty = next(one for one in plan.problem.shifts if one.id == shift)
    visits = visits_of(workspace, tuple(dealt), shifts=(duty,))
    return tuple(
        Reserve(visit=visits[id_], cell=cell, ticket=ticket)
        for id_, (cell, ticket) in dealt.items()
        if id_ in visits and may_visit(visits[id_], duty)
    )


def visits_of(workspace: Workspace, ids: Sequence[str], *, shifts: Sequence[Shift]) -> dict[str, Visit]:
    """Return the visits that establishments would be, by the rules of a plan, but for those that cannot be planned."""
    with workspace.store.read() as connection:
        known = {e.id: e for e in establishments.read_establishments(connection)}
        crews = teams.read_teams(connection)
    types = {kind.code: kind for kind in types_of(workspace)}
    able = [known[id_] for id_ in ids if id_ in known and _is_able(known[id_], known_types=types)]
    bases = office_of(workspace).bases
    size = len(bases) + len(able)
    nowhere = TravelMatrix(size=size, durations=array("i", [0] * size**2), distances=None, source="")
    problem = build_problem(
        name="", establishments=able, types=types, shifts=shifts, teams=crews, bases=bases, matrix=nowhere
    )
    return {visit.id: visit for visit in problem.visits}


def may_visit(visit: Visit, shift: Shift) -> bool:
    """Tell whether a shift's team may make a visit: its territory, its recusals, the agencies that must be there."""
    is_allowed = visit.allowed_shifts is None or shift.id in visit.allowed_shifts
    return is_allowed and shift.id not in visit.forbidden_shifts and set(visit.agencies) <= set(shift.agencies)


def _is_able(establishment: Establishment, *, known_types: Mapping[str, object]) -> bool:
    has_place = establishment.position is not None and establishment.type in known_types
    return establishment.is_in_scope and has_place


def _dealt(drawn: Drawn, plan: Plan, cell: Cell, shift: str) -> list[tuple[str, int]]:
    """Return the waiting reserves of a cell that fall to one of the shifts that visit it."""
    starts = {one.id: (one.date, one.start_s, one.id) for one in plan.problem.shifts}
    having = {
        route.shift for route in plan.solution.routes if any(drawn.cell_of(stop.visit) == cell for stop in route.stops)
    }
    turns = sorted(having, key=lambda one: starts[one])
    return [(id_, ticket) for id_, ticket in drawn.waiting(cell) if turns[(ticket - 1) % len(turns)] == shift]
