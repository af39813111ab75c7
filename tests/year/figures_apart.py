"""Where the product's figures and those of the SQL differ, and what a public plan says beside the SQL's counts."""

from collections import Counter
from pathlib import Path

from product_figures import product_figures, public_rows
from sql_figures import sql_figures
from year_office import PLANNER

import workflow
from workflow.workspace import Workspace

DATABASE = "office.sqlite"
PUBLIC = "public_plans"


def differences(workspace: Workspace, *, database: Path | None = None) -> dict[str, tuple[list, list]]:
    """Return by query the rows that only the SQL has, and those that only the product has; none where all agree.

    ``database`` is what the SQL reads, the office's own file for None.
    """
    told = sql_figures(database or workspace.settings.directory / DATABASE)
    given = product_figures(workspace)
    counts = told.pop(PUBLIC)
    apart = {
        name: (list((one - other).elements()), list((other - one).elements()))
        for name in sorted({*told, *given})
        if (one := Counter(told.get(name, ["no such query"]))) != (other := Counter(given.get(name, ["not given"])))
    }
    return apart | _public_apart(workspace, {(row[0], row[1], row[2]): (row[3], row[4]) for row in counts})


def _public_apart(workspace: Workspace, counts: dict) -> dict[str, tuple[list, list]]:
    """Return what public plans say otherwise than the sums over the communes or types that a line names."""
    communes = {row.name: row.code for row in workflow.read_communes(workspace, PLANNER)}
    keys = communes | {label: code for code, label in workflow.read_types(workspace).items()}
    said = list(public_rows(workspace))
    own = [
        tuple(sum(counts[round_id, kind, keys.get(name, name)][n] for name in names or ("",)) for n in (0, 1))
        for round_id, kind, names, *_ in said
    ]
    wrong = [(row, sums) for row, sums in zip(said, own, strict=True) if row[3:] != sums]
    return {PUBLIC: ([sums for _, sums in wrong], [row for row, _ in wrong])} if wrong else {}
