"""Which rows are one legal subject: the subject of one yearly inspection, however many lines it has.

Once a year holds per legal entity (resolution 198/2025/QH15, article 4), not
per line of business: a hotel, a karaoke and a massage of one owner under one
roof are three establishments and one entity. Nothing is merged here.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from domain.digest import sha256_hex
from register.houses import are_one_house, are_other_houses
from register.kinds import TypeIndex
from register.ledger import Ledger, Place
from register.report import RegisterContact, RegisterRow
from register.similarity import (
    Portrait,
    are_hamlets_other,
    are_owners_other,
    are_owners_same,
    are_subjects_other,
    portraits,
    telling,
)

CITIZEN = "P"
"""Begins the key that is the digest of a citizen's number (register.fields)."""

NUMBERS = frozenset({"same_tax_code", "same_reg_no", "same_citizen"})
"""Reasons that need no telling."""

_MAX_LOOKED_BACK = 100
"""A row is compared with this many earlier rows at one address, so that time stays linear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Hold that a row, and those that it was joined with, belong to the entity of an earlier one.

    ``reason`` is a code of ``merge_reason``.
    """

    key: str
    other_key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """Hold an entity key for each row, "" for a row alone without a number, and what was found on the way.

    ``sold`` are pairs (later, earlier) of one sign at one address with two owners.
    """

    keys: tuple[str, ...]
    joined: tuple[Joined, ...]
    sold: tuple[tuple[str, str], ...]


@dataclass(slots=True, kw_only=True)
class _Clusters:
    """Join rows by number; the smallest of a cluster stands for it."""

    first: list[int]
    owners: list[set[str]]
    codes: list[set[str]]
    joined: dict[int, tuple[int, str]] = field(default_factory=dict)

    def of(self, row: int) -> int:
        """Return the first row of a row's cluster."""
        while self.first[row] != row:
            self.first[row] = self.first[self.first[row]]
            row = self.first[row]
        return row

    def join(self, one: int, two: int, reason: str) -> None:
        """Make the clusters of two rows one."""
        low, high = sorted((self.of(one), self.of(two)))
        if low == high:
            return
        self.first[high] = low
        self.owners[low] |= self.owners[high]
        self.codes[low] |= self.codes[high]
        # The first row of a cluster is taken into another once only, so that no join goes untold.
        self.joined[high] = (low, reason)

    def are_other(self, one: int, two: int) -> bool:
        """Tell whether two clusters have owners or codes, and none in common."""
        low, high = self.of(one), self.of(two)
        return any(_are_apart(known[low], known[high]) for known in (self.owners, self.codes))


def share_entities(
    rows: Sequence[RegisterRow],
    contacts: Sequence[RegisterContact],
    types: TypeIndex,
    *,
    drawn: Sequence[Portrait] = (),
) -> Entities:
    """Return which rows are one legal subject.

    The same tax code, registration or citizen's number (its digest) makes one
    subject; so does one roof with the same owner, or with the same sign where
    no owner or tax code says otherwise; so does one owner's sign in one
    commune. Another owner under the same sign is told apart and shown.

    Parameters
    ----------
    rows, contacts
        In the same order; a contact is compared and never shown.
    types
        Their words are left out of names.
    drawn
        The rows' portraits where they are made already.

    Returns
    -------
    The key of an entity is the number of its first row that has one, else a
    digest of its first row's key; it depends on nothing but the rows.
    """
    drawn = drawn or portraits(rows, contacts, types)
    clusters = _Clusters(
        first=list(range(len(rows))),
        owners=[{one.owner} - {""} for one in drawn],
        codes=[{row.tax_code[:10]} - {""} for row in rows],
    )
    _join_by_number(clusters, rows, drawn)
    _join_by_roof(clusters, rows, drawn)
    return Entities(
        keys=_keys(clusters, rows),
        joined=tuple(
            Joined(key=rows[later].key, other_key=rows[earlier].key, reason=reason)
            for later, (earlier, reason) in sorted(clusters.joined.items())
        ),
        sold=tuple(_sold(clusters, rows, drawn)),
    )


def mark_entities(rows: tuple[RegisterRow, ...], found: Entities, ledger: Ledger) -> tuple[RegisterRow, ...]:
    """Return the rows with the shared ``entity_key``; a roof or owner that joins rows, and a changed owner, is told.

    A number that joins them stands in both rows, and a probable duplicate has
    its own doubt already.
    """
    by_key = {row.key: row for row in rows}
    for joined in found.joined:
        row = by_key[joined.key]
        if row.duplicate_of is None and joined.reason not in NUMBERS:
            ledger.doubt("entity_shared", _place(row), row.name, other=joined.other_key, reason=joined.reason)
    for later, earlier in found.sold:
        row = by_key[later]
        ledger.doubt("owner_changed_maybe", _place(row), row.name, other=earlier)
    return tuple(replace(row, entity_key=key) for row, key in zip(rows, found.keys, strict=True))


def _place(row: RegisterRow) -> Place:
    return Place(sheet=row.source_sheet, row=row.source_row, field="name")


