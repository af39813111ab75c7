"""The area of the demo office without a store: schematic communes of both vintages, and hamlets."""

import csv
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd

from demo.boundaries import schematic_boundaries
from demo.names import read_names
from demo.office import make_demo
from domain.places import Hamlet
from workflow.reference import Reference

AS_OF = date(2027, 3, 1)
SEED = 20270301
"""Those of demo.line, which imports the whole line; a test holds them together."""


def demo_area(reference: Reference) -> tuple[gpd.GeoDataFrame, tuple[Hamlet, ...]]:
    """Return one frame of boundaries (vintage, code, geometry in EPSG:4326) and the demo's hamlets."""
    facts = reference.directory / "facts"
    former, in_force = schematic_boundaries(
        reference.communes, outline=_outline(facts / "outline.csv"), successions=reference.successions
    )
    demo = make_demo(
        communes=reference.communes, successions=reference.successions, vintages=reference.vintages,
        types=reference.types, boundaries=former, names=read_names((facts / "names.toml").read_text(encoding="utf-8")),
        seed=SEED, as_of=AS_OF,
    )  # fmt: skip
    both = pd.concat([former, in_force], ignore_index=True)
    return gpd.GeoDataFrame(both, geometry="geometry", crs=former.crs), demo.hamlets


def _outline(path: Path) -> list[tuple[float, float]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
