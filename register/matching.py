"""Which row of a file is which establishment that the register knows already; one to one, never a guess of two."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from domain.establishments import Establishment
from register.duplicates import find_duplicates
from register.fold import fold
from register.kinds import TypeIndex
from register.report import RegisterContact, RegisterRow
from register.similarity import core_name


class MatchKind(StrEnum):
    """Say by what a row was known again."""

    CODE = "code"
    SAME = "same"
    PLACE = "place"
    NUMBER = "number"
    NAME = "name"
    NAME_ALONE = "name_alone"
    OWNER = "owner"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Hold that a row is an establishment; ``score`` 0 to 100 is below 100 for a similar one alone."""

    row: str
    known: str
    kind: MatchKind
    score: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Hold a row with its owner's contact, as it is compared."""

    row: RegisterRow
    contact: RegisterContact


_MAY_REPEAT = (MatchKind.SAME, MatchKind.NAME)
"""Signs by which several rows may be paired with as many establishments; any other must be of one alone."""

Key = Callable[[Told], Hashable | None]
_SHARED = {field.name for field in fields(RegisterRow)} & {field.name for field in fields(Establishment)}
_CONTENT = (
    "name", "type_raw", "address_raw", "hamlet", "commune_raw", "tax_code", "reg_no", "licence_no", "coords_raw",
)  # fmt: skip
_REST = ("status", "licence_on", "rooms", "staff_total", "hours", "last_inspected_on", "notes")


def told(reading: Establishment, *, owner_name: str = "", phone: str = "") -> Told:
    """Return an establishment as a row, so that it is compared as one; its key and code are its id."""
    shared = {name: getattr(reading, name) for name in _SHARED}
    row = RegisterRow(**shared, key=reading.id, code=reading.id, entity_key="")
    return Told(row=row, contact=RegisterContact(key=reading.id, owner_name=owner_name, phone=phone))


def match_rows(known: Iterable[Told], rows: Iterable[Told], *, types: TypeIndex) -> tuple[Match, ...]:
    """Return which rows are which known establishments, in the order of rows.

    Surer signs go first: the office's own code, the same content wherever it
    stands, the same place and name, a number that no other has, the name at
    its address, the owner at the address; what is left is compared by likeness.

    Parameters
    ----------
    known
        Establishments as ``told`` gives them, in the order of their ids.
    rows
        In the order of the file.
    types
        Their words are left out of names.
    """
    left, right = list(known), list(rows)
    found: list[Match] = []
    for kind, key in _keys(types):
        if not left or not right:
            break
        pairs = _pairs(left, right, key, is_alone=kind not in _MAY_REPEAT)
        found += [Match(row=row, known=id_, kind=kind) for id_, row in pairs]
        left, right = _without(left, {id_ for id_, _ in pairs}), _without(right, {row for _, row in pairs})
    found += _similar(left, right, types)
    order = {one.row.key: number for number, one in enumerate(rows)}
    return tuple(sorted(found, key=lambda match: order[match.row]))


def _keys(types: TypeIndex) -> tuple[tuple[MatchKind, Key], ...]:
    """Return the signs by which rows are known again, the surest first; None is no sign."""

    def named_there(one: Told) -> Hashable | None:
        core = core_name(one.row.name, types)
        return (core, one.row.type, _commune(one), fold(one.row.hamlet), fold(one.row.address_raw)) if core else None

    def named(one: Told) -> Hashable | None:
        core = core_name(one.row.name, types)
        return (core, one.row.type, _commune(one)) if core else None

    return (
        (MatchKind.CODE, lambda one: one.row.code or None),
        (MatchKind.SAME, lambda one: (_texts(one, _CONTENT), _values(one, _REST))),
        (MatchKind.SAME, lambda one: _texts(one, _CONTENT) if any(_texts(one, _CONTENT)) else None),
        (MatchKind.PLACE, lambda one: (one.row.source_sheet, one.row.source_row, fold(one.row.name) or None)),
        *((MatchKind.NUMBER, _number(name)) for name in ("licence_no", "reg_no", "tax_code")),
        (MatchKind.NAME, named_there),
        (MatchKind.NAME_ALONE, named),
        (MatchKind.OWNER, _owner_there),
    )


def _texts(one: Told, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(getattr(one.row, name)) for name in names)


def _values(one: Told, names: Iterable[str]) -> tuple[Hashable, ...]:
    return tuple(getattr(one.row, name) for name in names)


def _commune(one: Told) -> Hashable:
    return one.row.commune_reported or fold(one.row.commune_raw)


def _number(name: str) -> Key:
    """Return a number together with the type: one legal person may have several lines of business."""

    def key(one: Told) -> Hashable | None:
        number = fold(getattr(one.row, name))
        return (number, one.row.type) if number else None

    return key


def _owner_there(one: Told) -> Hashable | None:
    owner, address = fold(one.contact.owner_name), fold(one.row.address_raw)
    return (owner, address, one.row.type, _commune(one)) if owner and address else None


def _pairs(left: Sequence[Told], right: Sequence[Told], key: Key, *, is_alone: bool) -> list[tuple[str, str]]:
    """Return (known, row) that share a sign; where several do, in place and then in order."""
    known, rows = _groups(left, key), _groups(right, key)
    pairs: list[tuple[str, str]] = []
    for sign, ours in known.items():
        theirs = rows.get(sign, [])
        if theirs and not (is_alone and len(ours) + len(theirs) > 2):
            pairs += _in_place(ours, theirs)
    return pairs


def _groups(told_rows: Iterable[Told], key: Key) -> dict[Hashable, list[Told]]:
    groups: dict[Hashable, list[Told]] = defaultdict(list)
    for one in told_rows:
        sign = key(one)
        if sign is not None:
            groups[sign].append(one)
    return groups


def _in_place(ours: Sequence[Told], theirs: Sequence[Told]) -> list[tuple[str, str]]:
    places = {(one.row.source_sheet, one.row.source_row): one for one in theirs}
    pairs = []
    waiting = []
    for one in ours:
        other = places.pop((one.row.source_sheet, one.row.source_row), None)
        if other is None:
            waiting.append(one)
        else:
            pairs.append((one.row.key, other.row.key))
    return pairs + [(one.row.key, other.row.key) for one, other in zip(waiting, places.values(), strict=False)]


def _without(told_rows: Iterable[Told], keys: set[str]) -> list[Told]:
    return [one for one in told_rows if one.row.key not in keys]


def _similar(left: Sequence[Told], right: Sequence[Told], types: TypeIndex) -> list[Match]:
    """Return the likest pairs first, each side once; two equally like ones are left to the office."""
    both = (*left, *right)
    known, rows = {one.row.key for one in left}, {one.row.key for one in right}
    found = find_duplicates(tuple(one.row for one in both), tuple(one.contact for one in both), types)
    offers = [c for c in found if c.key in rows and c.other_key in known]
    order = {one.row.key: number for number, one in enumerate(both)}
    matches: list[Match] = []
    for offer in sorted(offers, key=lambda c: (-c.score, order[c.other_key], order[c.key])):
        if offer.other_key in known and offer.key in rows:
            known.discard(offer.other_key)
            rows.discard(offer.key)
            matches.append(Match(row=offer.key, known=offer.other_key, kind=MatchKind.SIMILAR, score=offer.score))
    return matches