def _join_by_number(clusters: _Clusters, rows: Sequence[RegisterRow], drawn: Sequence[Portrait]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for number, (row, one) in enumerate(zip(rows, drawn, strict=True)):
        keys = set(one.legal)
        if row.entity_key.startswith(CITIZEN):
            keys.add(("same_citizen", row.entity_key))
        for key in sorted(keys):
            clusters.join(number, seen.setdefault(key, number), key[0])


def _join_by_roof(clusters: _Clusters, rows: Sequence[RegisterRow], drawn: Sequence[Portrait]) -> None:
    for later, earlier in _neighbours(rows, drawn):
        one, two = drawn[later], drawn[earlier]
        if are_hamlets_other(one, two) or are_other_houses(one.house, two.house):
            continue
        is_one_sign = bool(one.core) and one.core == two.core
        is_roofed = are_one_house(one.house, two.house) or _is_one_point(one, two)
        is_written_alike = bool(one.address) and one.address == two.address and _is_next(rows, later, earlier)
        if _is_one_person(one, two) and (is_roofed or is_one_sign):
            clusters.join(later, earlier, "same_owner")
        elif is_one_sign and (is_roofed or is_written_alike) and not _is_contradicted(clusters, later, earlier, drawn):
            clusters.join(later, earlier, "same_house" if is_roofed else "same_address")


def _is_contradicted(clusters: _Clusters, later: int, earlier: int, drawn: Sequence[Portrait]) -> bool:
    """Tell whether an owner or number of the rows, or of those that they are joined with, says otherwise."""
    return are_subjects_other(drawn[later], drawn[earlier]) or clusters.are_other(later, earlier)


def _sold(clusters: _Clusters, rows: Sequence[RegisterRow], drawn: Sequence[Portrait]) -> Iterator[tuple[str, str]]:
    """Yield (later, earlier) rows of one sign and place with two owners; each row once, with its nearest."""
    told: set[int] = set()
    for later, earlier in _neighbours(rows, drawn):
        one, two = drawn[later], drawn[earlier]
        is_one_sign = bool(one.core) and one.core == two.core
        if later in told or not is_one_sign or not are_owners_other(one, two) or are_hamlets_other(one, two):
            continue
        is_roofed = are_one_house(one.house, two.house) or _is_one_point(one, two)
        is_placed = bool(one.hamlet) and one.hamlet == two.hamlet and not are_other_houses(one.house, two.house)
        is_one_type = one.type is None or two.type is None or one.type == two.type
        if clusters.of(later) != clusters.of(earlier) and (is_roofed or (is_placed and is_one_type)):
            told.add(later)
            yield rows[later].key, rows[earlier].key


def _neighbours(rows: Sequence[RegisterRow], drawn: Sequence[Portrait]) -> list[tuple[int, int]]:
    """Return (later, earlier) rows of one commune that share a house number, a point, or a sign."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(drawn):
        if one.core:
            blocks["sign", one.commune, one.core].append(number)
        if one.house:
            blocks["house", one.commune, one.house.number].append(number)
        if point := dict(one.keys).get("same_position"):
            blocks["point", one.commune, point].append(number)
    pairs = {
        (later, earlier)
        for members in blocks.values()
        for place, later in enumerate(members)
        for earlier in members[max(0, place - _MAX_LOOKED_BACK) : place]
    }
    return sorted(pairs, key=lambda pair: (pair[0], -pair[1]))


def _is_next(rows: Sequence[RegisterRow], later: int, earlier: int) -> bool:
    """Tell whether one line follows the other: cells merged over both say the same in each."""
    one, two = rows[later], rows[earlier]
    return one.source_sheet == two.source_sheet and one.source_row - two.source_row == 1


def _is_one_point(one: Portrait, two: Portrait) -> bool:
    return any(reason == "same_position" for reason, _ in one.keys & two.keys)


def _is_one_person(one: Portrait, two: Portrait) -> bool:
    """Tell whether both have one owner, or one phone where an owner is not known."""
    shares_phone = any(reason == "same_phone" for reason, _ in one.keys & two.keys)
    return are_owners_same(one, two) or (shares_phone and not are_owners_other(one, two))


def _are_apart(one: set[str], two: set[str]) -> bool:
    return bool(one and two) and not one & two


def _own_key(row: RegisterRow) -> str:
    """Return the number that a row gives its entity; "có" or "01" in place of one is none.

    The digest of a citizen's number joins rows and goes no further: twelve digits are soon guessed.
    """
    return row.entity_key if row.tax_code or telling(row.reg_no) else ""


def _keys(clusters: _Clusters, rows: Sequence[RegisterRow]) -> tuple[str, ...]:
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(rows)):
        members[clusters.of(number)].append(number)
    keys = {}
    for first, inside in members.items():
        own = next((key for number in inside if (key := _own_key(rows[number]))), "")
        keys[first] = own or (f"S{sha256_hex(rows[first].key)[:16]}" if len(inside) > 1 else "")
    return tuple(keys[clusters.of(number)] for number in range(len(rows)))
