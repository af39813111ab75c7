"""What a dirtied register truly holds: establishments, and what each written row should be read as."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.places import Commune, CommuneKey, Vintage

Truth = str | int | date | CommuneKey | tuple[int, int] | tuple[float, float] | None
"""A field's true value: text, count, date, commune, opening hours in seconds, or (lon, lat) in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Hold one true establishment; ``entity`` is its legal subject, ``hours`` in seconds after midnight.

    ``is_line`` marks one of several lines of business at one address, ``house``
    0 stands for a house without number. ``told_by`` is what every list writes
    because a namesake is near: ``house``, ``hamlet``, or nothing.
    """

    id: str
    entity: str
    sign: str
    kind: str
    commune: Commune
    hamlet: str
    house: int
    road: str
    lon: float
    lat: float
    owner: str
    phone: str
    tax_code: str
    reg_no: str
    licence_no: str
    licence_on: date
    rooms: int
    staff: int
    hours: tuple[int, int]
    status: str
    inspected_on: date
    is_line: bool = False
    told_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRow:
    """Hold one written row: where it stands, whose it is, and what each of its fields should be read as.

    ``entity`` is the legal subject that the row names: a list may still have the former owner.

    ``fields`` holds a key for each field that the row's list has, by the name
    that the register's row gives it; ``coords`` is (lon, lat). A field that
    cannot be told from what was written is absent.
    """

    sheet: str
    row: int
    venue: str
    entity: str
    is_line: bool
    fields: Mapping[str, Truth]

    @property
    def key(self) -> str:
        """Return ``sheet!row``."""
        return f"{self.sheet}!{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirtyRegister:
    """Hold a written file and its truth; ``secrets`` are texts of persons that must not come out again."""

    path: Path
    venues: tuple[Venue, ...]
    rows: tuple[WrittenRow, ...]
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Hold the communes of one vintage in which a register lies."""

    vintage: Vintage
    communes: tuple[Commune, ...]
