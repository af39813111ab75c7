"""How the parts of a round grow: reading a register, drawing, travel times; each at three sizes, by turns."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.growth import Growth, growth_table
from benchmarks.growth_picture import keep_growth
from benchmarks.register_report import measured
from benchmarks.travel_figures import cpu, measure
from benchmarks.travel_report import demo_network
from demo.country import make_country_area
from demo.country_plans import AS_OF, country_facts
from domain.rounds import FrameRow, Reason
from geo.travel import has_valhalla
from planner.eligibility import build_frame
from planner.selection import draw_sample
from workflow.reference import load_reference

SEED = 1
REGISTER_SIZES, DRAW_SIZES, POINT_SIZES = (300, 3_000, 10_000), (300, 10_000, 100_000), (100, 300, 1_000)
SEED_OF_DRAW = "5" * 64
Measured = Callable[[int], float]


def run_scale(data: Path, *, repeats: int, page: Path | None, picture: Path | None) -> bool:
    """Print the table of growth, and write it and its picture where asked; sizes take turns, medians are kept."""
    with tempfile.TemporaryDirectory() as folder:
        grown = [
            _grown("reading a register", "establishments", REGISTER_SIZES, _reading(data, Path(folder)), repeats),
            _grown("draw", "establishments", DRAW_SIZES, _drawing(max(DRAW_SIZES)), repeats),
        ]
        if has_valhalla():
            grown.append(_travelling(data, Path(folder), repeats))
    print("\n".join(growth_table(grown)))
    keep_growth(grown, page=page, picture=picture)
    return True


def _grown(name: str, unit: str, sizes: tuple[int, ...], run: Measured, repeats: int) -> Growth:
    run(sizes[0])  # what is loaded once is not counted
    seconds: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(repeats):
        for size in sizes:
            seconds[size].append(run(size))
            print(f"  {name}, {size:,} {unit}: {seconds[size][-1]:.3f} CPU s", flush=True)
    return Growth(name=name, unit=unit, points=tuple((size, median(found)) for size, found in seconds.items()))


def _reading(data: Path, folder: Path) -> Measured:
    reference = load_reference(data)
    return lambda size: measured(folder, reference, seed=SEED, rows=size, form="xlsx")[1]


def _drawing(most: int) -> Measured:
    rows, reasons = _frame(most)
    rule = country_facts().reference.rule
    return lambda size: cpu(lambda: draw_sample(rows[:size], rule, seed=SEED_OF_DRAW, reasons=reasons))[1]


def _frame(most: int) -> tuple[list[FrameRow], dict[str, Reason]]:
    """Return a frame of so many establishments, area after area of a simulated country, and its reasons.

    All of them stand in the first area's communes: it is one office that grows, not a country under one draw.
    """
    facts = country_facts()
    rows: list[FrameRow] = []
    reasons: dict[str, Reason] = {}
    communes: list[str] = []
    for number in count():
        if len(rows) >= most:
            break
        area = make_country_area(number, names=facts.names, seed=SEED, as_of=AS_OF)
        frame = build_frame(
            area.establishments, inspections=area.inspections, complaints=(), rule=facts.reference.rule,
            round_start=AS_OF, scores={one.id: 0 for one in area.establishments},
        )  # fmt: skip
        communes = communes or sorted({row.commune for row in frame.rows})
        rows += [replace(row, commune=communes[at % len(communes)]) for at, row in enumerate(frame.rows)]
        reasons |= frame.reasons
    return rows[:most], reasons


def _travelling(data: Path, folder: Path, repeats: int) -> Growth:
    network = demo_network(data, folder / "scale.osm.pbf")
    found: dict[int, list[float]] = {size: [] for size in POINT_SIZES}
    for turn in range(repeats):
        home = folder / f"matrix-{turn}"
        home.mkdir()
        figures = measure(
            "valhalla", network, folder=home, profiles=data / "travel", sizes=POINT_SIZES, seed=SEED + turn
        )
        for size, seconds in figures.matrices.items():
            found[size].append(seconds)
    points = tuple((size, median(seconds)) for size, seconds in found.items())
    return Growth(name="travel times (valhalla)", unit="places, all pairs", points=points)
