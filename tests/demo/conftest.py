"""The demo office as the product's own tables make it, on its own day."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from demo.boundaries import schematic_boundaries
from demo.names import DemoNames, read_names
from demo.office import DemoOffice, make_demo
from workflow.reference import Reference, load_reference

DATA = Path(__file__).resolve().parents[2] / "data"
AS_OF = date(2027, 3, 1)
SEED = 20270301


@pytest.fixture(scope="session")
def demo_reference() -> Reference:
    return load_reference(DATA)


@pytest.fixture(scope="session")
def demo_names() -> DemoNames:
    return read_names((DATA / "facts" / "names.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def demo_boundaries(demo_reference: Reference) -> gpd.GeoDataFrame:
    """Both vintages in one frame."""
    lines = csv.DictReader((DATA / "facts" / "outline.csv").read_text(encoding="utf-8").splitlines())
    outline = [(float(line["lon"]), float(line["lat"])) for line in lines]
    return pd.concat(
        schematic_boundaries(demo_reference.communes, outline=outline, successions=demo_reference.successions),
        ignore_index=True,
    )


@pytest.fixture(scope="session")
def make_office(
    demo_reference: Reference, demo_names: DemoNames, demo_boundaries: gpd.GeoDataFrame
) -> Callable[..., DemoOffice]:
    def make(seed: int = SEED, as_of: date = AS_OF, names: DemoNames = demo_names) -> DemoOffice:
        return make_demo(
            communes=demo_reference.communes,
            successions=demo_reference.successions,
            vintages=demo_reference.vintages,
            types=demo_reference.types,
            boundaries=demo_boundaries,
            names=names,
            seed=seed,
            as_of=as_of,
        )

    return make


@pytest.fixture(scope="session")
def demo(make_office: Callable[..., DemoOffice]) -> DemoOffice:
    return make_office()
