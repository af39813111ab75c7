"""A network of the tests' own: a town grid, a ferry, a track, a closed road, a one-way lane, and an island."""

from pathlib import Path

import osmium

STAMP = "2026-01-01T00:00:00Z"
SIDE, STEP = 12, 0.004
"""The grid has SIDE x SIDE crossings, 0.004 degrees (about 440 m) apart."""
WEST, SOUTH = 106.10, 11.50
EAST, NORTH = WEST + (SIDE - 1) * STEP, SOUTH + (SIDE - 1) * STEP


def cross(column: int, row: int) -> tuple[float, float]:
    """Return a crossing of the grid."""
    return (round(WEST + column * STEP, 6), round(SOUTH + row * STEP, 6))


IN_TOWN = [(106.1021, 11.5163), (106.1182, 11.5239), (106.1262, 11.5283), (106.1378, 11.5079)]
"""Four points beside streets: at most 0.0003 degrees (33 m) off."""
TRACK_END = (round(EAST + 0.02, 6), cross(0, 6)[1])
"""Where only a track leads, 2.2 km east of the grid."""
OVER_FERRY = (cross(3, 0)[0], round(SOUTH - 0.03, 6))
"""On the far bank, 3.3 km south, where only the ferry goes."""
CLOSED = (cross(2, 0)[0], round(NORTH + 0.002, 6))
"""On a road closed to all, 220 m north of an open street."""
ISLAND = (cross(6, 0)[0], round(NORTH + 0.018, 6))
"""On the island's road, 2 km from the grid."""
FAR = (round(WEST - 0.006, 6), cross(0, 4)[1])
"""650 m west of the nearest street."""
LOST = (106.60, 11.90)
LANE_WEST, LANE_EAST = (
    (cross(3, 3)[0] + 0.001, cross(3, 3)[1] + 0.0015),
    (cross(3, 3)[0] + 0.003, cross(3, 3)[1] + 0.0015),
)
"""On a lane that goes from west to east only, inside one block of the grid."""


def write_network(path: Path) -> Path:
    """Write the network as OSM PBF."""
    ways: list[tuple[list[tuple[float, float]], dict[str, str]]] = []
    for k in range(SIDE):
        ways.append(([cross(c, k) for c in range(SIDE)], {"highway": "residential", "name": f"Đường {k}"}))
        ways.append(([cross(k, r) for r in range(SIDE)], {"highway": "tertiary", "name": f"Phố {k}"}))
    (x0, y0), x1 = cross(3, 3), cross(4, 4)[0]
    lane = [(x0, y0 + 0.0015), (x0 + 0.001, y0 + 0.0015), (x0 + 0.003, y0 + 0.0015), (x1, y0 + 0.0015)]
    ways[7] = (_with(ways[7][0], (x0, y0 + 0.0015), after=3), ways[7][1])
    ways[9] = (_with(ways[9][0], (x1, y0 + 0.0015), after=3), ways[9][1])
    ways.append((lane, {"highway": "residential", "oneway": "yes"}))
    ways.append(([cross(SIDE - 1, 6), TRACK_END], {"highway": "track"}))
    ways.append(([cross(2, SIDE - 1), (CLOSED[0], CLOSED[1] + 0.002)], {"highway": "track", "access": "no"}))
    landing = (OVER_FERRY[0], round(OVER_FERRY[1] + 0.008, 6))
    ways.append(([cross(3, 0), landing], {"route": "ferry", "duration": "00:08", "motor_vehicle": "yes"}))
    ways.append(([landing, OVER_FERRY, (OVER_FERRY[0] + 0.01, OVER_FERRY[1])], {"highway": "tertiary"}))
    ways.append(([(ISLAND[0] - 0.004, ISLAND[1]), ISLAND, (ISLAND[0] + 0.004, ISLAND[1])], {"highway": "residential"}))
    numbers = {place: k for k, place in enumerate(sorted({p for line, _ in ways for p in line}), 1)}
    with osmium.SimpleWriter(str(path)) as writer:
        for place, k in numbers.items():
            writer.add_node(osmium.osm.mutable.Node(id=k, version=1, location=place, timestamp=STAMP))
        for k, (line, tags) in enumerate(ways, 1):
            refs = [numbers[place] for place in line]
            writer.add_way(osmium.osm.mutable.Way(id=k, version=1, nodes=refs, tags=tags, timestamp=STAMP))
    return path


def _with(line: list[tuple[float, float]], place: tuple[float, float], *, after: int) -> list[tuple[float, float]]:
    return [*line[: after + 1], place, *line[after + 1 :]]
