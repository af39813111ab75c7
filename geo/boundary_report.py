"""What reading a boundary file found and repaired."""

from dataclasses import dataclass

from geo.coverage import GAP_WIDTH_M, SNAP_M, Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryReport:
    """Hold what was found in a boundary file and what was repaired; areas in m².

    ``area_before_m2`` is the land that the file's polygons cover (their union),
    ``gaps`` are holes in it, ``gaps_left`` those too wide to be a fault.
    ``features`` are rows read, ``units`` the communes kept, ``merged`` rows
    that shared a code with another and were joined to it, ``without_area``
    rows without a polygon, ``foreign`` rows of units not asked for, ``missing``
    codes asked for and not found.
    """

    features: int
    units: int
    crs: str
    code_column: str
    name_column: str
    invalid_before: int
    merged: int
    without_area: int
    foreign: int
    missing: tuple[str, ...]
    gaps: int
    gap_m2: float
    overlaps: int
    overlap_m2: float
    gaps_left: int
    gap_left_m2: float
    overlap_left_m2: float
    area_before_m2: float
    area_after_m2: float
    is_valid_coverage: bool
    gap_width_m: float = GAP_WIDTH_M
    snap_m: float = SNAP_M


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCounts:
    """Hold what became of a file's rows."""

    invalid: int
    merged: int
    without_area: int
    foreign: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Hold the faults and the covered land, in m², before and after."""

    before: Faults
    after: Faults
    area_before_m2: float
    area_after_m2: float
