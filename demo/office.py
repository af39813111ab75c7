"""The whole demo office from written facts and a seed: same arguments, same values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import geopandas as gpd

from demo.businesses import DemoBusiness, make_businesses
from demo.cells import write_cells
from demo.history import DemoComplaint, DemoInspection, make_complaints, make_inspections
from demo.layout import DemoSheet, lay_out
from demo.names import DemoNames, WorkbookParts
from demo.owners import share_owners
from demo.places import make_lands
from demo.planting import Cell, RowKind, make_entries
from demo.staffing import make_office, make_shifts, make_teams
from domain.establishments import BusinessType
from domain.places import Commune, Hamlet, Office, Succession, Vintage
from domain.rounds import SamplingRule
from domain.teams import Shift, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRow:
    """Hold one data row of the register and what it truly is.

    ``key`` is ``sheet!row``, ``cells`` what is written there by field;
    ``original_key`` is the row that a duplicate repeats, ``slips`` are the
    codes of the doubts that a true row shall raise.
    """

    key: str
    business: DemoBusiness
    kind: RowKind
    cells: Mapping[str, Cell]
    original_key: str = ""
    slips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOffice:
    """Hold the demo office, its register row by row, and what happened before."""

    seed: int
    as_of: date
    office: Office
    hamlets: tuple[Hamlet, ...]
    teams: tuple[Team, ...]
    shifts: tuple[Shift, ...]
    rule: SamplingRule
    sheets: tuple[DemoSheet, ...]
    rows: tuple[DemoRow, ...]
    inspections: tuple[DemoInspection, ...]
    complaints: tuple[DemoComplaint, ...]
    words: WorkbookParts

    @property
    def rows_total(self) -> int:
        """Return how many data rows the register has, the planted ones too."""
        return len(self.rows)

    @property
    def true_rows(self) -> tuple[DemoRow, ...]:
        """Return the rows of the establishments in scope."""
        return tuple(row for row in self.rows if row.kind is RowKind.TRUE)

    @property
    def planted_rows(self) -> tuple[DemoRow, ...]:
        """Return the duplicates and the rows that cannot count."""
        return tuple(row for row in self.rows if row.kind is not RowKind.TRUE)


def make_demo(
    *,
    communes: Sequence[Commune],
    successions: Sequence[Succession],
    vintages: Sequence[Vintage],
    types: Sequence[BusinessType],
    boundaries: gpd.GeoDataFrame,
    names: DemoNames,
    seed: int,
    as_of: date,
) -> DemoOffice:
    """Return the demo office as it stands on a day.

    Parameters
    ----------
    communes, successions, vintages
        Of all vintages; the register names the communes that went into others.
    types
        The office's types; the demo's own codes must be among them.
    boundaries
        Polygons of the former communes (vintage, code, geometry in EPSG:4326),
        as demo.boundaries gives them: every establishment stands inside its own.
    names
        What data/facts/names.toml says.

    Raises
    ------
    ValueError
        If a type of the names is not among the office's.
    """
    if missing := {kind.code for kind in names.types} - {kind.code for kind in types}:
        raise ValueError(f"types not in the office's table: {sorted(missing)}")
    # Nothing here protects anything: the sequence must only be the same each time.
    rng = Random(seed)  # noqa: S311
    former = {succession.old for succession in successions}
    lands = make_lands(
        rng,
        communes={commune.key: commune for commune in communes if commune.key in former},
        parts=names.communes,
        boundaries=boundaries,
    )
    businesses, spares = make_businesses(rng, lands=lands, names=names, as_of=as_of, spare=1)
    true = share_owners(rng, businesses, lands)
    entries = make_entries(rng, true=true, spares=spares, lands=lands, names=names)
    sheets = lay_out(entries, lands, names)
    keyed = [(key, e.business) for sheet in sheets for key, e in sheet.entries if e.kind is RowKind.TRUE]
    inspections = make_inspections(rng, keyed, as_of)
    complaints = make_complaints(rng, keyed, inspections, grounds=names.grounds, as_of=as_of)
    inspected = {one.key: (one.on, bool(one.findings)) for one in inspections if one.is_full and one.minutes_no}
    cells = write_cells(rng, sheets, words=names.workbook, inspected=inspected)
    vintage = next(vintage.id for vintage in vintages if vintage.is_in_force(as_of))
    in_force = _in_force(communes, successions, vintage)
    return DemoOffice(
        seed=seed,
        as_of=as_of,
        office=make_office(names, in_force, vintage=vintage, as_of=as_of),
        hamlets=tuple(hamlet for land in lands for hamlet in land.hamlets),
        teams=make_teams(names, in_force),
        shifts=make_shifts(names, as_of),
        rule=SamplingRule(),
        sheets=sheets,
        rows=_rows(sheets, cells),
        inspections=inspections,
        complaints=complaints,
        words=names.workbook,
    )


def _in_force(communes: Sequence[Commune], successions: Sequence[Succession], vintage: str) -> tuple[Commune, ...]:
    """Return the area's units of a vintage: those that went into others, or those that took them over."""
    named = {key for succession in successions for key in (succession.old, succession.new)}
    return tuple(commune for commune in communes if commune.key in named and commune.key.vintage == vintage)


def _rows(sheets: Sequence[DemoSheet], cells: Mapping[str, Mapping[str, Cell]]) -> tuple[DemoRow, ...]:
    entries = [pair for sheet in sheets for pair in sheet.entries]
    key_of = {entry.business.id: key for key, entry in entries if entry.kind is RowKind.TRUE}
    return tuple(
        DemoRow(
            key=key,
            business=entry.business,
            kind=entry.kind,
            cells=cells[key],
            original_key=key_of.get(entry.original, ""),
            slips=entry.slips,
        )
        for key, entry in entries
    )
