"""What every step needs: settings, the store, and the reference data of this installation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from store import Store, open_store
from workflow.reference import Reference, load_reference

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Hold where an office's files are and how it may be reached."""

    directory: Path
    database_url: str
    allowed_hosts: tuple[str, ...]
    secure_cookie: bool
    travel_url: str = ""
    travel_kind: str = ""
    travel_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Hold an open office; it knows nothing of who asks."""

    settings: Settings
    store: Store
    reference: Reference


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Return the settings that an environment names; the doors alone call this.

    INSPECTION_DIR (default data/office/demo), INSPECTION_DATABASE_URL (default
    SQLite there), INSPECTION_HOSTS (comma separated), INSPECTION_SECURE (1
    behind HTTPS); INSPECTION_TRAVEL_URL, _KIND (osrm, valhalla,
    openrouteservice) and _KEY where a server tells travel times.
    """
    directory = Path(environ.get("INSPECTION_DIR") or ROOT / "data" / "office" / "demo")
    hosts = environ.get("INSPECTION_HOSTS") or "127.0.0.1,localhost"
    return Settings(
        directory=directory,
        database_url=environ.get("INSPECTION_DATABASE_URL") or f"sqlite:///{directory / 'office.sqlite'}",
        allowed_hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
        secure_cookie=environ.get("INSPECTION_SECURE") == "1",
        travel_url=environ.get("INSPECTION_TRAVEL_URL", ""),
        travel_kind=environ.get("INSPECTION_TRAVEL_KIND", ""),
        travel_key=environ.get("INSPECTION_TRAVEL_KEY", ""),
    )


def open_workspace(settings: Settings) -> Workspace:
    """Open an office's folder, making it and its store where absent."""
    settings.directory.mkdir(parents=True, exist_ok=True)
    return Workspace(
        settings=settings, store=open_store(settings.database_url), reference=load_reference(ROOT / "data")
    )
