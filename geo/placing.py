"""Where each row of a register stands, in which commune that is now, and how far it can be believed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd

from domain.issues import Issue, Severity
from domain.places import Commune, CommuneKey, Hamlet, Position, PositionSource, Succession
from geo.coordinates import Coordinates, read_coordinates
from geo.gazetteer import Gazetteer, hamlet_of, heirs_of, name_of

GPS_M = 15
"""A hand-held receiver is seldom better."""
HAMLET_M = 800
COMMUNE_M = 3000
COPIED_ROWS = 5
"""A pin given this often is the middle of a hamlet, not a house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPlace:
    """Hold what a row says about where it is; ``commune_reported`` in that unit's own vintage."""

    key: str
    coords_raw: str
    hamlet: str
    commune_reported: CommuneKey | None


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
) -> tuple[Placement, ...]:
    """Place rows by their coordinates, else their hamlet, else their commune.

    Quality A: given and inside the stated commune. B: given but outside it
    (``position_outside_commune``) or with nothing to check against. C: centre
    of the hamlet, or one pin given for many rows (``pin_copied``). D: centre of
    the commune. Coordinates that cannot be read are ``coordinates_unreadable``
    and the next best is taken; with nothing at all it is ``position_unknown``.

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

    Returns
    -------
    tuple
        One placement per row, in the same order.
    """
    gazetteer = Gazetteer(
        communes={commune.key: commune for commune in communes},
        hamlets=hamlets,
        heirs=heirs_of(communes, successions=successions, vintage_now=vintage_now),
        drawn=frozenset(
            CommuneKey(vintage=v, code=c) for v, c in zip(boundaries["vintage"], boundaries["code"], strict=True)
        ),
        vintage_now=vintage_now,
    )
    given = [read_coordinates(row.coords_raw) for row in rows]
    copies = Counter(pin(point) for point in given if point is not None)
    found = [located(row, point, gazetteer=gazetteer) for row, point in zip(rows, given, strict=True)]
    within = units_at(found, boundaries)
    return tuple(
        placed(
            row, point, position=position, inside=inside, copied=copies[pin(point)] if point else 0, gazetteer=gazetteer
        )
        for row, point, position, inside in zip(rows, given, found, within, strict=True)
    )


def pin(point: Coordinates) -> tuple[float, float]:
    """Return a given point as it is compared with others."""
    return round(point.lon, 6), round(point.lat, 6)


def located(row: ToPlace, point: Coordinates | None, *, gazetteer: Gazetteer) -> Position | None:
    """Return the best position that a row allows, given coordinates still unchecked (B)."""
    if point is not None:
        return Position(
            lon=point.lon, lat=point.lat, source=PositionSource.GIVEN, quality="B",
            accuracy_m=max(GPS_M, point.precision_m),
        )  # fmt: skip
    hamlet = hamlet_of(row.hamlet, commune=row.commune_reported, gazetteer=gazetteer)
    if hamlet is not None:
        return Position(lon=hamlet.lon, lat=hamlet.lat, source=PositionSource.HAMLET, quality="C", accuracy_m=HAMLET_M)
    commune = gazetteer.communes.get(row.commune_reported) if row.commune_reported else None
    if commune is None:
        return None
    return Position(
        lon=commune.centre_lon, lat=commune.centre_lat, source=PositionSource.COMMUNE, quality="D",
        accuracy_m=COMMUNE_M,
    )  # fmt: skip


def units_at(positions: Sequence[Position | None], boundaries: gpd.GeoDataFrame) -> list[dict[str, CommuneKey]]:
    """Return, for each position, the unit of each vintage that it lies in; on a border the lower code."""
    points = gpd.GeoDataFrame(
        {"n": [n for n, position in enumerate(positions) if position is not None]},
        geometry=gpd.points_from_xy(
            [position.lon for position in positions if position is not None],
            [position.lat for position in positions if position is not None],
        ),
        crs="EPSG:4326",
    )
    joined = gpd.sjoin(points, boundaries[["vintage", "code", "geometry"]], predicate="intersects")
    inside: list[dict[str, CommuneKey]] = [{} for _ in positions]
    for n, vintage, code in sorted(zip(joined["n"], joined["vintage"], joined["code"], strict=True)):
        inside[n].setdefault(vintage, CommuneKey(vintage=vintage, code=code))
    return inside


