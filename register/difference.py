"""What a file would change in the register: against what it said last, and what was mended by hand since."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from domain.establishments import Decision, Establishment, OpeningHours, Status
from domain.places import CommuneKey, PositionSource
from domain.register_steps import Contact, RegisterEntry
from domain.units import clock_text
from register.fold import fold
from register.matching import Match, MatchKind

GROUPS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "type": ("type_raw", "type"),
    "hamlet": ("hamlet",),
    "address": ("address_raw",),
    "commune": ("commune_raw", "commune_reported", "commune_now"),
    "coords": ("coords_raw",),
    "status": ("status",),
    "licence_no": ("licence_no",),
    "licence_on": ("licence_on", "licence_on_precision"),
    "licence_expires_on": ("licence_expires_on", "licence_expires_on_precision"),
    "tax_code": ("tax_code",),
    "reg_no": ("reg_no",),
    "rooms": ("rooms",),
    "staff_total": ("staff_total",),
    "hours": ("hours",),
    "last_inspected_on": ("last_inspected_on", "last_inspected_on_precision"),
    "security_no": ("security_no",),
    "fire_safety": ("fire_safety",),
    "past_violations": ("past_violations",),
    "notes": ("notes",),
    "entity": ("entity_id",),
}
"""Field of a difference to the fields of an establishment that go with it."""

CONTACT_FIELDS = ("owner_name", "phone")
"""Fields of a difference whose values nobody is shown."""

COORDS = frozenset({"coords", "lat", "lon", "x", "y"})
"""Columns that give coordinates."""
_SHOWN = {"type": ("type", "type_raw"), "commune": ("commune_now", "commune_reported", "commune_raw")}
"""What is shown of a field of several parts: the first in which the two differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """Hold one field in which a file differs; all values are text, of a contact's "".

    ``before`` is what the register says, ``was`` what the file said last,
    ``after`` what it says now. ``is_conflict``: it was mended by hand since;
    ``is_erased``: the file has nothing there any more.
    """

    field: str
    before: str
    was: str
    after: str
    is_conflict: bool = False
    is_erased: bool = False

    @property
    def is_taken(self) -> bool:
        """Tell whether it is taken where nobody decides: never over a mended value, never for nothing."""
        return not (self.is_conflict or self.is_erased)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Hold one row of a file as the register would have it; ``fields`` are those that its columns give."""

    key: str
    reading: Establishment
    owner_name: str = ""
    phone: str = ""
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Hold an establishment that a file knows otherwise; ``changes`` may be none where only its likeness is doubted.

    ``owner_changed``: another owner under the same sign.
    """

    id: str
    key: str
    kind: MatchKind
    score: int
    changes: tuple[FieldChange, ...]
    owner_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDifference:
    """Hold what a file would change: row keys added, ids changed, unchanged and missing, each in order."""

    added: tuple[str, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[str, ...]
    missing: tuple[str, ...]


def compare(
    entries: Mapping[str, RegisterEntry],
    contacts: Mapping[str, Contact],
    rows: Iterable[Incoming],
    *,
    matches: Iterable[Match],
) -> RegisterDifference:
    """Return what the rows of a file change in the register.

    Parameters
    ----------
    entries, contacts
        By id, as the register holds them.
    rows
        In the order of the file, each ``completed`` where it is matched.
    matches
        As ``register.matching.match_rows`` found them.
    """
    by_row = {match.row: match for match in matches}
    added, changed, unchanged = [], [], []
    for row in rows:
        match = by_row.get(row.key)
        if match is None:
            added.append(row.key)
            continue
        one = _changed(entries[match.known], contacts.get(match.known, Contact()), row, match)
        if one.changes or one.kind is MatchKind.SIMILAR:
            changed.append(one)
        else:
            unchanged.append(match.known)
    seen = {match.known for match in by_row.values()}
    missing = (id_ for id_, entry in entries.items() if id_ not in seen and _is_awaited(entry))
    return RegisterDifference(
        added=tuple(added), changed=tuple(changed), unchanged=tuple(unchanged), missing=tuple(missing)
    )


def completed(row: Incoming, base: Establishment, contact: Contact) -> Incoming:
    """Return a row in which a column that its file lacks says what the file said last."""
    kept: dict[str, Any] = {}
    for field, names in GROUPS.items():
        has_column = field in row.fields or (field == "coords" and row.fields & COORDS) or field == "entity"
        is_blank = field == "status" or _is_blank(_of(row.reading, names))
        if not has_column and is_blank:
            kept |= {name: getattr(base, name) for name in names}
    owner = {field: getattr(contact, f"read_{field}") for field in CONTACT_FIELDS if field not in row.fields}
    has_coords = bool(row.reading.coords_raw)
    if kept.get("coords_raw") or (not has_coords and "commune_reported" in kept):
        kept["position"] = base.position
    return replace(row, reading=replace(row.reading, **kept), **owner)


def field_changes(base: Establishment, mine: Establishment, theirs: Establishment) -> tuple[FieldChange, ...]:
    """Return the fields in which a file says another thing than it said last, and than the register says.

    ``decision`` is one of them where the file names again what it had left out
    and the office had dropped for it.
    """
    changes = []
    for field, names in GROUPS.items():
        was, now, after = _of(base, names), _of(mine, names), _of(theirs, names)
        if after in (was, now):
            continue
        shown = next(name for name in _SHOWN.get(field, names) if getattr(mine, name) != getattr(theirs, name))
        changes.append(
            FieldChange(
                field=field, before=_text(mine, shown), was=_text(base, shown), after=_text(theirs, shown),
                is_conflict=now != was, is_erased=_is_blank(after) and not _is_blank(now),
            )
        )  # fmt: skip
    if base.decision is mine.decision is Decision.REJECTED and theirs.decision is not Decision.REJECTED:
        changes.append(FieldChange(field="decision", before="rejected", was="rejected", after="accepted"))
    return tuple(changes)


def difference_texts(before: Establishment, after: Establishment) -> tuple[tuple[str, str, str], ...]:
    """Return (field, before, after) of every field in which two states of an establishment differ, as text."""
    found = []
    for field, names in (*GROUPS.items(), ("decision", ("decision",))):
        if _of(before, names) != _of(after, names):
            shown = next(name for name in _SHOWN.get(field, names) if getattr(before, name) != getattr(after, name))
            found.append((field, _text(before, shown), _text(after, shown)))
    return tuple(found)


def taken_over(mine: Establishment, theirs: Establishment, fields: Collection[str]) -> Establishment:
    """Return the register's establishment with fields of a file's; where it stands in the file goes along.

    The position follows what it was worked out from; one set by hand stays.
    """
    names = [name for field in fields if field in GROUPS for name in GROUPS[field]]
    names += ["decision"] if "decision" in fields else []
    merged = replace(mine, **{name: getattr(theirs, name) for name in names})
    is_theirs = merged.coords_raw == theirs.coords_raw and (
        bool(merged.coords_raw) or merged.commune_reported == theirs.commune_reported
    )
    is_manual = mine.position is not None and mine.position.source is PositionSource.MANUAL
    position = theirs.position if is_theirs and not is_manual else mine.position
    return replace(merged, position=position, source_sheet=theirs.source_sheet, source_row=theirs.source_row)


def contact_taken_over(mine: Contact, row: Incoming, fields: Collection[str]) -> Contact:
    """Return the register's contact with what the file says now; the parts taken are those named."""
    taken = {field: getattr(row, field) for field in CONTACT_FIELDS if field in fields}
    return replace(mine, **taken, read_owner_name=row.owner_name, read_phone=row.phone)


def _changed(entry: RegisterEntry, contact: Contact, row: Incoming, match: Match) -> Changed:
    changes = field_changes(entry.base, entry.establishment, row.reading)
    owner = contact.read_owner_name
    is_same_sign = all(change.field != "name" for change in changes)
    is_other_owner = bool(owner and row.owner_name) and fold(owner) != fold(row.owner_name)
    return Changed(
        id=match.known, key=match.row, kind=match.kind, score=match.score,
        changes=(*changes, *_contact_changes(contact, row)), owner_changed=is_same_sign and is_other_owner,
    )  # fmt: skip


def _contact_changes(contact: Contact, row: Incoming) -> Iterable[FieldChange]:
    for field in CONTACT_FIELDS:
        was, now, after = getattr(contact, f"read_{field}"), getattr(contact, field), getattr(row, field)
        if after not in (was, now):
            is_erased = bool(now) and not after
            yield FieldChange(field=field, before="", was="", after="", is_conflict=now != was, is_erased=is_erased)


def _is_awaited(entry: RegisterEntry) -> bool:
    """Tell whether a file should name it: it once came from one, and is neither merged, rejected nor closed."""
    mine = entry.establishment
    came_from_file = entry.reading is not None or mine.source_row > 0
    is_gone = mine.decision is Decision.REJECTED or mine.status in (Status.CLOSED, Status.MOVED)
    return came_from_file and not is_gone


_IN_WORDS = {"type": "type_raw", "commune_now": "commune_raw", "commune_reported": "commune_raw"}


def _of(one: Establishment, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in names)


def _is_blank(values: Iterable[Any]) -> bool:
    """Tell whether nothing is said; 0 rooms are something."""
    return all(value is None or value == "" for value in values)


def _text(one: Establishment, name: str) -> str:
    """Return a value as text; a type or commune that is not known is told in the office's words."""
    value = getattr(one, name) or (getattr(one, _IN_WORDS[name]) if name in _IN_WORDS else getattr(one, name))
    if isinstance(value, OpeningHours):
        return f"{clock_text(value.from_s)}-{clock_text(value.to_s)}"
    if isinstance(value, CommuneKey):
        return f"{value.vintage}/{value.code}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)
