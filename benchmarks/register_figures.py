"""How well the register's reader finds again what was dirtied on purpose."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import cos, hypot, radians

from demo.dirt.truth import DirtyRegister, Truth, WrittenRow
from demo.planting import without_marks
from geo.coordinates import read_coordinates
from register.report import RegisterContact, RegisterReport, RegisterRow

NEAR_M = 60.0
"""A point in whole seconds is up to 31 m off in both directions."""
_M_PER_DEGREE = 111_195.0
_CONTACT = ("owner_name", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFigures:
    """Hold the figures of one or more registers.

    ``fields`` is field to (right, all): what was written, and blanks in which
    something was read. ``offers`` counts merge candidates, ``pairs`` rows that
    are truly one establishment, ``entities`` pairs of rows of one list that
    are one legal subject under one roof. ``wrong`` holds examples (row, field,
    expected, got).
    """

    venues: int = 0
    lost_venues: int = 0
    rows: int = 0
    lost_rows: int = 0
    invented_rows: int = 0
    fields: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    pairs: int = 0
    found_pairs: int = 0
    offers: int = 0
    false_offers: int = 0
    entities: int = 0
    found_entities: int = 0
    joined: int = 0
    falsely_joined: int = 0
    leaks: int = 0
    wrong: tuple[tuple[str, str, str, str], ...] = ()

    @property
    def right_share(self) -> float:
        """Return the share of right fields."""
        return _share(sum(right for right, _ in self.fields.values()), sum(all_ for _, all_ in self.fields.values()))

    @property
    def found_share(self) -> float:
        """Return the share of true pairs that were offered."""
        return _share(self.found_pairs, self.pairs)

    @property
    def false_share(self) -> float:
        """Return the share of offers that are wrong."""
        return _share(self.false_offers, self.offers) if self.offers else 0.0


def measure(report: RegisterReport, dirty: DirtyRegister) -> RegisterFigures:
    """Return how well one dirtied register was read."""
    if dirty.path.suffix != ".xlsx":
        report = _with_sheet(report, dirty.rows[0].sheet)
    read = {row.key: row for row in report.rows}
    contacts = {contact.key: contact for contact in report.contacts}
    found = [row for row in dirty.rows if row.key in read]
    fields, wrong = _fields(dirty.rows, read, contacts)
    venues = {row.venue for row in found}
    pairs = _pairs(dirty.rows)
    offers = {frozenset((offer.key, offer.other_key)) for offer in report.merge_candidates}
    joined = _joined(report.rows)
    entities, lines = {row.key: row.entity for row in dirty.rows}, _lines(dirty.rows)
    text = repr(report)
    return RegisterFigures(
        venues=len(dirty.venues),
        lost_venues=sum(venue.id not in venues for venue in dirty.venues),
        rows=len(dirty.rows),
        lost_rows=len(dirty.rows) - len(found),
        invented_rows=len(report.rows) - len(found),
        fields=fields,
        pairs=len(pairs),
        found_pairs=len(pairs & offers),
        offers=len(offers),
        false_offers=len(offers - pairs),
        entities=len(lines),
        found_entities=len(lines & joined),
        joined=len(joined),
        falsely_joined=sum(len({entities.get(key, key) for key in pair}) > 1 for pair in joined),
        leaks=sum(secret in text for secret in set(dirty.secrets)),
        wrong=wrong,
    )


def _with_sheet(report: RegisterReport, sheet: str) -> RegisterReport:
    """Return the report with its one sheet under another name: a .csv has none, and readers name it as they like."""
    keys = {row.key: f"{sheet}!{row.source_row}" for row in report.rows}
    return replace(
        report,
        rows=tuple(replace(row, key=keys[row.key]) for row in report.rows),
        contacts=tuple(replace(contact, key=keys[contact.key]) for contact in report.contacts),
        merge_candidates=tuple(
            replace(offer, key=keys[offer.key], other_key=keys[offer.other_key]) for offer in report.merge_candidates
        ),
    )


def refused(dirty: DirtyRegister) -> RegisterFigures:
    """Return the figures of a register that the reader refused: everything is lost."""
    return RegisterFigures(
        venues=len(dirty.venues),
        lost_venues=len(dirty.venues),
        rows=len(dirty.rows),
        lost_rows=len(dirty.rows),
        fields={"name": (0, len(dirty.rows))},
        pairs=len(_pairs(dirty.rows)),
    )


def added(figures: Iterable[RegisterFigures]) -> RegisterFigures:
    """Return the sums of several registers' figures."""
    all_ = list(figures)
    fields: dict[str, tuple[int, int]] = {}
    for one in all_:
        for name, (right, of) in one.fields.items():
            fields[name] = (fields.get(name, (0, 0))[0] + right, fields.get(name, (0, 0))[1] + of)
    counts = [name for name in RegisterFigures.__dataclass_fields__ if name not in ("fields", "wrong")]
    sums = {name: sum(getattr(one, name) for one in all_) for name in counts}
    return RegisterFigures(fields=fields, wrong=tuple(line for one in all_ for line in one.wrong), **sums)


