"""What the office holds of one owner's contact: handed out on request, and erased on request."""

import html
import io
import json
import zipfile
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError
from domain.register_steps import StepKind
from store import contact_traces, establishments, papers, proposals
from store.register_steps import lock_register
from workflow.before_upgrade import FOLDER
from workflow.contact_forgetting import forget, refuse_open_jobs, remove_copies, wipe
from workflow.offices import read_now
from workflow.open_proposal import INCOMING
from workflow.permissions import PLANNER, log_in, need
from workflow.review_papers import ALL, ONE
from workflow.workspace import Workspace

EXPORT = "owner_contact"
"""Kind of the paper that an export is; it is followed by the establishment's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Count what went: contacts, changes that steps kept, papers, files.

    ``others`` are establishments that still hold the same owner's name or phone; ``is_wiped`` is
    False where the database's log could not be emptied yet.
    """

    contacts: int
    changes: int
    papers: int
    files: int
    others: tuple[str, ...]
    is_wiped: bool


def export_contact(workspace: Workspace, actor: Actor, *, establishment: str) -> str:
    """Write all that is held of an owner's contact as JSON, log it without the data, and return the paper's id.

    Raises
    ------
    ConflictError
        ``owner.unknown``, ``retention.no_contact``.
    """
    need(workspace, actor, *PLANNER, action="contacts.export", target=establishment)
    now = read_now(workspace)
    with workspace.store.write() as connection:
        ids = _group(connection, establishment)
        held = _held(connection, ids)
        if not held["contacts"] and not held["steps"]:
            raise ConflictError("retention.no_contact", establishment=establishment)
        told = {"establishment": establishment, "made_at": now.isoformat(timespec="seconds"), **held}
        content = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")
        made = papers.Paper(
            id=f"contact-{sha256_hex(f'{EXPORT}|{establishment}')[:24]}", round_id=None,
            kind=f"{EXPORT}:{establishment}", audience="planner", file_name=f"{establishment}-lien-he.json",
            media_type="application/json", made_at=now, digest=sha256_hex(content),
        )  # fmt: skip
        papers.save_paper(connection, made, content)
        log_in(connection, actor, action="contacts.export", target=establishment)
    return made.id


def erase_contact(workspace: Workspace, actor: Actor, *, establishment: str) -> Erased:
    """Erase an owner's name and phone wherever the office holds them; the establishment and every count stay.

    Those merged with it go along. The open proposal, uploaded files and the
    copy of before an upgrade are removed whole: they hold contacts as they
    came. No step that is taken back later brings anything back; the next list
    that names the owner does. Backups made before still hold it.

    Raises
    ------
    ConflictError
        ``owner.unknown``; ``retention.busy`` while a task waits or runs.
    """
    need(workspace, actor, *PLANNER, action="contacts.erase", target=establishment)
    with workspace.store.write() as connection:
        lock_register(connection)
        ids = _group(connection, establishment)
        refuse_open_jobs(connection)
        words = contact_traces.known_words(connection, ids)
        others = _others(connection, ids, words)
        contacts, changes = forget(connection, ids)
        gone = _papers_with(connection, ids, words)
        papers.delete_papers(connection, gone)
        proposals.drop_proposal(connection, StepKind.IMPORT)
        log_in(
            connection, actor, action="contacts.erase", target=establishment, contacts=contacts, changes=changes,
            papers=len(gone),
        )  # fmt: skip
    files = remove_copies(workspace, INCOMING, FOLDER)
    return Erased(
        contacts=contacts, changes=changes, papers=len(gone), files=files, others=others, is_wiped=wipe(workspace)
    )


def _group(connection: Any, establishment: str) -> tuple[str, ...]:
    ids = contact_traces.merged_with(connection, establishment)
    if not ids:
        raise ConflictError("owner.unknown", establishment=establishment)
    return ids


def _held(connection: Any, ids: Collection[str]) -> dict[str, Any]:
    kept = establishments.read_contacts(connection)
    return {
        "contacts": {id_: asdict(kept[id_]) for id_ in ids if id_ in kept},
        "steps": [
            {"step": number, "at": at.isoformat(timespec="seconds"), **asdict(change)}
            for number, at, change in contact_traces.read_told(connection, ids)
        ],
    }


def _others(connection: Any, ids: Collection[str], words: Collection[str]) -> tuple[str, ...]:
    """Return who else holds the same name or phone: one owner may have several establishments."""
    kept = establishments.read_contacts(connection)
    return tuple(id_ for id_, one in kept.items() if id_ not in ids and {one.owner_name, one.phone} & set(words))


def _papers_with(connection: Any, ids: Collection[str], words: Collection[str]) -> list[str]:
    """Return the exports of these establishments, and the workbooks for communes in which a name or phone stands."""
    found = [paper.id for paper in papers.list_papers(connection) if paper.kind in {f"{EXPORT}:{id_}" for id_ in ids}]
    looked_for = [form.encode() for word in words for form in {word, html.escape(word, quote=False)}]
    for paper in papers.list_papers(connection):
        if paper.kind == ALL or paper.kind.startswith(f"{ONE}:"):
            kept = papers.read_paper(connection, paper.id)
            if kept and _holds(kept[1], looked_for):
                found.append(paper.id)
    return found


def _holds(content: bytes, words: Collection[bytes]) -> bool:
    """Tell whether a file or a part of it, zip files in it included, holds one of the words."""
    if any(word in content for word in words):
        return True
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(_holds(archive.read(name), words) for name in archive.namelist())
    return False
