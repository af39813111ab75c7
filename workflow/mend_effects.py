"""What an action makes of the entries that it touches: settled doubts, merged rows, shared entities."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from domain.errors import ConflictError, InputError
from domain.establishments import Decision, Establishment
from domain.issues import IssueState, KeptIssue
from domain.places import PositionSource
from domain.register_steps import Contact, RegisterEntry, decided
from register.difference import GROUPS

PLACED = ("position_outside_commune", "coordinates_unreadable", "position_unknown", "pin_copied", "commune_split",
          "outside_area")  # fmt: skip
"""Doubts of a row's place: found anew when it is placed anew."""


def is_of_place(code: str) -> bool:
    """Tell whether a doubt is about where a row stands."""
    return code in PLACED or code.startswith(("position_", "coordinates_"))


def entry_with(entry: RegisterEntry, one: Establishment, issues: tuple[KeptIssue, ...]) -> RegisterEntry:
    """Return an entry with another establishment and doubts, its decision worked out anew."""
    return replace(entry, establishment=replace(one, decision=decided(one, issues)), issues=issues)


def settled(entry: RegisterEntry, account: str, *, ids: Collection[str] = (), codes: Collection[str] = ()):  # type: ignore[no-untyped-def]
    """Return the doubts of an entry, those of the ids or codes settled where they are open."""
    return tuple(
        closed(k, account, IssueState.SETTLED) if k.id in ids or k.issue.code in codes else k for k in entry.issues
    )


def closed(issue: KeptIssue, account: str, state: IssueState) -> KeptIssue:
    """Return a doubt that somebody closed; one that is closed already stays as it is."""
    return replace(issue, state=state, settled_by=account) if issue.state is IssueState.OPEN else issue


def dismissed(entry: RegisterEntry, issue: KeptIssue, account: str) -> RegisterEntry:
    """Return an entry of which one doubt was looked at and left as it is."""
    left = tuple(closed(k, account, IssueState.DISMISSED) if k.id == issue.id else k for k in entry.issues)
    return entry_with(entry, entry.establishment, left)


def rejected(entry: RegisterEntry, account: str) -> RegisterEntry:
    """Return an entry that is out of the register; it is kept, and nothing about it is asked any more."""
    one = replace(entry.establishment, decision=Decision.REJECTED)
    return entry_with(entry, one, settled(entry, account, ids={k.id for k in entry.issues}))


def placed_anew(entry: RegisterEntry, found: Collection[KeptIssue], account: str) -> tuple[KeptIssue, ...]:
    """Return the doubts of an entry after it was placed anew: gone ones settled, found ones in the state they had."""
    new = {kept.id: kept for kept in found}
    gone = {k.id for k in entry.issues if is_of_place(k.issue.code) and k.id not in new}
    known = {k.id for k in entry.issues}
    return (*settled(entry, account, ids=gone), *(kept for id_, kept in new.items() if id_ not in known))


def merged(
    survivor: RegisterEntry, other: RegisterEntry, issue: KeptIssue, account: str
) -> tuple[RegisterEntry, RegisterEntry]:
    """Return two entries that turned out to be one business: the survivor takes what it lacks, the other goes.

    Both share the survivor's entity, so that every inspection of either counts
    for it.

    Raises
    ------
    InputError
        ``mend.action`` where the survivor is out of the register itself.
    """
    mine, theirs = survivor.establishment, other.establishment
    if mine.decision is Decision.REJECTED:
        raise InputError("mend.action", action="merge")
    kept = entry_with(survivor, _filled(mine, theirs), settled(survivor, account, ids={issue.id}))
    gone = rejected(other, account)
    joined = replace(gone.establishment, merged_into=mine.id, entity_id=mine.entity_id)
    return kept, replace(gone, establishment=joined)


def merged_contact(survivor: Contact | None, other: Contact | None) -> Contact | None:
    """Return the survivor's contact with what it lacks."""
    if other is None:
        return survivor
    mine = survivor or Contact()
    told = replace(mine, owner_name=mine.owner_name or other.owner_name, phone=mine.phone or other.phone)
    return told if told != Contact() else survivor


def entity_apart(entry: RegisterEntry, used: Collection[str]) -> str:
    """Return an entity of its own for an establishment."""
    own = f"DN-{entry.establishment.id}"
    names = (own, *(f"{own}-{number}" for number in range(2, len(used) + 3)))
    return next(name for name in names if name not in used)


def standing(entries: Mapping[str, RegisterEntry], id_: str) -> RegisterEntry:
    """Return the entry that an id stands for, past the rows that were merged into others.

    Raises
    ------
    ConflictError
        ``mend.other_gone`` where there is none any more.
    """
    seen: set[str] = set()
    while id_ in entries and id_ not in seen:
        seen.add(id_)
        into = entries[id_].establishment.merged_into
        if into is None:
            return entries[id_]
        id_ = into
    raise ConflictError("mend.other_gone", other=id_)


def _filled(mine: Establishment, theirs: Establishment) -> Establishment:
    """Return an establishment with the other's values where it has none; a given point goes before a centre."""
    names: list[str] = []
    for field, members in GROUPS.items():
        if field not in ("status", "entity") and not any(getattr(mine, name) not in (None, "") for name in members):
            names += members
    filled = replace(mine, **{name: getattr(theirs, name) for name in names})
    if mine.type is None and theirs.type is not None:
        filled = replace(filled, type=theirs.type, type_raw=theirs.type_raw)
    if mine.commune_now is None and theirs.commune_now is not None:
        filled = replace(filled, commune_now=theirs.commune_now, commune_reported=theirs.commune_reported)
    return replace(filled, position=theirs.position) if _is_better(theirs, mine) else filled


def _is_better(theirs: Establishment, mine: Establishment) -> bool:
    exact = (PositionSource.GIVEN, PositionSource.MANUAL)
    is_theirs = theirs.position is not None and theirs.position.source in exact
    return is_theirs and not (mine.position is not None and mine.position.source in exact)
