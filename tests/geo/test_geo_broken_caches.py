"""Broken files in the cache of an engine: made anew or passed over, never a wrong time and never a traceback."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from small_disk import small_disk
from spoilt_files import SPOILING, without
from travel_network import IN_TOWN, write_network

from geo.travel import has_osrm, has_valhalla
from geo.travel.on_roads import RoadSource
from geo.travel.source import Snap, SnapStatus
from geo.travel.whole_folders import is_whole, write_contents

POINTS = [(106.0, 11.5), (106.1, 11.5), (106.1, 11.6)]
needs_valhalla = pytest.mark.skipif(not has_valhalla(), reason="the embedded road engine is not installed")
needs_osrm = pytest.mark.skipif(not has_osrm(), reason="OSRM is not installed")


class Straight:
    """A road engine of straight roads; it counts the pairs that it was asked for."""

    max_side, max_pairs, is_wide_only, pairs = 10**6, 10**6, False, 0

    def snap(self, points):
        return [Snap(lon=lon, lat=lat, distance_m=5, status=SnapStatus.OK) for lon, lat in points]

    def table(self, sources, targets):
        self.pairs += len(sources) * len(targets)
        apart = np.abs(np.array(sources)[:, None, :] - np.array(targets)[None, :, :]).sum(axis=2)
        return np.rint(apart * 1e4).astype(np.int32), np.rint(apart * 1e5).astype(np.int32)


def source_of(folder: Path) -> RoadSource:
    return RoadSource(name="toy", digest="d", engine=Straight(), cache_dir=folder)


@pytest.mark.parametrize("spoilt", SPOILING)
def test_a_spoilt_table_is_asked_for_again(tmp_path, spoilt):
    first = source_of(tmp_path / "m").matrix(POINTS)
    (path,) = (tmp_path / "m").iterdir()
    SPOILING[spoilt](path)
    again = source_of(tmp_path / "m")
    assert again.matrix(POINTS) == first and again.engine.pairs == 9
    assert path.is_file() and source_of(tmp_path / "m").matrix(POINTS) == first


def test_a_file_where_the_folder_should_be_only_costs_the_asking(tmp_path):
    (tmp_path / "m").write_bytes(b"")
    source = source_of(tmp_path / "m")
    assert source.matrix(POINTS) == source_of(tmp_path / "n").matrix(POINTS)


@pytest.mark.parametrize("trouble", ["full", "read_only"])
def test_a_disk_that_takes_nothing_only_costs_the_asking(tmp_path, trouble):
    with small_disk(tmp_path / "disk") as disk:
        wanted = source_of(tmp_path / "n").matrix(POINTS)
        with getattr(disk, trouble)():
            assert source_of(disk.path / "m").matrix(POINTS) == wanted
        assert not list(disk.path.rglob("*matrix*"))


@pytest.mark.parametrize("spoilt", SPOILING)
def test_a_folder_is_believed_with_every_file_that_it_was_finished_with(tmp_path, spoilt):
    (tmp_path / "home" / "0").mkdir(parents=True)
    for name in ("0/a.gph", "b.gph"):
        (tmp_path / "home" / name).write_bytes(os.urandom(500))
    assert not is_whole(tmp_path / "home")
    write_contents(tmp_path / "home")
    (tmp_path / "home" / "valhalla.json").write_bytes(b"written each time")
    assert is_whole(tmp_path / "home")
    SPOILING[spoilt](tmp_path / "home" / "0" / "a.gph")
    assert not is_whole(tmp_path / "home")


@pytest.mark.parametrize(
    "engine",
    [pytest.param("valhalla", marks=[needs_valhalla, pytest.mark.valhalla]), pytest.param("osrm", marks=needs_osrm)],
)
def test_broken_files_of_an_engine_are_built_anew(tmp_path, engine):
    from geo.travel import CAR
    from geo.travel.osrm_files import ready_files
    from geo.travel.valhalla_tiles import ready_tiles

    roads = write_network(tmp_path / "net.osm.pbf")

    def ready() -> Path:
        if engine == "valhalla":
            return ready_tiles(roads, cache_dir=tmp_path / "cache").parent
        return ready_files(roads, cache_dir=tmp_path / "cache", profile=CAR, algorithm="CH").parent

    home = ready()
    assert is_whole(home) and not list(home.parent.glob(".building-*"))
    before = (home / "contents.json").stat().st_mtime_ns
    assert ready() == home and (home / "contents.json").stat().st_mtime_ns == before
    biggest = max((path for path in home.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    for spoil in (SPOILING["a bit altered"], SPOILING["a folder"], lambda _: without(home / "contents.json")):
        spoil(biggest)
        ready()
        assert biggest.is_file() and is_whole(home)
    without(home)
    home.write_bytes(b"a file in its place")
    left = home.parent / ".building-dead"
    left.mkdir()
    os.utime(left, (time.time() - 10**6,) * 2)
    assert ready() == home and is_whole(home) and not left.exists()


@needs_valhalla
@pytest.mark.valhalla
def test_times_are_the_same_after_a_broken_cache(tmp_path):
    from geo.travel import open_travel_source

    roads = write_network(tmp_path / "net.osm.pbf")
    first = open_travel_source("valhalla", roads=roads, cache_dir=tmp_path / "cache").matrix(IN_TOWN)
    for path in sorted((tmp_path / "cache").rglob("*")):
        if path.is_file():
            SPOILING["garbage"](path)
    assert open_travel_source("valhalla", roads=roads, cache_dir=tmp_path / "cache").matrix(IN_TOWN) == first
