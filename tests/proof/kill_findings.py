"""What is looked at in an office after a kill: the store, the step, the files, the audit."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kill_office import PLANNER, ROUND, Step, office_of, opened

import workflow
from domain.errors import InspectionError
from store import audit
from store.backups import read_manifest
from workflow.workspace import RESTORING, Workspace

UNCOUNTED = ("audit", "alembic_version", "sqlite_sequence")
OWN = ("office.sqlite", "office.sqlite-wal", "office.sqlite-shm")
UNTOLD = ("office/layers/", "office/cache/", "office/secret.key")
"""Files that say nothing of a step: those beside a plan, looked at as they are read, and a key made at first need."""
STATES = (
    "SELECT 'round', id, status FROM rounds",
    "SELECT 'draw', number, state FROM draws",
    "SELECT 'plan', version, sealed_at IS NOT NULL FROM plans",
    "SELECT 'step', number, undone_by FROM register_steps",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Hold an office after a step: ``state`` counts its rows, names its files and says how far everything is.

    ``lines`` are those of the step in the audit, ``odd`` what must never be, ``aside`` the files that a dead process
    left beside their places.
    """

    state: dict[str, object]
    lines: int
    odd: tuple[str, ...] = ()
    aside: tuple[str, ...] = field(default=())


def look(folder: Path, step: Step) -> Found:
    """Return what is in a folder; whatever cannot be read is odd.

    An office whose restore was cut short is none: nobody opens it.
    """
    odd = [] if not (office_of(folder) / OWN[0]).exists() else [*_odd_store(folder)]
    is_open = not (office_of(folder) / RESTORING).exists()
    found = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file() and p.name not in OWN)
    files = [path.as_posix() for path in found if is_open or path.parts[0] != "office"]
    aside = tuple(name for name in files if any(part.startswith(".") for part in name.split("/")))
    kept = [name for name in files if name not in aside and not name.startswith(UNTOLD)]
    state: dict[str, object] = {"files": kept, **(_rows(folder) if is_open else {})}
    if (folder / "kept.backup").exists():
        read_manifest((folder / "kept.backup").read_bytes())
    return Found(state=state, lines=_lines(folder, step.action), odd=tuple(odd), aside=aside)


def _rows(folder: Path) -> dict[str, object]:
    """Return the rows of every table, and how far rounds, draws, plans and steps are."""
    path = office_of(folder) / OWN[0]
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if "rounds" not in names:
            return {}
        counts = {n: database.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in names if n not in UNCOUNTED}
        return {**counts, "states": [list(row) for query in STATES for row in database.execute(query)]}


def _lines(folder: Path, action: str) -> int:
    if not action or not (office_of(folder) / OWN[0]).exists():
        return 0
    with closing(sqlite3.connect(office_of(folder) / OWN[0])) as database:
        try:
            query = "SELECT count(*) FROM audit WHERE action = ? AND outcome = 'ok'"
            return int(database.execute(query, [action]).fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def _odd_store(folder: Path) -> list[str]:
    """Return what is wrong with the store and with what is read of it and beside it."""
    try:
        with opened(folder) as workspace:
            return _odd_inside(workspace)
    except InspectionError as refusal:
        return [] if refusal.code == "restore.unfinished" else [f"refused: {refusal.code}"]


def _odd_inside(workspace: Workspace) -> list[str]:
    with workspace.store.read() as connection:
        odd = [] if connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok" else ["integrity"]
        odd += ["keys"] if connection.exec_driver_sql("PRAGMA foreign_key_check").first() else []
        odd += ["chain"] if audit.verify_chain(connection) is not None else []
        known = {row[0] for row in connection.exec_driver_sql("SELECT id FROM rounds")}
        workflow.commune_layer(workspace, PLANNER)
        workflow.read_proposal(workspace, PLANNER)
        if ROUND in known and workflow.read_plan(workspace, PLANNER, round_id=ROUND) is not None:
            workflow.read_secrecy(workspace, PLANNER, round_id=ROUND)
            odd += _odd_marks(workspace)
    return odd


def _odd_marks(workspace: Workspace) -> list[str]:
    """Tell of a plan of the product's own making whose travel marks were lost, or belong to other stops."""
    with workspace.store.read() as connection:
        if not connection.exec_driver_sql("SELECT 1 FROM plan_steps").first():
            return []
    marks = workflow.read_marks(workspace, PLANNER, round_id=ROUND)
    plan = workflow.read_plan(workspace, PLANNER, round_id=ROUND)
    used = {shift.shift for shift in plan.shifts if shift.stops} if plan else set()
    return [] if marks is not None and used <= set(marks.ways) else ["marks"]
