"""Public instances of team orienteering (TOP) and of prize-collecting routes (PCVRPTW), and reference values."""

import csv
import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.errors import InputError
from domain.routing import Location, RoutingProblem, Visit, Weights
from domain.teams import Shift
from domain.travel import TravelMatrix

TOP_UNITS = 10_000
"""Seconds of our problem in one unit of length: legs are rounded up, so that a plan is never too long."""
REFERENCES = "bks.csv"


def read_top(path: Path) -> RoutingProblem:
    """Return a TOP file as a routing problem: prizes only, m shifts of tmax, travel costs nothing.

    First line ``n``, then ``m`` and ``tmax``, then x, y and score of each
    point, the start first and the end last.
    """
    lines = [line.split() for line in path.read_text(encoding="ascii").splitlines() if line.strip()]
    teams, tmax = int(lines[1][1]), float(lines[2][1])
    points = [(float(x), float(y), int(float(score))) for x, y, score in lines[3:]]
    if len(points) != int(lines[0][1]):
        raise InputError("bench.format", file=path.name)
    cells = array("i", [math.ceil(TOP_UNITS * math.dist(a[:2], b[:2]) - 1e-6) for a in points for b in points])
    names = [f"p{k}" for k in range(len(points))]
    longest = math.floor(TOP_UNITS * tmax)
    return RoutingProblem(
        name=path.name,
        locations=tuple(Location(id=name, x_m=x, y_m=y) for name, (x, y, _) in zip(names, points, strict=True)),
        matrix=TravelMatrix(size=len(points), durations=cells, distances=None, source="matrix"),
        visits=tuple(
            Visit(id=f"v{k}", location=names[k], service_s=0, windows=(), required=False, prize=points[k][2])
            for k in range(1, len(points) - 1)
        ),
        shifts=tuple(
            Shift(
                id=f"s{k}", team=f"t{k}", date=date(2027, 3, 1), start_s=0, end_s=longest, start_location=names[0],
                end_location=names[-1], max_duty_s=longest,
            )
            for k in range(teams)
        ),
        weights=Weights(travel_points_per_minute=0.0),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Prizes:
    """Hold a PCVRPTW instance in DIMACS units: distances and prizes as written there, times ten times finer.

    Index 0 is the depot. ``legs`` are both lengths and times: ten times the
    straight line, truncated.
    """

    vehicles: int
    capacity: int
    points: tuple[tuple[float, float], ...]
    demands: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]
    prizes: tuple[int, ...]
    service: int

    def leg(self, i: int, j: int) -> int:
        """Return ten times the straight line between two points, truncated."""
        return int(10 * math.dist(self.points[i], self.points[j]))


def read_prizes(path: Path) -> Prizes:
    """Return a PCVRPTW file (VRPLIB): times and lengths ten times finer and truncated, as DIMACS counts them."""
    heads, sections = _sections(path.read_text(encoding="ascii").splitlines())
    return Prizes(
        vehicles=int(heads["VEHICLES"]),
        capacity=int(heads["CAPACITY"]),
        points=tuple((float(row[1]), float(row[2])) for row in sections["NODE_COORD_SECTION"]),
        demands=tuple(int(row[1]) for row in sections["DEMAND_SECTION"]),
        windows=tuple((10 * int(row[1]), 10 * int(row[2])) for row in sections["TIME_WINDOW_SECTION"]),
        prizes=tuple(10 * int(row[1]) for row in sections["PRIZE_SECTION"]),
        service=10 * int(heads["SERVICE_TIME"]),
    )


def _sections(lines: Sequence[str]) -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    heads: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in lines:
        name, has_value, value = line.partition(":")
        if has_value:
            heads[name.strip()] = value.strip()
        elif line.strip().endswith("SECTION"):
            rows = sections.setdefault(line.strip(), [])
        elif line.strip() != "EOF":
            rows.append(line.split())
    return heads, sections


def prizes_cost(instance: Prizes, routes: Sequence[Sequence[int]]) -> int | None:
    """Return length driven plus prizes not collected, None where a route breaks load or time or a visit is doubled."""
    seen = [visit for route in routes for visit in route]
    if len(set(seen)) < len(seen) or len(routes) > instance.vehicles:
        return None
    cost = sum(instance.prizes) - sum(instance.prizes[visit] for visit in seen)
    for route in routes:
        if sum(instance.demands[visit] for visit in route) > instance.capacity:
            return None
        now, here = instance.windows[0][0], 0
        for there in [*route, 0]:
            leg = instance.leg(here, there)
            now = max(now + leg, instance.windows[there][0])
            if now > instance.windows[there][1]:
                return None
            cost, now, here = cost + leg, now + (instance.service if there else 0), there
    return cost


def references(folder: Path) -> dict[str, float]:
    """Return reference values by file name from ``bks.csv`` in the folder or the one above; none where there is none.

    Files with several values (one for each number of teams) are left out.
    """
    for path in (folder / REFERENCES, folder.parent / REFERENCES):
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                rows = [row for row in csv.DictReader(file) if not row["m"]]
            return {Path(row["file"]).name: float(row["reference"]) for row in rows}
    return {}
