"""One row of a list: the cells of its fields, and what they should be read as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from demo.dirt.cells import (
    Cell,
    Written,
    coords_cell,
    count_cell,
    date_cell,
    degree_cells,
    hours_cell,
    phone_cell,
    status_cell,
    tax_cell,
    text_cell,
)
from demo.dirt.places import address_cell, commune_cell, hamlet_cell
from demo.dirt.spelling import other_name, own_name, spoilt
from demo.dirt.truth import Truth, Venue
from demo.dirt.words import DirtWords

DITTOS = ("nt", '"', "-nt-", "NT", "”")
OTHER_TYPE_SHARE = 0.25
"""How many rows of other agencies call the kind by another name."""
REPEATED = ("commune", "hamlet", "type")
"""Fields in which a ditto mark may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Hold an establishment that a list shall name.

    ``is_other`` spells it as another agency does; ``is_again`` keeps its type,
    because one list calls one kind by one name.
    """

    venue: Venue
    is_other: bool = False
    is_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Hold a composed row: cells by field, true fields, and texts about persons."""

    entry: Entry
    cells: Mapping[str, Cell]
    truth: Mapping[str, Truth]
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlan:
    """Hold what a list's rows have: its fields, what its groups say, and the day of writing by year."""

    fields: tuple[str, ...]
    grouped: frozenset[str]
    encoded: frozenset[str]
    """Fields whose text will be stored in an old encoding: nothing else is done to their letters."""


def compose(rng: Random, entry: Entry, plan: RowPlan, words: DirtWords) -> Row:
    """Return the row of an establishment in a list."""
    venue = entry.venue
    cells: dict[str, Cell] = {}
    truth: dict[str, Truth] = {"commune": venue.commune.key, "status": "active"}
    if "type" in plan.grouped:
        truth["type"] = venue.kind
    secrets: list[str] = []
    for field in plan.fields:
        if field in ("stt", "lat", "lon"):
            continue
        written = _write(rng, field, entry, plan, words)
        cell = written.cell
        is_plain = isinstance(cell, str) and field not in plan.encoded
        cells[field] = spoilt(rng, cell) if is_plain and isinstance(cell, str) else cell
        truth.update(written.truth)
        secrets += written.secrets
    if "lat" in plan.fields:
        cells["lat"], cells["lon"] = degree_cells(rng, venue)
        truth["coords"] = (venue.lon, venue.lat)
    return Row(entry=entry, cells=cells, truth=truth, secrets=tuple(secrets))


def with_dittos(rng: Random, rows: list[Row]) -> list[Row]:
    """Return the rows of one table, a cell that repeats the one above it sometimes replaced by a ditto mark."""
    changed = []
    for above, row in zip([None, *rows], rows, strict=False):
        cells = dict(row.cells)
        for field in REPEATED:
            cell = cells.get(field)
            if above and isinstance(cell, str) and cell == above.cells.get(field) and rng.random() < 0.5:
                cells[field] = rng.choice(DITTOS)
        changed.append(Row(entry=row.entry, cells=cells, truth=row.truth, secrets=row.secrets))
    return changed


def _write(rng: Random, field: str, entry: Entry, plan: RowPlan, words: DirtWords) -> Written:
    if field == "address":
        has_commune = "commune" in plan.fields or "commune" in plan.grouped
        names_hamlet = "hamlet" not in plan.fields
        return address_cell(rng, entry.venue, words, names_commune=not has_commune, names_hamlet=names_hamlet)
    return WRITERS[field](rng, entry, words)


def _name(rng: Random, entry: Entry, words: DirtWords) -> Written:
    spell = other_name if entry.is_other else own_name
    return text_cell("name", spell(rng, entry.venue, words))


def _type(rng: Random, entry: Entry, words: DirtWords) -> Written:
    """Return the kind's words; what another agency calls it tells a kind only where that is some kind's own word."""
    kind = words.kinds[entry.venue.kind]
    is_renamed = entry.is_other and not entry.is_again and not entry.venue.is_line
    if is_renamed and rng.random() < OTHER_TYPE_SHARE:
        text = rng.choice(kind.others)
        meant = next((code for code, other in words.kinds.items() if text in other.texts), None)
        return Written(cell=text, truth={"type": meant} if meant else {})
    return Written(cell=rng.choice(kind.texts), truth={"type": entry.venue.kind})


