"""The copy of an office that is kept before a newer version of the product changes its tables."""

import time
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import ServiceError
from geo.whole_files import write_whole
from store import Store
from workflow.events import tell

FOLDER = "upgrades"


def keep_before_upgrade(directory: Path, store: Store, revision: str) -> None:
    """Write the office as it is into ``upgrades/before-REVISION.backup``, which ``restore`` of that version reads.

    One copy is kept: it holds what was entered, so older ones are removed once
    the new one is whole. Only its owner may read it.

    Raises
    ------
    ServiceError
        ``upgrade.no_copy`` where it cannot be written; the office is then not changed.
    """
    from store.backups import backup_bytes, files_of

    began = time.monotonic()
    folder = directory / FOLDER
    path = folder / f"before-{revision}.backup"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        write_whole(path, backup_bytes(store, files_of(directory), made_at=made_at))
    except (OSError, ServiceError) as error:
        raise ServiceError("upgrade.no_copy", folder=FOLDER) from error
    for older in folder.glob("before-*.backup"):
        if older != path:
            older.unlink()
    tell("store.upgrading", code=revision, since=began)
