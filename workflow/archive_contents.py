"""What the archive of a closed round holds: official facts alone, no contact, no note, no account."""

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from domain.ceremony import SampleChange, apply_changes
from domain.establishments import Establishment
from domain.inspections import Inspection
from domain.plans import Plan
from domain.rounds import FrameRow, Sample
from planner.routing.formats import problem_json, solution_json
from store.papers import Paper

LIST_COLUMNS = ("id", "commune", "type", "role", "reason", "done", "visited", "name", "address")
PAPER_COLUMNS = ("kind", "file_name", "media_type", "made_at", "size", "sha256")
LIBRARIES = ("ortools", "numba", "numpy", "pyvrp", "pyvalhalla")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedRound:
    """Hold a closed round as the store has it."""

    frame: tuple[FrameRow, ...]
    sample: Sample
    changes: tuple[SampleChange, ...]
    plan: Plan
    done: tuple[Inspection, ...]
    papers: tuple[Paper, ...]
    register: Mapping[str, Establishment]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return every establishment that any file names, by id."""
        listed = {row.id for row in self.frame} | set(apply_changes(self.sample.selected, self.changes))
        named = {one.stand_in for one in self.changes} | {one.establishment_id for one in self.changes}
        return tuple(sorted((listed | named | {one.establishment_id for one in self.done}) - {""}))


def list_rows(found: ArchivedRound, *, is_pseudonymous: bool) -> list[tuple[object, ...]]:
    """Return one row for each establishment of the frame, by id; names and addresses only where asked for."""
    drawn = {row.establishment_id: row for row in found.sample.rows}
    visited = set(apply_changes(found.sample.selected, found.changes))
    rows: list[tuple[object, ...]] = []
    for row in found.frame:
        known = found.register.get(row.id)
        name, address = (known.name, known.address_raw or known.hamlet) if known else ("", "")
        hidden = ("", "") if is_pseudonymous else (name, address)
        one = drawn[row.id]
        facts = (row.commune, row.type, one.role.value, one.reason.code.value, int(row.done), int(row.id in visited))
        rows.append((row.id, *facts, *hidden))
    return rows


def result_rows(found: ArchivedRound, *, is_pseudonymous: bool) -> list[dict[str, Any]]:
    """Return the round's inspections; the number of the minutes would name its establishment."""
    return [
        {
            "establishment": one.establishment_id,
            "agency": one.agency,
            "on": one.on.isoformat(),
            "is_full": one.is_full,
            "has_minutes": bool(one.minutes_no),
            "minutes_no": "" if is_pseudonymous else one.minutes_no,
            "findings": [
                {
                    "code": finding.code,
                    "action": finding.action,
                    "due_on": finding.remedy_due_on.isoformat() if finding.remedy_due_on else None,
                    "remedied_on": finding.remedied_on.isoformat() if finding.remedied_on else None,
                }
                for finding in one.findings
            ],
        }
        for one in found.done
    ]


def change_rows(found: ArchivedRound) -> list[dict[str, Any]]:
    """Return what was changed by hand after the draw: by which document, without anybody's words."""
    return [
        {
            "number": one.number, "kind": one.kind.value, "establishment": one.establishment_id,
            "stand_in": one.stand_in, "document_no": one.document_no, "on": one.at.date().isoformat(),
        }
        for one in found.changes
    ]  # fmt: skip


def plan_values(found: ArchivedRound, *, is_pseudonymous: bool) -> dict[str, Any]:
    """Return PROBLEM and SOLUTION as values; pseudonymised without the places of establishments."""
    problem = json.loads(problem_json(found.plan.problem))
    hidden = set(found.ids) if is_pseudonymous else set()
    visited = {one.location for one in found.plan.problem.visits if one.id in hidden}
    problem["locations"] = [
        {"id": one["id"], "x_m": 0, "y_m": 0} if one["id"] in visited | hidden else one for one in problem["locations"]
    ]
    return {"PROBLEM.json": problem, "SOLUTION.json": json.loads(solution_json(found.plan.solution))}


def sums_of(found: ArchivedRound) -> dict[str, Any]:
    """Return the counts of the round: the area, each commune, each type."""
    from workflow.round_results import count_round

    communes = {row.commune: row.commune for row in found.frame}
    types = {row.type: row.type for row in found.frame}
    counted = count_round(
        on=found.plan.made_at.date(), frame=found.frame, listed=(), done=found.done, recorded=(),
        labels=(dict(sorted(communes.items())), dict(sorted(types.items()))),
    )  # fmt: skip

    def row(one: Any) -> dict[str, int]:
        return {name: getattr(one, name) for name in ("registered", "inspected", "visits", "found")}

    return {
        "area": row(counted.total),
        "communes": {one.label: row(one) for one in counted.communes},
        "types": {one.label: row(one) for one in counted.types},
        "findings": {"open": counted.open_findings, "closed": counted.closed_findings},
    }


def paper_rows(found: ArchivedRound) -> list[tuple[object, ...]]:
    """Return the papers that the round handed out, with the digests of their bytes."""
    return [
        (one.kind, one.file_name, one.media_type, one.made_at.isoformat(), one.size, one.digest) for one in found.papers
    ]


def versions(found: ArchivedRound) -> dict[str, Any]:
    """Return with what the round was drawn and planned."""
    problem, solution = found.plan.problem, found.plan.solution
    return {
        "draw_method": found.sample.method,
        "solver": solution.solver,
        "solver_version": solution.version,
        "solver_seed": solution.seed,
        "travel_source": problem.matrix.source,
        "travel_digest": problem.matrix.digest,
        "plan_version": found.plan.version,
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
