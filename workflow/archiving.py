"""The archive of a closed round: everything by which anybody can check it in ten years."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.accounts import Actor
from domain.digest import canonical_json, sha256_hex
from domain.errors import ConflictError
from domain.rounds import Round, RoundStatus
from planner.selection.formats import read_frame
from store import ceremonies, establishments, inspections, papers, plans, rounds
from workflow.archive_contents import (
    LIST_COLUMNS,
    PAPER_COLUMNS,
    ArchivedRound,
    change_rows,
    list_rows,
    paper_rows,
    plan_values,
    result_rows,
    sums_of,
    versions,
)
from workflow.ceremony_views import read_published
from workflow.offices import office_of
from workflow.permissions import PLANNER, log, need
from workflow.rounds import round_of
from workflow.visit_codes import papers_key
from workflow.workspace import Workspace

README = "DOC-TRUOC.txt"
KEY, RULE = "KEY.csv", "RULE.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundArchive:
    """Hold an archive's bytes; ``key`` is the zip kept apart, empty where names stand in the archive itself."""

    content: bytes
    key: bytes
    digest: str
    files: tuple[str, ...]


def write_archive(
    workspace: Workspace, actor: Actor, *, round_id: str, checker: str, is_pseudonymous: bool = False
) -> RoundArchive:
    """Return the archive of a closed round; the act and the archive's digest are logged.

    Parameters
    ----------
    checker
        Who receives it: it holds the frame, the seed and the salt.
    is_pseudonymous
        True puts numbers in the place of establishments; names, places, frame, draw and seed go into the key.

    Raises
    ------
    InputError
        ``published.no_checker``.
    ConflictError
        ``published.not_closed`` before the round is closed, ``plan.not_drawn`` without a plan.
    """
    from documents.round_archive import archive_key, round_archive

    need(workspace, actor, *PLANNER, action="round.archive", target=round_id)
    published = read_published(workspace, actor, round_id=round_id, checker=checker)
    found = _found(workspace, round_id)
    names = _pseudonyms(workspace, round_id, found) if is_pseudonymous else {}
    files = _files(workspace, round_of(workspace, round_id), found, names=names)
    is_open = {name: not is_pseudonymous or name == RULE for name in published}
    files |= {name: text for name, text in published.items() if is_open[name]}
    apart = {name: text for name, text in published.items() if not is_open[name]}
    if is_pseudonymous:
        apart[KEY] = _key(found, names)
    content = round_archive(files, apart=apart)
    made = RoundArchive(
        content=content, key=archive_key(apart) if apart else b"", digest=sha256_hex(content),
        files=tuple(sorted(files)),
    )  # fmt: skip
    log(workspace, actor, action="round.archive", target=round_id, digest=made.digest, hidden=int(is_pseudonymous))
    return made


def _found(workspace: Workspace, round_id: str) -> ArchivedRound:
    with workspace.store.read() as connection:
        draw = ceremonies.draw_of_round(connection, round_id)
        sample = rounds.read_sample(connection, round_id)
        plan = plans.read_plan(connection, round_id)
        if draw is None or sample is None or plan is None:
            raise ConflictError("plan.not_drawn")
        return ArchivedRound(
            frame=read_frame(draw.frame_csv), sample=sample, changes=ceremonies.read_changes(connection, round_id),
            plan=plan, papers=papers.list_papers(connection, round_id),
            done=tuple(one for one in inspections.read_inspections(connection) if one.round_id == round_id),
            register={one.id: one for one in establishments.read_establishments(connection)},
        )  # fmt: skip


def _files(workspace: Workspace, round_: Round, found: ArchivedRound, *, names: Mapping[str, str]) -> dict[str, str]:
    from documents.round_archive import csv_text, json_text

    hides = bool(names)
    rows = [(names.get(str(row[0]), row[0]), *row[1:]) for row in list_rows(found, is_pseudonymous=hides)]
    # In the order of the pseudonyms: the order of the ids would tell them.
    rows.sort(key=lambda row: str(row[0]))
    values: dict[str, Any] = {
        "CHANGES.json": change_rows(found),
        "RESULTS.json": result_rows(found, is_pseudonymous=hides),
        "SUMS.json": sums_of(found),
        "VERSIONS.json": versions(found),
        "ROUND.json": {
            "id": round_.id, "title": round_.title, "starts_on": round_.starts_on.isoformat(),
            "ends_on": round_.ends_on.isoformat(), "decision_no": round_.decision_no,
            "decision_on": round_.decision_on.isoformat() if round_.decision_on else None,
            "office": office_of(workspace).name, "status": RoundStatus.CLOSED.value,
        },
    }  # fmt: skip
    plan = plan_values(found, is_pseudonymous=hides)
    say = workspace.reference.words.say
    return {
        README: say("archive.readme", title=round_.title, office=office_of(workspace).name)
        + say("archive.readme_hidden" if hides else "archive.readme_named"),
        "LIST.csv": csv_text(LIST_COLUMNS, rows),
        "PAPERS.csv": csv_text(PAPER_COLUMNS, paper_rows(found)),
        **{name: json_text(renamed(value, names)) for name, value in values.items()},
        # In one line: a matrix with a number a line would be the longest file of all.
        **{name: f"{canonical_json(renamed(value, names))}\n" for name, value in plan.items()},
    }


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return a JSON value with other ids in the place of those that stand as a key, a text or part of a list."""
    if isinstance(value, Mapping):
        return {names.get(key, key): renamed(one, names) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(one, names) for one in value]
    if isinstance(value, str) and names:
        return ", ".join(names.get(part, part) for part in value.split(", "))
    return value


def _pseudonyms(workspace: Workspace, round_id: str, found: ArchivedRound) -> dict[str, str]:
    """Return a number for each id, in an order that only the office's secret knows."""
    key = papers_key(workspace, round_id).encode()

    def ticket(id_: str) -> bytes:
        return hmac.new(key, f"archive|{id_}".encode(), hashlib.sha256).digest()

    return {id_: f"MG-{number:05d}" for number, id_ in enumerate(sorted(found.ids, key=ticket), start=1)}


def _key(found: ArchivedRound, names: Mapping[str, str]) -> str:
    from documents.round_archive import csv_text

    known = found.register
    rows = [
        (name, id_, known[id_].name if id_ in known else "", known[id_].address_raw if id_ in known else "")
        for id_, name in names.items()
    ]
    return csv_text(("pseudonym", "id", "name", "address"), sorted(rows))
