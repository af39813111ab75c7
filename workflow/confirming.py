"""What a proposal makes of the register once somebody has chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.digest import sha256_hex
from domain.errors import InputError
from domain.establishments import Decision, Establishment, Status
from domain.issues import KeptIssue
from domain.register_steps import Contact, ContactChange, RegisterChange, RegisterEntry, decided
from register.difference import CONTACT_FIELDS, Incoming, contact_taken_over, taken_over
from store import establishments, register_steps
from workflow.arriving import Arrival, Arrived, Register, ids_for
from workflow.doubts import field_of, is_lacking

Owner = tuple[str, str]
Choices = Mapping[str, str]

ANSWERS = {"added": ("take", "reject"), "changed": ("take", "keep"), "missing": ("keep", "closed", "dropped"),
           "match": ("same", "new")}  # fmt: skip
"""What may be chosen, by the kind of a choice's id."""
_VALUES = {"name": "name", "type": "type", "commune": "commune_now", "coords": "position"}
"""What answers the doubt that a field is lacking."""


def choice_id(kind: str, id_: str, field: str = "") -> str:
    """Return the name of a choice: kind, establishment, and the field of a change."""
    return "/".join(part for part in (kind, id_, field) if part)


def answer(choices: Choices, kind: str, id_: str, *, field: str = "", default: str) -> str:
    """Return what was chosen for one thing, else for all of its kind, else the default."""
    return choices.get(choice_id(kind, id_, field)) or choices.get(kind) or default


def changes_of(
    arrived: Arrived, owners: Mapping[str, Owner], register: Register, choices: Choices
) -> tuple[tuple[RegisterChange, ...], tuple[ContactChange, ...]]:
    """Return what a confirmation changes; establishments and contacts that stay as they are are left out.

    Parameters
    ----------
    owners
        Row key to owner's name and phone, as the file has them.
    choices
        Name of a choice, or a kind for all of it, to the answer.
    """
    changes: list[RegisterChange] = []
    contacts: list[ContactChange] = []
    for arrival in _resolved(arrived, register, choices):
        before = register.entries.get(arrival.id)
        after = _entry(arrived, arrival, before, choices)
        if after != before:
            changes.append(RegisterChange(establishment_id=arrival.id, before=before, after=after))
        held = register.contacts.get(arrival.id)
        told = _contact(arrived, arrival, held, owners.get(arrival.key, ("", "")), choices)
        if told != held:
            contacts.append(ContactChange(establishment_id=arrival.id, before=held, after=told))
    return (*changes, *_missing(arrived, register, choices)), tuple(contacts)


def _resolved(arrived: Arrived, register: Register, choices: Choices) -> Iterator[Arrival]:
    """Yield the arrivals, those that are another business than the alike one under an id of their own."""
    other = [a for a in arrived.arrivals if a.alone and answer(choices, "match", a.id, default="same") == "new"]
    last = max((register.last_id, *(arrival.id for arrival in arrived.arrivals)))
    ids = ids_for([arrival.key for arrival in other], {}, last)
    shared = [arrival.reading.entity_id for arrival in arrived.arrivals]
    for arrival in arrived.arrivals:
        if arrival.key not in ids or arrival.alone is None:
            yield arrival
            continue
        id_, entity = ids[arrival.key], arrival.reading.entity_id
        reading = replace(arrival.alone, id=id_, entity_id=entity if shared.count(entity) > 1 else f"DN-{id_}")
        issues = tuple(_renamed(issue, id_) for issue in arrival.issues)
        yield replace(arrival, id=id_, reading=reading, issues=issues, kind=None, changes=())


def _renamed(kept: KeptIssue, id_: str) -> KeptIssue:
    return replace(kept, id=sha256_hex(f"{id_}|{kept.id}")[:16], issue=replace(kept.issue, establishment_id=id_))


def _entry(arrived: Arrived, arrival: Arrival, before: RegisterEntry | None, choices: Choices) -> RegisterEntry:
    if before is None:
        is_taken = answer(choices, "added", arrival.id, default="take") == "take"
        one = replace(arrival.reading, decision=Decision.ACCEPTED if is_taken else Decision.REJECTED)
        issues = arrival.issues
    else:
        one = taken_over(before.establishment, arrival.reading, _taken(arrival, choices))
        issues = _carried(arrived, arrival, before, one)
    return RegisterEntry(
        establishment=replace(one, decision=decided(one, issues)), reading=arrival.reading, issues=issues
    )


