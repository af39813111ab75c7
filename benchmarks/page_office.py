"""An office for measuring pages: the demo's, with its register copied until it has as many establishments as asked."""

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from domain.establishments import Establishment
from domain.places import Position
from domain.register_steps import RegisterEntry
from store import establishments
from workflow.workspace import open_workspace, settings_from

ROOT = Path(__file__).resolve().parents[1]
SPREAD_DEG = 0.02
"""About 2 km, so that copies do not cover what they were copied from."""


def make_office(directory: Path, *, solver_s: float) -> None:
    """Make the demo office with a plan that took at most that many CPU seconds."""
    command = [sys.executable, "cli.py", "demo", "--dir", str(directory), "--seconds", str(solver_s), "--json"]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def grow_office(directory: Path, *, count: int, seed: int) -> None:
    """Copy establishments that have a position under new ids, near by, until the register has ``count``."""
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    rng = random.Random(seed)  # noqa: S311
    try:
        with workspace.store.write() as connection:
            entries = establishments.read_entries(connection)
            models = [one.establishment for one in entries.values() if one.establishment.position]
            missing = range(count - len(entries))
            copies = [_copied(models[at % len(models)], f"COPY-{at:05d}", rng) for at in missing]
            added: dict[str, RegisterEntry | None] = {one.id: RegisterEntry(establishment=one) for one in copies}
            establishments.write_entry_rows(connection, added)
    finally:
        workspace.store.close()


def _copied(model: Establishment, new_id: str, rng: random.Random) -> Establishment:
    position: Position | None = model.position
    if position is not None:
        lon, lat = (value + rng.uniform(-SPREAD_DEG, SPREAD_DEG) for value in (position.lon, position.lat))
        position = replace(position, lon=lon, lat=lat)
    return replace(model, id=new_id, entity_id=new_id, position=position, tax_code="", reg_no="", licence_no="")
