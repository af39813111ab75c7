"""Kept travel tables: only what is new is asked, what is spoilt is asked again, nothing half is read."""

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.travel.cache import KEPT_FILES, kept_table, read_table, rounded
from geo.travel.on_roads import RoadSource, blocks
from geo.travel.source import Snap, SnapStatus

NAN = float("nan")


class Counted:
    """A road engine of straight roads: seconds are the distance in 0.0001 degrees, longer against the east."""

    def __init__(self, *, max_side=10**6, max_pairs=10**6, is_wide_only=False, nowhere=()):
        self.max_side, self.max_pairs, self.nowhere = max_side, max_pairs, set(nowhere)
        self.is_wide_only = is_wide_only
        self.snapped, self.pairs = 0, 0
        self.shapes = []

    def snap(self, points):
        self.snapped += len(points)
        return [
            Snap(
                lon=lon,
                lat=lat,
                distance_m=5,
                status=SnapStatus.ISLAND if (lon, lat) in self.nowhere else SnapStatus.OK,
            )
            for lon, lat in points
        ]

    def table(self, sources, targets):
        self.pairs += len(sources) * len(targets)
        self.shapes.append((len(sources), len(targets)))
        assert not self.nowhere & {*sources, *targets}
        assert len(sources) <= len(targets) or not self.is_wide_only
        a, b = np.array(sources)[:, None, :], np.array(targets)[None, :, :]
        east = np.where(b[..., 0] < a[..., 0], 2, 1)
        seconds = np.rint(np.abs(b - a).sum(axis=2) * 1e4 * east).astype(np.int32)
        return seconds, seconds * 10


def source_of(folder, **options):
    engine = Counted(**options)
    return RoadSource(name="toy", digest="d", engine=engine, cache_dir=folder), engine


POINTS = [(106.0, 11.5), (106.1, 11.5), (106.1, 11.6), (106.2, 11.4)]


def test_what_is_kept_is_not_asked_again_whatever_the_order(tmp_path):
    source, engine = source_of(tmp_path / "deep")
    first = source.matrix(POINTS)
    # From (106.0, 11.5) to (106.1, 11.6): 0.2 degrees are 2,000 s; back, against the east, 4,000 s.
    assert (first.duration_s(0, 2), first.duration_s(2, 0), first.distance_m(0, 2)) == (2000, 4000, 20000)
    assert (engine.snapped, engine.pairs) == (4, 16)
    again, other = source.matrix(POINTS), source.matrix([*POINTS[::-1], POINTS[0]])
    assert again == first and (engine.snapped, engine.pairs) == (4, 16)
    assert other.duration_s(3, 1) == first.duration_s(0, 2) and other.duration_s(4, 3) == 0
    # 1e-8 degrees are a millimetre: the same place.
    assert source.matrix([(106.0, 11.50000001), *POINTS[1:]]).durations == first.durations
    assert engine.pairs == 16 and source.snap(POINTS)[0].distance_m == 5 and engine.snapped == 4


def test_added_points_cost_their_rows_and_columns_only(tmp_path):
    source, engine = source_of(tmp_path)
    source.matrix(POINTS)
    grown = source.matrix([*POINTS, (106.3, 11.5)])
    # One new row of five and one new column of four.
    assert engine.shapes == [(4, 4), (1, 5), (4, 1)] and engine.snapped == 5
    fresh, _ = source_of(None)
    assert grown == fresh.matrix([*POINTS, (106.3, 11.5)])
    # Fewer points than are kept: nothing is asked.
    source.matrix(POINTS[1:3])
    assert len(engine.shapes) == 3


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([(106 + k / 100, 11 + (k * 7 % 5) / 100) for k in range(9)]), max_size=7), max_size=5
    ),
    st.integers(1, 4),
    st.booleans(),
)
def test_any_history_of_questions_gives_what_asking_afresh_gives(tmp_path_factory, questions, side, wide):
    source, _ = source_of(
        tmp_path_factory.mktemp("kept"),
        max_side=side,
        max_pairs=side * side,
        is_wide_only=wide,
        nowhere=[(106.03, 11.01)],
    )
    fresh, _ = source_of(None, nowhere=[(106.03, 11.01)])
    for points in questions:
        assert source.matrix(points) == fresh.matrix(points)


def test_bad_points_are_never_asked_about(tmp_path):
    source, _ = source_of(tmp_path, nowhere=[POINTS[1]])
    matrix = source.matrix([POINTS[0], POINTS[1], (NAN, 11.5), POINTS[2]])
    assert [matrix.duration_s(0, j) for j in range(4)] == [0, None, None, 2000]
    assert [matrix.duration_s(i, 1) for i in range(4)] == [None, 0, None, None]
    assert source.matrix([(NAN, NAN)]).durations.tolist() == [0]


@settings(deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 9), st.integers(1, 40), st.booleans())
def test_blocks_cover_each_pair_once_within_their_bounds(rows, columns, side, pairs, wide):
    made = blocks(list(range(rows)), list(range(columns)), max_side=side, max_pairs=pairs, is_wide_only=wide)
    covered = [(i, j) for some, others in made for i in some for j in others]
    assert sorted(covered) == [(i, j) for i in range(rows) for j in range(columns)]
    assert all(len(some) <= len(others) for some, others in made) or not wide
    assert all(len(some) <= side and len(others) <= side and len(some) * len(others) <= pairs for some, others in made)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda b: b[:-1],
        lambda b: b[: len(b) // 2],
        lambda b: b[:40] + b"9" + b[41:],
        lambda b: b"",
        lambda b: b"{}\n",
        lambda b: b"[1]\nab",
    ],
    ids=["a byte short", "half", "altered", "empty", "no points", "foreign"],
)
def test_a_spoilt_file_is_refused_and_made_anew(tmp_path, spoil):
    source, engine = source_of(tmp_path)
    first = source.matrix(POINTS)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    assert source.matrix(POINTS) == first and engine.pairs == 32
    assert path.read_bytes() == whole and len(list(tmp_path.iterdir())) == 1


def test_a_file_of_another_source_or_name_is_foreign(tmp_path):
    source, engine = source_of(tmp_path)
    source.matrix(POINTS)
    (path,) = tmp_path.iterdir()
    assert read_table(path, digest="e") is None
    renamed = path.with_name("0" * 64 + path.suffix)
    path.rename(renamed)
    assert read_table(renamed, digest="d") is None
    source.matrix(POINTS)
    assert engine.pairs == 32 and not renamed.exists()


def test_only_so_many_tables_stay(tmp_path):
    source, _ = source_of(tmp_path)
    for k in range(KEPT_FILES + 4):
        source.matrix([(106 + k, 11.5), (106 + k, 11.6)])
        for age, path in enumerate(sorted(tmp_path.iterdir(), key=lambda p: p.stat().st_mtime_ns, reverse=True)):
            os.utime(path, (1e9 - age, 1e9 - age))
    assert len(list(tmp_path.iterdir())) == KEPT_FILES
    newest = kept_table(tmp_path, [rounded((106 + KEPT_FILES + 3, 11.5))], digest="d")
    assert len(newest.points) == 2


def test_nothing_is_kept_without_a_folder():
    source, engine = source_of(None)
    source.matrix(POINTS)
    source.matrix(POINTS)
    assert engine.pairs == 32
