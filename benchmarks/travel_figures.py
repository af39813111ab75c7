"""What the travel engines cost and how they agree, measured on one road file."""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np

from geo.road_files import main_places
from geo.road_taking import take_network
from geo.travel import TravelSource, open_travel_source, read_profiles
from geo.travel.source import great_circle_m

JITTER_DEG = 0.0004
"""About 40 m: establishments stand beside roads, not on them."""
LOST = 5
"""So many of the points lie 5 km or more outside the network, where a list's mistakes put them."""
ADDED = 20
MIN_M = 1000
ROUTES = 60
Value = TypeVar("Value")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFigures:
    """Hold CPU seconds of one engine on one network; the builder's own process counts into wall seconds only."""

    engine: str
    open_wall_s: float
    matrices: dict[int, float]
    cached_s: dict[int, float]
    added_s: dict[int, float]
    route_s: tuple[float, float]
    statuses: dict[str, int]
    unreachable: int
    times: dict[tuple[int, int], int]


def cpu(work: Callable[[], Value]) -> tuple[Value, float]:
    """Return a value and the CPU seconds that this process spent on it."""
    start = time.process_time()
    value = work()
    return value, time.process_time() - start


def points_of(network: Path, count: int, *, seed: int) -> list[Point]:
    """Return places beside the roads of a network, the first few of them out in the wild."""
    rng = random.Random(seed)  # noqa: S311 -- a benchmark's places
    places = sorted(set(main_places(network, count=count * 2)))
    rng.shuffle(places)
    near = [(round(lon + rng.gauss(0, JITTER_DEG), 6), round(lat + rng.gauss(0, JITTER_DEG), 6)) for lon, lat in places]
    while len(near) < count:
        lon, lat = rng.choice(places)
        near.append((round(lon + rng.gauss(0, JITTER_DEG), 6), round(lat + rng.gauss(0, JITTER_DEG), 6)))
    wild = [(round(lon + 0.5, 6), lat) for lon, lat in near[:LOST]]
    return [*wild, *near[: count - LOST]]


def measure(
    engine: str, network: Path, *, folder: Path, profiles: Path, sizes: Sequence[int], seed: int
) -> EngineFigures:
    """Return the figures of one engine on one network."""
    car = read_profiles(profiles)["car"]
    started = time.perf_counter()
    source = open_travel_source(engine, roads=network, cache_dir=folder, profile=car)
    open_wall_s = time.perf_counter() - started
    points = points_of(network, max(sizes) + ADDED, seed=seed)
    matrices, cached, added = {}, {}, {}
    for size in sizes:
        shutil.rmtree(folder / "matrices", ignore_errors=True)
        matrix, matrices[size] = cpu(partial(source.matrix, points[:size]))
        _, cached[size] = cpu(partial(source.matrix, points[:size]))
        _, added[size] = cpu(partial(source.matrix, points[: size + ADDED]))
        if size == sizes[0]:
            first = matrix
    snaps = source.snap(points[: sizes[0]])
    pairs = [(i, j) for i in range(first.size) for j in range(first.size) if i != j]
    times = {(i, j): s for i, j in pairs if (s := first.duration_s(i, j)) is not None}
    far = {pair: s for pair, s in times.items() if great_circle_m(points[pair[0]], points[pair[1]]) >= MIN_M}
    return EngineFigures(
        engine=engine, open_wall_s=open_wall_s, matrices=matrices, cached_s=cached, added_s=added,
        route_s=latency(source, points[LOST : LOST + ROUTES + 1]),
        statuses=dict(Counter(snap.status.value for snap in snaps)),
        unreachable=len(pairs) - len(times), times=far,
    )  # fmt: skip


def latency(source: TravelSource, points: Sequence[Point]) -> tuple[float, float]:
    """Return the median and the 95th percentile of the CPU seconds of one route of two stops."""
    spent = sorted(
        cpu(partial(source.route, points[k : k + 2], with_directions=True))[1] for k in range(len(points) - 1)
    )
    return median(spent), spent[int(len(spent) * 0.95)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Hold how two engines' times agree: pairs, correlation, median ratio, and errors after that one factor."""

    pairs: int
    correlation: float
    ratio: float
    median_error: float
    p90_error: float


def agreement(one: EngineFigures, other: EngineFigures) -> Agreement:
    """Return how the second engine's times agree with the first's, over pairs that both reach."""
    shared = sorted(one.times.keys() & other.times.keys())
    a = np.array([one.times[pair] for pair in shared], float)
    b = np.array([other.times[pair] for pair in shared], float)
    ratio = float(np.median(b / a))
    errors = np.abs(b / ratio - a) / a
    return Agreement(
        pairs=len(shared), correlation=float(np.corrcoef(a, b)[0, 1]), ratio=ratio,
        median_error=float(np.median(errors)), p90_error=float(np.quantile(errors, 0.9)),
    )  # fmt: skip


def network_of(path: Path, folder: Path) -> Path:
    """Take a road file of any kind over as a network in a folder."""
    network = folder / "network.osm.pbf"
    take_network(path, network)
    return network
