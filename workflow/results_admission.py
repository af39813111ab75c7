"""Whether a file of results may come in at all: its mark, its team, its sheet, and whether the shift was revealed."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.accounts import AccountRole, Actor
from domain.plans import Plan
from domain.rounds import Round
from domain.sheets import stop_of_commune
from domain.teams import Shift
from domain.visits import SheetId, StopKind
from planner.selection.formats import read_frame
from store import ceremonies, offices, plans, rounds, sheets
from workflow.field_keys import results_key
from workflow.results_reading import SignedResults
from workflow.sheet_access import is_revealed
from workflow.sheet_reserves import Drawn
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Hold what a file's sheet stands for, as of its own plan version and as of the one in force."""

    sheet: SheetId
    round: Round
    shift: Shift
    planned: Mapping[str, str]
    """Stop to shift: the plan in force, and which shift looks at which commune's work."""
    handed: frozenset[str]
    """Stops that the sheet names, without its reserves."""
    communes: frozenset[str]
    drawn: Drawn
    in_force: Plan

    @property
    def reserves(self) -> frozenset[str]:
        """Return the reserves that the sheet may name: those of the cells of its stops."""
        cells = {self.drawn.cell_of(stop) for stop in self.handed} - {("", "")}
        return frozenset(id_ for id_ in self.drawn.sample.reserves if self.drawn.cell_of(id_) in cells)

    def kind_of(self, stop: str) -> StopKind | None:
        """Return what a stop of the sheet is, None where the sheet has no such stop."""
        if stop in self.communes:
            return StopKind.COMMUNE_SUPERVISION
        return StopKind.ESTABLISHMENT if stop in self.handed or stop in self.reserves else None


def is_forged(workspace: Workspace, signed: SignedResults) -> bool:
    """Tell whether a file bears a mark that its sheet's key does not give; no mark is no forgery."""
    if not signed.mark or signed.sheet is None:
        return bool(signed.mark)
    key = bytes.fromhex(results_key(workspace, signed.sheet))
    marked = hmac.new(key, signed.body.encode("utf-8"), hashlib.sha256).hexdigest()
    return not hmac.compare_digest(marked, signed.mark)


def admit(connection: Any, actor: Actor, signed: SignedResults, *, now: datetime) -> Admitted | str:
    """Return what the sheet of a file stands for, or the code of why the file is refused.

    Codes: ``sheet`` (there is none such), ``unmarked``, ``revoked``,
    ``other_team``, ``not_revealed``.
    """
    sheet = signed.sheet
    if sheet is None:
        return "sheet"
    found = _admitted(connection, sheet)
    if found is None:
        return "sheet"
    if not signed.mark and actor.role is not AccountRole.TEAM:
        return "unmarked"
    epoch = sheets.read_epoch(connection, sheet.round_id, sheet.shift)
    if sheet.epoch != epoch:
        return "revoked" if sheet.epoch < epoch else "sheet"
    if actor.role is AccountRole.TEAM and actor.team != found.shift.team:
        return "other_team"
    opens = dict(found.in_force.reveal_at).get(sheet.shift)
    look = sheets.last_looks(connection, sheet.round_id).get(sheet.shift)
    return found if is_revealed(opens, now=now, last_look=look) else "not_revealed"


def _admitted(connection: Any, sheet: SheetId) -> Admitted | None:
    in_force = plans.read_plan(connection, sheet.round_id)
    is_own = in_force is not None and in_force.version == sheet.revision
    own = in_force if is_own else plans.read_plan(connection, sheet.round_id, sheet.revision)
    found = rounds.read_round(connection, sheet.round_id)
    sample, frame = rounds.read_sample(connection, sheet.round_id), rounds.read_frame(connection, sheet.round_id)
    if own is None or in_force is None or found is None or sample is None or frame is None:
        return None
    shift = next((one for one in own.problem.shifts if one.id == sheet.shift), None)
    if shift is None or own.sealed_at is None:
        return None
    office = offices.read_office(connection)
    stops = {route.shift: tuple(stop.visit for stop in route.stops) for route in own.solution.routes}
    return Admitted(
        sheet=sheet, round=found, shift=shift, in_force=in_force,
        planned={
            **{stop.visit: route.shift for route in in_force.solution.routes for stop in route.stops},
            **{stop_of_commune(key): one for key, one in sheets.read_supervisions(connection, sheet.round_id).items()},
        },
        handed=frozenset(stops.get(shift.id, ())),
        communes=frozenset(stop_of_commune(key) for key in office.communes) if office else frozenset(),
        drawn=Drawn(
            rows={row.id: row for row in read_frame(frame[0])}, sample=sample,
            changes=ceremonies.read_changes(connection, sheet.round_id),
        ),
    )  # fmt: skip