def _fields(
    rows: Iterable[WrittenRow], read: Mapping[str, RegisterRow], contacts: Mapping[str, RegisterContact]
) -> tuple[dict[str, tuple[int, int]], tuple[tuple[str, str, str, str], ...]]:
    right: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    wrong = []
    for row in rows:
        for name, truth in row.fields.items():
            got = _got(name, row.key, read, contacts)
            is_right = _COMPARED.get(name, _is_same)(truth, got)
            # A blank that was read as blank says nothing about the reader.
            if is_right and truth in (None, ""):
                continue
            counted[name] += 1
            right[name] += is_right
            if not is_right:
                wrong.append((row.key, name, repr(truth), repr(got)))
    return {name: (right[name], counted[name]) for name in sorted(counted)}, tuple(wrong)


def _got(name: str, key: str, read: Mapping[str, RegisterRow], contacts: Mapping[str, RegisterContact]) -> object:
    if key not in read:
        return "(lost)"
    if name in _CONTACT:
        return getattr(contacts[key], name)
    return getattr(read[key], {"commune": "commune_reported", "coords": "coords_raw"}.get(name, name))


def _is_same(truth: Truth, got: object) -> bool:
    if isinstance(truth, str) and isinstance(got, str):
        return unicodedata.normalize("NFC", truth).casefold() == got.casefold()
    return truth == got


def _is_same_hamlet(truth: Truth, got: object) -> bool:
    return _hamlet(str(truth)) == _hamlet(str(got))


def _hamlet(text: str) -> str:
    """Return a hamlet without its kind: "KP2", "khu phố 2" and "2" are one."""
    words = without_marks(text).lower().replace("khu pho", "").replace("kp", "").replace("ap ", "")
    return words.replace(" ", "").strip(".,")


def _is_near(truth: Truth, got: object) -> bool:
    if truth is None:
        return got == ""
    point = read_coordinates(str(got))
    if point is None or not isinstance(truth, tuple):
        return False
    lon, lat = truth
    return hypot((point.lon - lon) * cos(radians(lat)), point.lat - lat) * _M_PER_DEGREE <= NEAR_M


def _are_same_hours(truth: Truth, got: object) -> bool:
    return truth == (getattr(got, "from_s", None), getattr(got, "to_s", None))


_COMPARED: Mapping[str, Callable[[Truth, object], bool]] = {
    "hamlet": _is_same_hamlet,
    "coords": _is_near,
    "hours": _are_same_hours,
}


def _pairs(rows: Iterable[WrittenRow]) -> set[frozenset[str]]:
    by_venue: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_venue[row.venue].append(row.key)
    return {frozenset(pair) for keys in by_venue.values() for pair in combinations(keys, 2)}


def _lines(rows: Iterable[WrittenRow]) -> set[frozenset[str]]:
    """Return pairs of rows that are lines of business of one subject at one address."""
    by_entity: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_entity[row.entity].append(row.key)
    has_lines = {row.entity for row in rows if row.is_line}
    return {frozenset(pair) for entity in has_lines for pair in combinations(by_entity[entity], 2)}


def _joined(rows: Iterable[RegisterRow]) -> set[frozenset[str]]:
    by_key: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.entity_key:
            by_key[row.entity_key].append(row.key)
    return {frozenset(pair) for keys in by_key.values() for pair in combinations(keys, 2)}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
