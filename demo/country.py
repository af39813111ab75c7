"""A simulated country, one area at a time: who is registered, who inspects and when.

Nothing of it is anybody's: areas stand on a grid, communes have numbers for
names. An area hangs on the seed and its number alone, so any process can make
any area and no process need hold two.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from demo.names import DemoNames, TypeParts
from demo.places import LAT_KM, LON_KM
from demo.staffing import make_shifts
from domain.establishments import Decision, Establishment, Status
from domain.inspections import Complaint, ComplaintState, Inspection
from domain.places import Base, CommuneKey, Position, PositionSource
from domain.teams import Shift, Team, TeamLevel
from register.hours import parse_hours

VINTAGE = "simulated"
COMMUNES = (4, 8)
"""Least and most of an area: six on average, as some 3,300 in some 550 areas."""
PER_COMMUNE = (20, 40)
"""Establishments; 30 on average, so an area has about 180."""
CORNER, ACROSS, STEP_DEG = (102.5, 8.6), 24, 0.27
"""South-west corner (lon, lat) of the grid, areas in a row, and about 30 km between them."""
COMMUNE_KM, SPREAD_KM = 12.0, 0.8
"""Farthest centre from the area's own; mean distance of an establishment from its commune's centre."""
INSPECTED, COMPLAINED, SHARED, WITHOUT_HOURS = 0.4, 0.03, 0.05, 0.25
"""Shares: with a past inspection, with a complaint, with the owner of the one before, with unknown hours."""
OTHERS = ("CONG_AN", "QLTT", "Y_TE")
STATES = (ComplaintState.CLEAR_SIGN, ComplaintState.RECEIVED, ComplaintState.VERIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryArea:
    """Hold one area: its register and history, teams and shifts."""

    number: int
    communes: tuple[CommuneKey, ...]
    establishments: tuple[Establishment, ...]
    inspections: tuple[Inspection, ...]
    complaints: tuple[Complaint, ...]
    bases: tuple[Base, ...]
    teams: tuple[Team, ...]
    shifts: tuple[Shift, ...]


def make_country_area(number: int, *, names: DemoNames, seed: int, as_of: date) -> CountryArea:
    """Return one area of the country as it stands on a day."""
    # Nothing here protects anything: the sequence must only be the same each time.
    rng = Random(f"country|{seed}|{number}")  # noqa: S311
    middle = (CORNER[0] + STEP_DEG * (number % ACROSS), CORNER[1] + STEP_DEG * (number // ACROSS))
    centres = [_beside(rng, middle, COMMUNE_KM * math.sqrt(rng.random())) for _ in range(rng.randint(*COMMUNES))]
    communes = tuple(CommuneKey(vintage=VINTAGE, code=f"{number:04d}{k}") for k in range(len(centres)))
    registered = tuple(_establishments(rng, communes, centres, names=names))
    area_teams = [team for team in names.teams if not team.commune]
    bases = tuple(
        Base(id=team.base, name=team.base, lon=lon, lat=lat)
        for team, (lon, lat) in zip(area_teams, centres, strict=False)
    )
    return CountryArea(
        number=number,
        communes=communes,
        establishments=registered,
        inspections=tuple(_inspections(rng, registered, as_of)),
        complaints=tuple(_complaints(rng, registered, names, as_of)),
        bases=bases,
        teams=tuple(
            Team(id=t.id, name=t.name, level=TeamLevel.AREA, base=t.base, agencies=t.agencies) for t in area_teams
        ),
        shifts=make_shifts(replace(names, teams=tuple(area_teams)), as_of),
    )


def _establishments(
    rng: Random, communes: tuple[CommuneKey, ...], centres: list[tuple[float, float]], *, names: DemoNames
) -> Iterator[Establishment]:
    weights = [kind.count for kind in names.types]
    last: Establishment | None = None
    count = 0
    for commune, centre in zip(communes, centres, strict=True):
        for _ in range(rng.randint(*PER_COMMUNE)):
            count += 1
            id_ = f"CS-{commune.code[:4]}-{count:04d}"
            (kind,) = rng.choices(names.types, weights)
            # Of one type only: else the one of its type may stand back for its sister, and its floor cannot be met.
            is_shared = rng.random() < SHARED and last is not None and last.type == kind.code
            entity = last.entity_id if is_shared and last is not None else id_
            place = _beside(rng, centre, rng.expovariate(1 / SPREAD_KM))
            last = _establishment(rng, id_, entity, kind, commune, place)
            yield last


def _establishment(
    rng: Random, id_: str, entity: str, kind: TypeParts, commune: CommuneKey, place: tuple[float, float]
) -> Establishment:
    return Establishment(
        id=id_, entity_id=entity, name=id_, type=kind.code, type_raw="", hamlet="", address_raw="", commune_raw="",
        commune_reported=commune, commune_now=commune, coords_raw="", status=Status.ACTIVE, decision=Decision.ACCEPTED,
        position=Position(lon=place[0], lat=place[1], source=PositionSource.GIVEN, quality="A", accuracy_m=10),
        hours=None if rng.random() < WITHOUT_HOURS else parse_hours(rng.choice(kind.hours)),
    )  # fmt: skip


def _inspections(rng: Random, registered: tuple[Establishment, ...], as_of: date) -> Iterator[Inspection]:
    """Yield past full inspections of other agencies; those within a year exempt, never all of a type."""
    spared = {one.type: one.entity_id for one in reversed(registered)}
    for one in registered:
        if rng.random() < INSPECTED and spared[one.type] != one.entity_id:
            on = as_of - timedelta(days=rng.randint(200, 1_500))
            yield Inspection(
                id=f"KT-{one.id}", establishment_id=one.id, agency=rng.choice(OTHERS), on=on, is_full=True,
                minutes_no=f"{rng.randint(1, 180):03d}/BB-{on.year}",
            )  # fmt: skip


def _complaints(
    rng: Random, registered: tuple[Establishment, ...], names: DemoNames, as_of: date
) -> Iterator[Complaint]:
    for one in registered:
        if rng.random() < COMPLAINED:
            state = rng.choice(STATES)
            yield Complaint(
                id=f"TB-{one.id}", establishment_id=one.id, received_on=as_of - timedelta(days=rng.randint(5, 60)),
                state=state, ground=names.grounds[0] if state is ComplaintState.CLEAR_SIGN else "",
            )  # fmt: skip


def _beside(rng: Random, point: tuple[float, float], distance_km: float) -> tuple[float, float]:
    angle = rng.uniform(0, 2 * math.pi)
    lon = point[0] + distance_km * math.cos(angle) / LON_KM
    lat = point[1] + distance_km * math.sin(angle) / LAT_KM
    return round(lon, 5), round(lat, 5)
