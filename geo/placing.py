"""Where each row of a register stands, in which commune that is now, and how far it can be believed."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd

from domain.issues import Issue, Severity
from domain.places import Commune, CommuneKey, Hamlet, Position, PositionSource, Succession
from geo.coordinates import Coordinates, read_coordinates

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Hold what placing looks things up in."""

    communes: Mapping[CommuneKey, Commune]
    hamlets: Sequence[Hamlet]
    heirs: Mapping[CommuneKey, tuple[CommuneKey, ...]]
    """Units of the vintage now that took a commune over; a unit of that vintage is its own heir."""
    drawn: frozenset[CommuneKey]
    """Units whose polygon is known."""
    vintage_now: str


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


def heirs_of(
    communes: Sequence[Commune], *, successions: Sequence[Succession], vintage_now: str
) -> dict[CommuneKey, tuple[CommuneKey, ...]]:
    """Return, for each commune, the units of the vintage now that took it over, sorted."""
    heirs: dict[CommuneKey, tuple[CommuneKey, ...]] = {
        commune.key: (commune.key,) for commune in communes if commune.key.vintage == vintage_now
    }
    for succession in successions:
        if succession.new.vintage == vintage_now:
            heirs[succession.old] = tuple(sorted({*heirs.get(succession.old, ()), succession.new}))
    return heirs


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
    hamlet = hamlet_of(row, gazetteer=gazetteer)
    if hamlet is not None:
        return Position(lon=hamlet.lon, lat=hamlet.lat, source=PositionSource.HAMLET, quality="C", accuracy_m=HAMLET_M)
    commune = gazetteer.communes.get(row.commune_reported) if row.commune_reported else None
    if commune is None:
        return None
    return Position(
        lon=commune.centre_lon, lat=commune.centre_lat, source=PositionSource.COMMUNE, quality="D",
        accuracy_m=COMMUNE_M,
    )  # fmt: skip


def hamlet_of(row: ToPlace, *, gazetteer: Gazetteer) -> Hamlet | None:
    """Return the one hamlet of the stated commune that a row names, with or without the word before its name."""
    wanted = folded(row.hamlet)
    if not wanted or row.commune_reported is None:
        return None
    mine = [hamlet for hamlet in gazetteer.hamlets if is_related(hamlet.commune, row.commune_reported, gazetteer)]
    same = [hamlet for hamlet in mine if folded(hamlet.name) == wanted]
    alike = same or [hamlet for hamlet in mine if wanted.endswith(" " + folded(hamlet.name))]
    return alike[0] if len(alike) == 1 else None


def is_related(one: CommuneKey, other: CommuneKey, gazetteer: Gazetteer) -> bool:
    """Tell whether two communes are the same or one is the other's heir."""
    return one == other or one in gazetteer.heirs.get(other, ()) or other in gazetteer.heirs.get(one, ())


def folded(text: str) -> str:
    """Return a name for matching: no marks, lower case, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(plain.replace("đ", "d").replace(".", " ").split())


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
    if stated in gazetteer.drawn:
        there = inside.get(stated.vintage)
        if there == stated:
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


def name_of(key: CommuneKey | None, gazetteer: Gazetteer) -> str:
    """Return a commune's kind and name, its code where it is unknown, a dash for none."""
    if key is None:
        return "-"
    commune = gazetteer.communes.get(key)
    return f"{commune.kind} {commune.name}".strip() if commune else key.code


def issue(code: str, severity: Severity, row: ToPlace, **params: str | int) -> Issue:
    """Return an issue about where a row is."""
    return Issue(code=code, severity=severity, value=row.coords_raw, params={"key": row.key, **params})