def placed(
    row: ToPlace,
    point: Coordinates | None,
    *,
    position: Position | None,
    inside: Mapping[str, CommuneKey],
    copied: int,
    gazetteer: Gazetteer,
) -> Placement:
    """Return a row's placement: quality, commune now and issues."""
    issues = []
    if point is None and row.coords_raw.strip():
        issues.append(issue("coordinates_unreadable", Severity.CHECK, row))
    if position is None:
        issues.append(issue("position_unknown", Severity.CHECK, row))
    if point is not None and position is not None:
        position, doubts = checked(row, position, inside=inside, copied=copied, gazetteer=gazetteer)
        issues += doubts
    strays = any(doubt.code == "position_outside_commune" for doubt in issues)
    now, doubts = commune_now(row, position, inside=inside, strays=strays, gazetteer=gazetteer)
    return Placement(key=row.key, position=position, commune_now=now, issues=(*issues, *doubts))


def checked(
    row: ToPlace, position: Position, *, inside: Mapping[str, CommuneKey], copied: int, gazetteer: Gazetteer
) -> tuple[Position, list[Issue]]:
    """Return a given position with its quality, and what is doubtful about it."""
    issues = []
    stated, quality = row.commune_reported, "B"
    expected = drawn_units(stated, gazetteer)
    if stated is not None and expected:
        there = inside.get(expected[0].vintage)
        if there in expected:
            quality = "A"
        else:
            issues.append(
                issue(
                    "position_outside_commune", Severity.CHECK, row,
                    stated=name_of(stated, gazetteer), found=name_of(there, gazetteer),
                )
            )  # fmt: skip
    accuracy_m = position.accuracy_m
    if copied >= COPIED_ROWS:
        quality, accuracy_m = "C", max(HAMLET_M, accuracy_m)
        issues.append(issue("pin_copied", Severity.NOTE, row, rows=copied))
    return (
        Position(lon=position.lon, lat=position.lat, source=position.source, quality=quality, accuracy_m=accuracy_m),
        issues,
    )


def drawn_units(stated: CommuneKey | None, gazetteer: Gazetteer) -> tuple[CommuneKey, ...]:
    """Return the units, of one vintage, in which the stated commune's positions may lie; empty where none is drawn."""
    if stated is None:
        return ()
    heirs = gazetteer.heirs.get(stated, ())
    return (stated,) if stated in gazetteer.drawn else heirs if gazetteer.drawn.issuperset(heirs) else ()


def commune_now(
    row: ToPlace,
    position: Position | None,
    *,
    inside: Mapping[str, CommuneKey],
    strays: bool,
    gazetteer: Gazetteer,
) -> tuple[CommuneKey | None, list[Issue]]:
    """Return the unit of the vintage now, by law or by position, and the doubt where a divided commune leaves one."""
    heirs = gazetteer.heirs.get(row.commune_reported, ()) if row.commune_reported else ()
    here = inside.get(gazetteer.vintage_now)
    if len(heirs) == 1 and not (strays and here):
        return heirs[0], []
    is_certain = position is not None and position.source is not PositionSource.COMMUNE
    if here is not None and (not heirs or strays or here in heirs):
        return here, [] if is_certain or not heirs else [split_issue(row, heirs, gazetteer)]
    return None, [split_issue(row, heirs, gazetteer)] if heirs else []


def split_issue(row: ToPlace, heirs: Sequence[CommuneKey], gazetteer: Gazetteer) -> Issue:
    """Return the doubt that a divided commune leaves, with the codes and names of its successors."""
    return issue(
        "commune_split", Severity.CHECK, row,
        stated=name_of(row.commune_reported, gazetteer),
        candidates=", ".join(name_of(heir, gazetteer) for heir in heirs),
        codes=",".join(heir.code for heir in heirs),
    )  # fmt: skip


def issue(code: str, severity: Severity, row: ToPlace, **params: str | int) -> Issue:
    """Return an issue about where a row is."""
    return Issue(code=code, severity=severity, value=row.coords_raw, params={"key": row.key, **params})
