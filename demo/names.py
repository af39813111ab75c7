"""What the demo office is made of, read from data/facts/names.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeParts:
    """Hold how the office is called."""

    id: str
    name: str
    superior: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseParts:
    """Hold a base: it stands at the centre of its commune."""

    id: str
    name: str
    commune: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamParts:
    """Hold a team and its week; weekdays count from Monday as 0, an empty commune is the whole area."""

    id: str
    name: str
    base: str
    commune: str
    agencies: tuple[str, ...]
    evenings: tuple[int, ...]
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneParts:
    """Hold what the register has of a former commune; ``count`` establishments are in scope."""

    name: str
    count: int
    sheet: str
    by_type: bool
    hamlets: tuple[str, ...]
    roads: tuple[str, ...]
    is_town: bool = False
    has_citizen_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeParts:
    """Hold what businesses of one type look like; ``rooms`` and ``staff`` are least and most.

    ``town`` says how much likelier the type is in a town than in a commune.
    """

    code: str
    count: int
    town: int
    signs: tuple[str, ...]
    texts: tuple[str, ...]
    hours: tuple[str, ...]
    rooms: tuple[int, ...]
    staff: tuple[int, ...]
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleParts:
    """Hold parts of owners' names."""

    families: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookParts:
    """Hold the fixed words of the register; ``columns`` is field to upper and lower header."""

    authority: tuple[str, ...]
    nation: tuple[str, ...]
    title: str
    note: str
    subtotal: str
    total: str
    signed: str
    signatures: tuple[str, ...]
    ditto: str
    house: str
    active: str
    people: str
    household: str
    results: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedParts:
    """Hold what planted rows say in place of something readable."""

    types: tuple[str, ...]
    communes: tuple[str, ...]
    closed: tuple[str, ...]
    date: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoNames:
    """Hold all counts, parts of names and words of the demo office."""

    office: OfficeParts
    bases: tuple[BaseParts, ...]
    teams: tuple[TeamParts, ...]
    communes: tuple[CommuneParts, ...]
    types: tuple[TypeParts, ...]
    signs: tuple[str, ...]
    people: PeopleParts
    grounds: tuple[str, ...]
    workbook: WorkbookParts
    planted: PlantedParts


def read_names(text: str) -> DemoNames:
    """Read the demo's parts from the text of data/facts/names.toml.

    Raises
    ------
    ValueError
        If communes and types do not add up to the same number.
    """
    parts = tomllib.loads(text)
    communes = tuple(CommuneParts(**_frozen(table)) for table in parts["communes"])
    types = tuple(TypeParts(**_frozen(table)) for table in parts["types"])
    if sum(commune.count for commune in communes) != sum(kind.count for kind in types):
        raise ValueError("communes and types do not add up to the same number of establishments")
    return DemoNames(
        office=OfficeParts(**parts["office"]),
        bases=tuple(BaseParts(**table) for table in parts["bases"]),
        teams=tuple(TeamParts(**_frozen(table)) for table in parts["teams"]),
        communes=communes,
        types=types,
        signs=tuple(parts["signs"]["words"]),
        people=PeopleParts(**_frozen(parts["people"])),
        grounds=tuple(parts["complaints"]["grounds"]),
        workbook=WorkbookParts(**_frozen(parts["workbook"])),
        planted=PlantedParts(**_frozen(parts["planted"])),
    )


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with its lists, also those one level below, as tuples."""
    return {key: _frozen(value) if isinstance(value, dict) else _tuple(value) for key, value in table.items()}


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
