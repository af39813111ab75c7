"""The code on each minutes form, by which an owner who calls the office has the visit confirmed."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date

from domain.accounts import Actor
from domain.visits import SheetId
from store import plans, rounds
from workflow.field_keys import ALPHABET, results_key
from workflow.permissions import PLANNER, log, need
from workflow.showing import pieces_of, shift_views
from workflow.workspace import Workspace

GROUP, LETTERS = 4, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedVisit:
    """Hold the visit that a code belongs to, as the plan in force has it; ``on`` is None where no shift has it."""

    round_title: str
    establishment_id: str
    name: str
    commune: str
    team_name: str
    on: date | None
    start_s: int


def visit_code(workspace: Workspace, *, round_id: str, establishment: str) -> str:
    """Return the code of an establishment's visit in a round, two groups of four letters (40 bits).

    It stays the same when the plan is made anew, and cannot be worked out
    without the office's secret.
    """
    key = papers_key(workspace, round_id)
    digest = hmac.new(key.encode(), f"visit|{establishment}".encode(), hashlib.sha256).digest()
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LETTERS])
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def papers_key(workspace: Workspace, round_id: str) -> str:
    """Return the key of a round's papers; no sheet has revision 0, so it is no sheet's key."""
    return results_key(workspace, SheetId(round_id=round_id, shift="papers", revision=0, epoch=0))


def find_visit(workspace: Workspace, actor: Actor, *, code: str) -> CodedVisit | None:
    """Return the visit of a code that somebody reads out, None where there is none; the look is logged."""
    need(workspace, actor, *PLANNER, action="visit.find", target=code[:20])
    asked = "".join(letter for letter in code.upper() if letter in ALPHABET)
    found = next((visit for visit in _visits(workspace, asked)), None)
    log(workspace, actor, action="visit.find", target=code[:20], outcome="ok" if found else "none")
    return found


def _visits(workspace: Workspace, asked: str):  # type: ignore[no-untyped-def]
    with workspace.store.read() as connection:
        known = sorted(rounds.list_rounds(connection), key=lambda one: one.id, reverse=True)
        kept = [(one, plans.read_plan(connection, one.id)) for one in known]
    for round_, plan in kept:
        for shift in shift_views(workspace, plan, pieces_of(workspace, plan, None)) if plan else ():
            for stop in shift.stops:
                own = visit_code(workspace, round_id=round_.id, establishment=stop.establishment_id)
                if hmac.compare_digest(own.replace("-", ""), asked):
                    yield CodedVisit(
                        round_title=round_.title, establishment_id=stop.establishment_id, name=stop.name,
                        commune=stop.commune, team_name=shift.team_name, on=shift.date, start_s=stop.start_s,
                    )  # fmt: skip
