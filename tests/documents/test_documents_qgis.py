"""A GeoPackage in QGIS itself: every layer opens with our style and our names, and everything on it is drawn."""

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from test_documents_gis import written

from documents.coverage_layers import EMPTY, FIVE
from documents.qgis_style import HIDDEN, NAMED, TEAMS

PYTHON = "/usr/bin/python3"
"""The interpreter that Debian's package python3-qgis belongs to."""
READING = Path(__file__).with_name("qgis_reading.py")
COUNTS = ((40, 5), (0, 0), (9, 8), (2, 1))


def has_qgis() -> bool:
    if not Path(PYTHON).exists():
        return False
    return subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not has_qgis(), reason=f"QGIS is not installed for {PYTHON} (apt install python3-qgis)")


def opened(path, content):
    """Return what QGIS made of a package by layer, what it complained of, and its picture."""
    path.write_bytes(content)
    picture = path.with_suffix(".png")
    done = subprocess.run(
        [PYTHON, str(READING), str(path), str(picture)], capture_output=True, text=True, check=True, timeout=120,
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(path.parent), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
             "XDG_RUNTIME_DIR": str(path.parent)},
    )  # fmt: skip
    layers = {one["name"]: one for one in json.loads(done.stdout)}
    complaints = [line for line in done.stderr.splitlines() if "arning" in line or "rror" in line]
    return layers, complaints, Image.open(picture).convert("RGB")


def has_colour(picture, colour):
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return wanted in {found for _, found in picture.getcolors(picture.width * picture.height)}


def test_each_layer_opens_with_the_style_that_we_wrote(vietnamese, tmp_path):
    content = written("gis_package", "planner", vietnamese, counts=COUNTS)
    layers, complaints, picture = opened(tmp_path / "a.gpkg", content)
    assert complaints == []
    assert list(layers) == ["communes", "establishments", "routes", "results"]
    for name, layer in layers.items():
        assert layer["is_valid"] and layer["message"] == "" and layer["crs"] == "EPSG:4326", layer
        assert layer["styles"] == [vietnamese.say(f"gis.layer_{name}")]
        assert layer["labels"] == NAMED[name] and layer["undrawn"] == [] and layer["features"] > 0
    kinds = {name: layer["renderer"] for name, layer in layers.items()}
    assert kinds == {
        "communes": "graduatedSymbol", "establishments": "singleSymbol", "routes": "categorizedSymbol",
        "results": "categorizedSymbol",
    }  # fmt: skip
    assert [part[-1] for part in layers["communes"]["parts"]] == [EMPTY, *FIVE]
    assert layers["routes"]["parts"][0][0] == "Đội CANARY-CO-SO" and layers["routes"]["parts"][0][-1] == TEAMS[0]
    # 40 and 9 registered: the fourth and the second class; the route lies over the first commune.
    assert all(has_colour(picture, colour) for colour in (FIVE[3], FIVE[1], FIVE[0], TEAMS[0]))


def test_the_public_sees_a_commune_whose_count_is_hidden(vietnamese, tmp_path):
    content = written("gis_package", "public", vietnamese, counts=COUNTS)
    layers, complaints, picture = opened(tmp_path / "a.gpkg", content)
    assert complaints == [] and list(layers) == ["communes"]
    first = layers["communes"]["parts"][0]
    assert first == [-1, -1, "không công bố", HIDDEN]
    assert layers["communes"]["undrawn"] == [] and has_colour(picture, HIDDEN)


def test_without_our_style_qgis_would_show_another(vietnamese, tmp_path):
    """The two tests above read what the file tells: without its table of styles they would fail."""

    path = tmp_path / "a.gpkg"
    path.write_bytes(written("gis_package", "leader", vietnamese))
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM layer_styles")
    connection.close()
    layers, _, picture = opened(tmp_path / "b.gpkg", path.read_bytes())
    assert layers["communes"]["renderer"] == "singleSymbol" and not has_colour(picture, FIVE[3])


def test_a_hostile_name_is_a_label_and_a_class_and_nothing_else(vietnamese, tmp_path):
    name = "\"]'><script>alert(1)</script> [% 1+1 %] {{ 7*7 }}"
    layers, complaints, _ = opened(tmp_path / "a.gpkg", written("gis_package", "planner", vietnamese, name=name))
    assert complaints == [] and layers["routes"]["parts"][0][0] == f"Đội {name}" and layers["routes"]["undrawn"] == []
