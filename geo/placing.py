"""Where each row of a register stands, in which commune that is now, and how far it can be believed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd

from domain.issues import Issue, Severity
from domain.places import Commune, CommuneKey, Hamlet, Landmark, Position, Succession
from geo.belonging import commune_now, drawn_units
from geo.cascade import HAMLET_M, ToPlace, best_position, row_reading
from geo.choosing import choose
from geo.containing import Units, keys_of, middle_of
from geo.doubts import ground_doubts, issue, reading_doubts
from geo.evidence import Evidence, gather_evidence
from geo.gazetteer import Gazetteer, build_gazetteer
from geo.projected import SYSTEMS

__all__ = ["Ground", "Placement", "ToPlace", "place"]

COPIED_ROWS = 5
"""A pin given this often is the middle of a hamlet, not a house."""
BORDER_M = 100
"""Public boundary files differ from each other, and leave gaps, up to about this far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Hold what else is known about the ground, each part optional.

    ``area`` are the office's own units (empty: all that are drawn), ``water``
    polygons of lakes and rivers in any CRS, ``border_m`` how exact the borders
    are, ``systems`` the EPSG codes in which metres are tried.
    """

    landmarks: Sequence[Landmark] = ()
    area: frozenset[CommuneKey] = frozenset()
    water: gpd.GeoDataFrame | None = None
    border_m: int = BORDER_M
    systems: tuple[int, ...] = SYSTEMS


NOTHING_ELSE = Ground()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Hold where a row stands, its commune in the vintage asked for, and the doubts."""

    key: str
    position: Position | None
    commune_now: CommuneKey | None
    issues: tuple[Issue, ...]


def place(
    rows: Sequence[ToPlace],
    *,
    boundaries: gpd.GeoDataFrame,
    hamlets: Sequence[Hamlet],
    communes: Sequence[Commune],
    successions: Sequence[Succession],
    vintage_now: str,
    ground: Ground = NOTHING_ELSE,
) -> tuple[Placement, ...]:
    """Place rows by their coordinates, else a landmark, else their hamlet, else their commune.

    Quality A: given and inside the stated commune. B: given but outside it
    (``position_outside_commune``, with the metres), outside the office's area
    (``position_outside_area``), the middle of a map view, or with nothing to
    check against. C: beside a landmark, centre of the hamlet, or one pin given
    for many rows (``pin_copied``). D: centre of the commune. Coordinates that
    cannot be read carry the code of a ``Refusal``, several that could be meant
    ``coordinates_ambiguous``; then the next best is taken, and with nothing at
    all it is ``position_unknown``.

    The commune now follows the law where the stated commune is believed (A, C,
    D) and went whole into one unit; otherwise the position decides. Where
    neither does, or only the centre of a divided commune is known, the issue
    ``commune_split`` names the candidates.

    Parameters
    ----------
    rows
        Keys need not be unique.
    boundaries
        One frame of both vintages, as ``geo.boundaries`` gives them.
    communes, successions
        Of all vintages.
    vintage_now
        The vintage whose unit is wanted.
    ground
        The office's area, its landmarks, water and systems of metres, where known.

    Returns
    -------
    tuple
        One placement per row, in the same order.
    """
    gazetteer = build_gazetteer(
        communes=communes, successions=successions, hamlets=hamlets, landmarks=ground.landmarks,
        drawn=frozenset(keys_of(boundaries)), vintage_now=vintage_now,
    )  # fmt: skip
    area = area_of(boundaries, ground, vintage_now)
    middle = middle_of(boundaries)
    readings = [row_reading(row, gazetteer=gazetteer, middle=middle, systems=ground.systems) for row in rows]
    stated = [drawn_units(row.commune_reported, gazetteer) for row in rows]
    choices = choose(readings, [units or area for units in stated], boundaries=boundaries, border_m=ground.border_m)
    positions = [
        best_position(row, choice.point, gazetteer=gazetteer) for row, choice in zip(rows, choices, strict=True)
    ]
    seen = gather_evidence(choices, positions, stated=stated, area=area, boundaries=boundaries, water=ground.water)
    return tuple(
        placed(row, position, found, gazetteer=gazetteer, border_m=ground.border_m)
        for row, position, found in zip(rows, positions, seen, strict=True)
    )


def area_of(boundaries: gpd.GeoDataFrame, ground: Ground, vintage_now: str) -> Units:
    """Return the drawn units of the office: its own, else those of the vintage now, else all."""
    drawn = sorted(keys_of(boundaries))
    own = tuple(key for key in drawn if key in ground.area)
    return own or tuple(key for key in drawn if key.vintage == vintage_now) or tuple(drawn)


def placed(
    row: ToPlace, position: Position | None, found: Evidence, *, gazetteer: Gazetteer, border_m: int
) -> Placement:
    """Return a row's placement: quality, commune now and issues."""
    issues = reading_doubts(row, found.choice)
    strays = False
    if position is None:
        issues.append(issue("position_unknown", Severity.CHECK, row))
    elif found.choice.point is not None:
        issues += ground_doubts(row, found, gazetteer=gazetteer, border_m=border_m)
        strays = any(doubt.code.startswith("position_outside") for doubt in issues)
        position = rated(position, found, strays=strays)
        if found.copies >= COPIED_ROWS:
            issues.append(issue("pin_copied", Severity.NOTE, row, rows=found.copies))
    now, doubt = commune_now(row.commune_reported, position, inside=found.inside, strays=strays, gazetteer=gazetteer)
    if doubt:
        issues.append(issue("commune_split", Severity.CHECK, row, **doubt))
    return Placement(key=row.key, position=position, commune_now=now, issues=tuple(issues))


def rated(position: Position, found: Evidence, *, strays: bool) -> Position:
    """Return a given position with the quality that the evidence allows."""
    if found.copies >= COPIED_ROWS:
        return replace(position, quality="C", accuracy_m=max(HAMLET_M, position.accuracy_m))
    is_view = found.choice.point is not None and found.choice.point.notation == "view_centre"
    is_checked = found.outside_commune_m is not None and not (strays or is_view or found.choice.candidates)
    return replace(position, quality="A" if is_checked else "B")
