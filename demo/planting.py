"""What an office writes wrongly: eight establishments twice, eight that cannot count, a few slips."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from random import Random

from demo.businesses import DemoBusiness
from demo.names import DemoNames
from demo.places import Land
from domain.places import CommuneKey

Cell = str | int | date | None


class RowKind(StrEnum):
    """Say what a row of the demo's register truly is."""

    TRUE = "true"
    DUPLICATE = "duplicate"
    NAME_MISSING = "name_missing"
    TYPE_UNKNOWN = "type_unknown"
    COMMUNE_UNKNOWN = "commune_unknown"
    CLOSED = "closed"
    CLOSED_UNDATED = "closed_undated"
    """Closed, and its licence's date cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Hold what is to be written in one row.

    ``original`` is the id of the establishment that a duplicate repeats,
    ``written`` replaces cells by field, ``slips`` are the codes of the doubts
    that a true row shall raise.
    """

    business: DemoBusiness
    kind: RowKind = RowKind.TRUE
    original: str = ""
    written: Mapping[str, Cell] = field(default_factory=dict)
    slips: tuple[str, ...] = ()


def make_entries(
    rng: Random,
    *,
    true: Sequence[DemoBusiness],
    spares: Sequence[DemoBusiness],
    lands: Sequence[Land],
    names: DemoNames,
) -> tuple[Entry, ...]:
    """Return an entry for each establishment, then the planted ones, in the order in which they are written."""
    return (*_with_slips(rng, true, names), *_duplicates(rng, true, names), *_errors(spares, lands, names))


def _with_slips(rng: Random, true: Sequence[DemoBusiness], names: DemoNames) -> Iterator[Entry]:
    """Yield every true entry; two have unreadable hours, two a neighbour's coordinates copied."""
    marked = [one.id for one in rng.sample(_single(true), 4)]
    for one in true:
        if one.id in marked[:2]:
            yield Entry(business=one, written={"hours": names.planted.hours}, slips=("hours_unreadable",))
        elif one.id in marked[2:]:
            other = next(other for other in reversed(true) if other.commune != one.commune)
            point = f"{other.lat:.5f}, {other.lon:.5f}"
            yield Entry(business=one, written={"coords": point}, slips=("position_outside_commune",))
        else:
            yield Entry(business=one)


def _duplicates(rng: Random, true: Sequence[DemoBusiness], names: DemoNames) -> Iterator[Entry]:
    """Yield one duplicate for each spelling, each of another commune."""
    spellings: tuple[Callable[[DemoBusiness], str], ...] = (
        lambda one: new_tone_style(one.name),
        lambda one: one.name.upper(),
        lambda one: without_marks(one.name),
        lambda one: names.workbook.household.format(name=one.name),
        lambda one: unicodedata.normalize("NFD", one.name),
        lambda one: f"{one.name.replace(' ', '  ')}\u00a0",
        lambda one: one.name[:-1],
        lambda one: one.sign,
    )
    pool = rng.sample(_single(true), len(_single(true)))
    taken: set[CommuneKey] = set()
    for number, spelling in enumerate(spellings):
        one = next(o for o in pool if o.commune not in taken and spelling(o) != o.name and _is_telling(o.sign))
        taken.add(one.commune)
        # Two of them share nothing but name and place: no code, no phone.
        is_bare = number in (1, 3)
        bare: dict[str, Cell] = dict.fromkeys(("tax_code", "reg_no", "phone", "licence_no", "licence_on", "coords"))
        written: dict[str, Cell] = {"name": spelling(one), **(bare if is_bare else {})}
        yield Entry(business=one, kind=RowKind.DUPLICATE, original=one.id, written=written)


def _errors(spares: Sequence[DemoBusiness], lands: Sequence[Land], names: DemoNames) -> Iterator[Entry]:
    """Yield eight rows that cannot be in scope, half of them in sheets with a column for the type."""
    flat = {land.commune.key for land in lands if not land.parts.by_type}
    in_flat = iter([one for one in spares if one.commune in flat])
    in_groups = iter([one for one in spares if one.commune not in flat])
    words = names.planted
    yield Entry(business=next(in_flat), kind=RowKind.NAME_MISSING, written={"name": None})
    yield Entry(business=next(in_groups), kind=RowKind.NAME_MISSING, written={"name": None})
    for text in words.types:
        yield Entry(business=next(in_flat), kind=RowKind.TYPE_UNKNOWN, written={"type": text})
    yield _elsewhere(next(in_flat), words.communes[0])
    yield _elsewhere(next(in_groups), words.communes[1])
    yield Entry(business=next(in_groups), kind=RowKind.CLOSED, written={"status": words.closed[0]})
    undated: dict[str, Cell] = {"status": words.closed[1], "licence_on": words.date}
    yield Entry(business=next(in_groups), kind=RowKind.CLOSED_UNDATED, written=undated)


def _elsewhere(business: DemoBusiness, commune: str) -> Entry:
    """Return a row that names a commune of another area, in its column or in its address."""
    written: dict[str, Cell] = {"commune": commune, "address": f"{business.hamlet}, {commune}", "coords": None}
    return Entry(business=business, kind=RowKind.COMMUNE_UNKNOWN, written=written)


def _is_telling(sign: str) -> bool:
    """Tell whether a sign is long enough to be known with a letter missing; "Khánh V" would be a Roman five."""
    return len(sign) >= 8 and len(sign.rsplit(maxsplit=1)[-1]) >= 3


def _single(businesses: Sequence[DemoBusiness]) -> list[DemoBusiness]:
    """Return those whose owner has no other."""
    owners = [one.entity for one in businesses]
    return [one for one in businesses if owners.count(one.entity) == 1]


_OLD_STYLE = re.compile(r"(?:[òóỏõọ][ae]|[ùúủũụ]y)(?!\w)", re.IGNORECASE)


def new_tone_style(text: str) -> str:
    """Return text with the tone on the second vowel of an open syllable.

    Examples
    --------
    >>> new_tone_style("Nhà nghỉ Hòa Thúy")
    'Nhà nghỉ Hoà Thuý'
    """
    return _OLD_STYLE.sub(_move_tone, text)


def _move_tone(found: re.Match[str]) -> str:
    vowels = found.group()
    decomposed = unicodedata.normalize("NFD", vowels[0])
    return decomposed[0] + unicodedata.normalize("NFC", vowels[1] + decomposed[1])


def without_marks(text: str) -> str:
    """Return Vietnamese text as it is typed without a Vietnamese keyboard.

    Examples
    --------
    >>> without_marks("Đồng Quê")
    'Dong Que'
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