def _taken(arrival: Arrival, choices: Choices) -> set[str]:
    return {
        change.field
        for change in arrival.changes
        if _is_taken(choices, arrival.id, change.field, default="take" if change.is_taken else "keep")
    }


def _is_taken(choices: Choices, id_: str, field: str, *, default: str) -> bool:
    return answer(choices, "changed", id_, field=field, default=default) == "take"


def _carried(arrived: Arrived, arrival: Arrival, before: RegisterEntry, after: Establishment) -> tuple[KeptIssue, ...]:
    """Return the doubts of a row: the file's, each in the state it had, and those that the file is silent about."""
    known = {issue.id: issue for issue in before.issues}
    told = [
        _in_state(issue, known.get(issue.id))
        for issue in arrival.issues
        if issue.id in known or not _is_answered(arrived, arrival, issue, after)
    ]
    ids = {issue.id for issue in told}
    return (*told, *(k for k in before.issues if k.id not in ids and _is_untouched(arrived, arrival, k)))


def _is_answered(arrived: Arrived, arrival: Arrival, kept: KeptIssue, after: Establishment) -> bool:
    """Tell whether a new doubt says no more than that a list lacks a column, or what the register knows."""
    field = field_of(kept.issue)
    is_known = bool(getattr(after, _VALUES.get(field, ""), None))
    return is_lacking(kept.issue) and (is_known or not arrived.has_column(arrival, field))


def _is_untouched(arrived: Arrived, arrival: Arrival, kept: KeptIssue) -> bool:
    """Tell whether a file that is silent about a doubt leaves it: it lacks the column, or the other row."""
    if kept.issue.code == "duplicate_probable":
        return not arrival.changes
    field = field_of(kept.issue)
    return bool(field) and not arrived.has_column(arrival, field)


def _contact(
    arrived: Arrived, arrival: Arrival, held: Contact | None, owner: Owner, choices: Choices
) -> Contact | None:
    contact = held or Contact()
    said = dict(zip(CONTACT_FIELDS, owner, strict=True))
    last = {name: getattr(contact, f"read_{name}") for name in CONTACT_FIELDS}
    now = {name: said[name] if arrived.has_column(arrival, name) else last[name] for name in CONTACT_FIELDS}
    row = Incoming(key=arrival.key, reading=arrival.reading, owner_name=now["owner_name"], phone=now["phone"])
    taken = set(CONTACT_FIELDS) if arrival.kind is None else _taken(arrival, choices)
    told = contact_taken_over(contact, row, taken)
    return told if told != Contact() else held


def _missing(arrived: Arrived, register: Register, choices: Choices) -> Iterator[RegisterChange]:
    for id_ in arrived.missing:
        chosen = answer(choices, "missing", id_, default="keep")
        before = register.entries[id_]
        if gone := _GONE.get(chosen):
            # The file said so by its silence: a later one that names it again then says another thing.
            after = replace(before, establishment=replace(before.establishment, **gone))
            after = replace(after, reading=replace(before.base, **gone))
            yield RegisterChange(establishment_id=id_, before=before, after=after)


_GONE: Mapping[str, dict[str, Any]] = {
    "closed": {"status": Status.CLOSED}, "dropped": {"decision": Decision.REJECTED},
}  # fmt: skip


def read_register(connection: Any) -> Register:
    """Return the register that a file is compared with."""
    return Register(
        entries=establishments.read_entries(connection), contacts=establishments.read_contacts(connection),
        last_id=register_steps.last_id(connection),
    )  # fmt: skip


def file_issues(connection: Any, arrived: Arrived) -> tuple[KeptIssue, ...]:
    """Return the doubts about the file, each in the state in which the last file's same one is."""
    last = register_steps.last_import(connection)
    kept = register_steps.read_file_issues(connection, last.number) if last else ()
    known = {issue.id.partition(":")[2]: issue for issue in kept}
    return tuple(_in_state(issue, known.get(issue.id)) for issue in arrived.file_issues)


def _in_state(issue: KeptIssue, old: KeptIssue | None) -> KeptIssue:
    return replace(issue, state=old.state, settled_by=old.settled_by) if old else issue


def refuse_unknown(choices: Choices) -> None:
    """Refuse an answer that there is not.

    Raises
    ------
    InputError
        ``register.choice``.
    """
    for name, value in choices.items():
        if value not in ANSWERS.get(name.partition("/")[0], ()):
            raise InputError("register.choice", choice=name, value=value)