def _citizen_number(rng: Random, entry: Entry, words: DirtWords) -> Written:
    number = f"072{rng.randint(0, 999_999_999):09d}"
    return Written(cell=rng.choice((number, int(number))), secrets=(number, number[1:]))


def _born_on(rng: Random, entry: Entry, words: DirtWords) -> Written:
    return Written(cell=rng.choice((rng.randint(1955, 2000), f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/1977")))


def _staff_names(rng: Random, entry: Entry, words: DirtWords) -> Written:
    name = f"Lâm {rng.choice(words.persons['given'])} {rng.choice(words.signs['second'])}"
    return Written(cell=name, secrets=(name,))


def _notes(rng: Random, entry: Entry, words: DirtWords) -> Written:
    return Written(cell=rng.choice(words.notes["texts"]) if rng.random() < 0.3 else None)


def _licence(rng: Random, entry: Entry, words: DirtWords) -> Written:
    return text_cell("licence_no", entry.venue.licence_no)


def _licence_on(rng: Random, entry: Entry, words: DirtWords) -> Written:
    return date_cell(rng, "licence_on", entry.venue.licence_on if entry.venue.licence_no else None)


def _expires_on(rng: Random, entry: Entry, words: DirtWords) -> Written:
    on = entry.venue.licence_on
    # 29 February has no day five years later.
    later = on.replace(year=on.year + 5, day=min(on.day, 28))
    return date_cell(rng, "licence_expires_on", later if entry.venue.licence_no else None)


def _inspected_on(rng: Random, entry: Entry, words: DirtWords) -> Written:
    return date_cell(rng, "last_inspected_on", entry.venue.inspected_on if rng.random() < 0.4 else None)


def _security(rng: Random, entry: Entry, words: DirtWords) -> Written:
    has_one = entry.venue.kind in ("KARAOKE", "MASSAGE", "KHACHSAN", "NHANGHI")
    return text_cell("security_no", f"{entry.venue.id[1:]}/GCN" if has_one else "")


WRITERS: Mapping[str, Callable[[Random, Entry, DirtWords], Written]] = {
    "name": _name,
    "type": _type,
    "hamlet": lambda rng, entry, words: hamlet_cell(rng, entry.venue.hamlet),
    "commune": lambda rng, entry, words: commune_cell(rng, entry.venue.commune),
    "owner_name": lambda rng, entry, words: text_cell("owner_name", entry.venue.owner),
    "phone": lambda rng, entry, words: phone_cell(rng, entry.venue.phone),
    "citizen_number": _citizen_number,
    "born_on": _born_on,
    "staff_names": _staff_names,
    "reg_no": lambda rng, entry, words: text_cell("reg_no", entry.venue.reg_no),
    "tax_code": lambda rng, entry, words: tax_cell(rng, entry.venue.tax_code),
    "licence_no": _licence,
    "licence_on": _licence_on,
    "licence_expires_on": _expires_on,
    "security_no": _security,
    "fire_safety": lambda rng, entry, words: text_cell("fire_safety", rng.choice(words.notes["fire"])),
    "rooms": lambda rng, entry, words: count_cell(rng, "rooms", entry.venue.rooms, "phòng"),
    "staff_total": lambda rng, entry, words: count_cell(rng, "staff_total", entry.venue.staff, "người"),
    "hours": lambda rng, entry, words: hours_cell(rng, entry.venue.hours),
    "status": lambda rng, entry, words: status_cell(rng, entry.venue.status, words),
    "last_inspected_on": _inspected_on,
    "past_violations": lambda rng, entry, words: text_cell("past_violations", rng.choice(words.notes["violations"])),
    "coords": lambda rng, entry, words: coords_cell(rng, entry.venue),
    "notes": _notes,
}
"""How each field is written."""
