"""Papers of one team-shift: which there are in force, under which id, and whose they are."""

import re
from collections.abc import Iterable, Mapping

from documents.registry import SHEET_WRITERS
from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.visits import SheetId
from store.papers import Paper
from workflow.field_keys import results_key
from workflow.sheet_access import list_sheets
from workflow.workspace import Workspace

TEAM = "team:"
"""Begins the audience of a paper that one team gets when its shift is revealed."""


def sheet_paper_id(workspace: Workspace, *, kind: str, sheet: SheetId) -> str:
    """Return under which id a sheet's paper is kept: the same for the same sheet.

    The sheet's key goes into it, so that nobody finds out by trying which day
    has a shift.
    """
    return f"sheet-{sha256_hex(f'{kind}|{sheet.text}|{results_key(workspace, sheet)}')[:24]}"


def ids_of(workspace: Workspace, sheets: Iterable[SheetId]) -> Mapping[str, SheetId]:
    """Return every id that papers of these sheets may have, with its sheet."""
    return {sheet_paper_id(workspace, kind=kind, sheet=sheet): sheet for sheet in sheets for kind in SHEET_WRITERS}


def sheet_of_paper(workspace: Workspace, actor: Actor, paper: Paper) -> SheetId | None:
    """Return the sheet in force of a team's paper, None where the team may not open it, or not yet, or no longer."""
    if actor.team is None or paper.audience != TEAM + actor.team:
        return None
    own = (view.sheet for view in list_sheets(workspace, actor))
    return ids_of(workspace, own).get(paper.id)


def file_name(workspace: Workspace, *, kind: str, sheet: SheetId, code: str) -> str:
    """Return a name that every system takes; the locked sheet's tells neither team nor day."""
    words = workspace.reference.words
    shift = re.sub(r"[^A-Za-z0-9]+", "-", sheet.shift).strip("-")
    version = f"{sheet.revision}.{sheet.epoch}"
    return words.say(f"sheet.file_{kind}", code=code, shift=shift, version=version) + SHEET_WRITERS[kind].suffix
