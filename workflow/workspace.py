"""What every step needs: settings, the store, and the reference data of this installation."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from domain.errors import ConflictError
from domain.words import Words
from geo.whole_files import worded_disk
from store import Store, open_store
from workflow.before_upgrade import keep_before_upgrade
from workflow.reference import PAPERS, Reference, load_reference

ROOT = Path(__file__).resolve().parent.parent
RESTORING = ".restoring"
"""A file in an office's folder while a restore fills it."""


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
    proxy_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Hold an open office; of who asks it knows nothing but the language of their screen."""

    settings: Settings
    store: Store
    reference: Reference
    language: str = PAPERS

    @property
    def screen_words(self) -> Words:
        """Return what a screen says; papers, files and what is kept take ``reference.words``."""
        return self.reference.screens[self.language]


def speaking(workspace: Workspace, language: str | None) -> Workspace:
    """Return the same open office for a screen of a language; an unknown one is the papers' language."""
    return replace(workspace, language=language if language and language in workspace.reference.screens else PAPERS)


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Return the settings that an environment names; the doors alone call this.

    INSPECTION_DIR (default data/office/demo), INSPECTION_DATABASE_URL (default
    SQLite there), INSPECTION_HOSTS (comma separated), INSPECTION_SECURE (1
    behind HTTPS); INSPECTION_TRAVEL_URL, _KIND (osrm, valhalla,
    openrouteservice) and _KEY where a server tells travel times;
    INSPECTION_PROXY_KEY where a proxy stands in front.
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
        proxy_key=environ.get("INSPECTION_PROXY_KEY", ""),
    )


def open_workspace(settings: Settings) -> Workspace:
    """Open an office's folder, making it and its store where absent.

    A store that an earlier version wrote is copied to the folder ``upgrades``
    and then brought up to date.

    Raises
    ------
    ConflictError
        ``restore.unfinished`` where a restore was cut short: half an office is nobody's office.
    ServiceError
        ``disk.*`` where the folder cannot be made, and what ``open_store`` raises.
    """
    if (settings.directory / RESTORING).exists():
        raise ConflictError("restore.unfinished", directory=settings.directory.name)
    with worded_disk(settings.directory):
        settings.directory.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.database_url, before_upgrade=partial(keep_before_upgrade, settings.directory))
    return Workspace(settings=settings, store=store, reference=load_reference(ROOT / "data"))
