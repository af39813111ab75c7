"""The travel engines' figures, printed beside their targets."""

import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.travel_figures import ADDED, EngineFigures, agreement, measure, network_of
from demo.roads import read_road_lines, skeleton_roads
from geo.roads import write_network
from geo.travel import has_osrm, has_valhalla, open_travel_source
from workflow.reference import load_reference

SEED = 1
MAX_MATRIX_S = {("valhalla", 300): 4.0, ("osrm", 300): 0.3}
MAX_ADDED_SHARE = {"valhalla": 0.12, "osrm": 0.30}
MAX_CACHED_S, MAX_FIRST_ROUTE_S = 0.2, 3.0


def run_travel(data: Path, files: Iterable[Path], *, sizes: Sequence[int]) -> bool:
    """Print each engine's figures on each road file and on the demo's roads; tell whether each target is met."""
    engines = [name for name, is_there in (("valhalla", has_valhalla()), ("osrm", has_osrm())) if is_there]
    if not engines:
        print("no road engine is installed (Python 3.12 or later, see requirements.txt)")
        return True
    is_met = True
    with tempfile.TemporaryDirectory() as folder:
        demo = demo_network(data, Path(folder) / "demo.osm.pbf")
        is_met = first_route(demo, Path(folder)) and is_met
        for path in (demo, *files):
            home = Path(folder) / path.name.partition(".")[0]
            home.mkdir()
            network = network_of(path, home)
            print(f"\n{path.name}")
            found = [
                measure(name, network, folder=home, profiles=data / "travel", sizes=sizes, seed=SEED)
                for name in engines
            ]
            for figures in found:
                is_met = print_engine(figures, is_large=path != demo) and is_met
            if len(found) > 1:
                a = agreement(found[0], found[1])
                print(
                    f"  {found[1].engine} against {found[0].engine}, {a.pairs} pairs over 1 km: correlation "
                    f"{a.correlation:.3f}, median ratio {a.ratio:.2f}; after it median error {a.median_error:.1%}, "
                    f"90th percentile {a.p90_error:.1%}"
                )
    return is_met


def print_engine(figures: EngineFigures, *, is_large: bool) -> bool:
    """Print one engine's figures; tell whether its targets are met (those for sizes hold where they were set)."""
    is_met = True
    print(f"  {figures.engine}: built and opened in {figures.open_wall_s:.1f} s (wall)")
    print(f"    snapped {figures.statuses}, pairs without a way {figures.unreachable}")
    for size, seconds in figures.matrices.items():
        share = figures.added_s[size] / seconds
        line = (
            f"    {size} x {size}: {seconds:.2f} CPU s, kept {figures.cached_s[size]:.3f} s, {ADDED} more {share:.0%}"
        )
        limits = [seconds <= MAX_MATRIX_S.get((figures.engine, size), seconds)]
        if size == 1000 and is_large:
            limits += [share <= MAX_ADDED_SHARE[figures.engine], figures.cached_s[size] <= MAX_CACHED_S]
        is_met = is_met and all(limits)
        print(line + ("" if all(limits) else "  << over the target"))
    print(f"    route: {figures.route_s[0] * 1000:.1f} ms median, {figures.route_s[1] * 1000:.1f} ms 95th percentile")
    return is_met


def first_route(network: Path, folder: Path) -> bool:
    """Print how long the demo's first route takes from its road file, with tiles to build; tell whether in time."""
    if not has_valhalla():
        return True
    started = time.perf_counter()
    source = open_travel_source("valhalla", roads=network, cache_dir=folder / "first")
    way = source.route([(106.16, 11.55), (106.20, 11.60)], with_directions=True)
    spent = time.perf_counter() - started
    kilometres = way.distance_m / 1000 if way else 0.0
    print(f"first demo route: {spent:.2f} s (wall, at most {MAX_FIRST_ROUTE_S:.0f}), {kilometres:.1f} km")
    return way is not None and spent <= MAX_FIRST_ROUTE_S


def demo_network(data: Path, path: Path) -> Path:
    """Write the demo's road skeleton."""
    reference = load_reference(data)
    rows = (data / "facts" / "outline.csv").read_text(encoding="utf-8").splitlines()[1:]
    outline = [(float(row.split(",")[-2]), float(row.split(",")[-1])) for row in rows]
    first = reference.vintages[0].id
    centres = [(c.centre_lon, c.centre_lat) for c in reference.communes if c.key.vintage == first]
    main = read_road_lines((data / "facts" / "roads.csv").read_text(encoding="utf-8"))
    write_network(skeleton_roads(main, centres=centres, outline=outline), path)
    return path


def found_files(names: Sequence[str], *, beside: Path) -> list[Path]:
    """Return the road files to measure: those named, else the shared samples where they are."""
    if names:
        return [Path(name) for name in names]
    known = [beside / "osm" / name for name in ("legazpi.osm.pbf", "hanoi_badinh.osm.gz")]
    missing = [path.name for path in known if not path.is_file()]
    if missing:
        print(f"not there: {', '.join(missing)}", file=sys.stderr)
    return [path for path in known if path.is_file()]
