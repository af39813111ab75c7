"""How the office writes an establishment down: three notations of places, two of dates, more of phones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from random import Random

from demo.businesses import DemoBusiness
from demo.layout import DemoSheet
from demo.names import WorkbookParts
from demo.planting import Cell, Entry, RowKind

WITHOUT_COORDS = 4
"""One true row in this many has no coordinates; the others share the notations evenly."""
INSPECTED_SHARE = 0.7
"""How often the office filled in the last inspection that it knew of."""
CITIZEN_NUMBER = "000000000000"
"""Nobody's: an import must drop the column unread."""


def dot_decimals(lon: float, lat: float) -> str:
    """Return "11.55301, 106.16302"."""
    return f"{lat:.5f}, {lon:.5f}"


def comma_decimals(lon: float, lat: float) -> str:
    """Return "11,55301; 106,16302"."""
    return f"{lat:.5f}; {lon:.5f}".replace(".", ",")


def degrees_minutes_seconds(lon: float, lat: float) -> str:
    """Return degrees, minutes and tenths of seconds, as in 11°33'10.8"N 106°09'46.9"E."""
    return f"{_angle(lat)}N {_angle(lon)}E"


def _angle(degrees: float) -> str:
    tenths = round(degrees * 36_000)
    return f"{tenths // 36_000}°{tenths // 600 % 60:02d}'{tenths % 600 / 10:04.1f}\""


Notation = Callable[[float, float], str]
NOTATIONS: tuple[Notation, ...] = (dot_decimals, comma_decimals, degrees_minutes_seconds)


def write_cells(
    rng: Random, sheets: Sequence[DemoSheet], *, words: WorkbookParts, inspected: Mapping[str, tuple[date, bool]]
) -> dict[str, Mapping[str, Cell]]:
    """Return, for each ``sheet!row``, its cells by field.

    Parameters
    ----------
    inspected
        For each row the day of its last full inspection and whether anything was found.
    """
    notations = _deal_notations(rng, [pair for sheet in sheets for pair in sheet.entries])
    cells: dict[str, Mapping[str, Cell]] = {}
    for sheet in sheets:
        before: Entry | None = None
        for key, entry in sheet.entries:
            written = _cells(rng, entry.business, sheet, words, notations[key])
            if key in inspected and rng.random() < INSPECTED_SHARE:
                written |= _inspected(rng, *inspected[key], words)
            if before and _shares_address(before, entry) and not sheet.by_type:
                written["address"] = words.ditto
            cells[key] = {**written, **entry.written}
            before = entry
    return cells


def _deal_notations(rng: Random, entries: Sequence[tuple[str, Entry]]) -> dict[str, Notation | None]:
    """Return each row's notation; exactly a quarter of the true rows have none."""
    true = [key for key, entry in entries if entry.kind is RowKind.TRUE]
    free = [key for key, entry in entries if entry.kind is RowKind.TRUE and "coords" not in entry.written]
    without = set(rng.sample(free, len(true) // WITHOUT_COORDS))
    others = [key for key, _ in entries if key not in without]
    rng.shuffle(others)
    dealt = {key: NOTATIONS[n % len(NOTATIONS)] for n, key in enumerate(others)}
    return {key: dealt.get(key) for key, _ in entries}


def _cells(
    rng: Random,
    one: DemoBusiness,
    sheet: DemoSheet,
    words: WorkbookParts,
    notation: Notation | None,
) -> dict[str, Cell]:
    in_full = f"{one.address}, {one.hamlet}, {sheet.commune_text}"
    return {
        "name": one.name,
        "type": one.type_text,
        "owner_name": one.owner_name,
        "phone": rng.choice(tuple(_phones(one.phone))),
        "citizen_number": CITIZEN_NUMBER,
        "address": in_full if sheet.by_type else one.address,
        "hamlet": one.hamlet,
        "commune": sheet.commune_text,
        "tax_code": one.tax_code or None,
        "reg_no": one.reg_no or None,
        "licence_no": one.licence_no or None,
        "licence_on": _date(rng, one.licence_on),
        "rooms": one.rooms,
        "staff_total": rng.choice((one.staff, words.people.format(count=one.staff))),
        "hours": one.hours,
        "coords": notation(one.lon, one.lat) if notation else None,
        "status": rng.choice((words.active, None)),
    }


def _phones(phone: str) -> Iterator[Cell]:
    """Yield the ways of writing a phone; as a number it loses its zero."""
    yield phone
    yield f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    yield f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"
    yield int(phone)


def _date(rng: Random, on: date | None) -> Cell:
    """Return a date as a date or as text, as it comes."""
    return on if on is None or rng.random() < 0.4 else f"{on:%d/%m/%Y}"


def _inspected(rng: Random, on: date, is_found: bool, words: WorkbookParts) -> dict[str, Cell]:
    return {"last_inspected_on": _date(rng, on), "violations": words.results[is_found]}


def _shares_address(one: Entry, other: Entry) -> bool:
    return other.kind is RowKind.TRUE and one.business.address == other.business.address
