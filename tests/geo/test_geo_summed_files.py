"""Kept JSON files: believed only whole and unaltered, and readable by programs that know nothing of the sum."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoilt_files import SPOILING

from geo.summed_files import read_summed, write_summed

TEXT = '{"type":"FeatureCollection","features":[],"tên":"Tân Châu"}'


@pytest.mark.parametrize("spoilt", SPOILING)
def test_a_spoilt_file_is_as_good_as_none_and_is_written_anew(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "deep" / "kept.json"
    write_summed(path, TEXT, of="nguồn")
    assert read_summed(path, of="nguồn") == TEXT
    SPOILING[spoilt](path)
    assert read_summed(path, of="nguồn") is None
    write_summed(path, TEXT, of="nguồn")
    assert read_summed(path, of="nguồn") == TEXT
    assert [one.name for one in path.parent.iterdir()] == ["kept.json"]


def test_what_was_made_from_something_else_or_by_hand_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    write_summed(path, TEXT, of="12 34")
    assert read_summed(path, of="12 35") is None and read_summed(path) is None
    path.write_text(path.read_text("utf-8").replace('"of":"12 34"', '"of":"12 35"'), encoding="utf-8")
    assert read_summed(path, of="12 35") is None
    path.write_text(TEXT, encoding="utf-8")
    assert read_summed(path) is None


def test_others_read_it_as_the_object_that_it_is(tmp_path: Path) -> None:
    path = tmp_path / "kept.geojson"
    write_summed(path, TEXT, of='a "quoted" \\ word')
    assert json.loads(path.read_text("utf-8")).items() >= json.loads(TEXT).items()
    assert read_summed(path, of='a "quoted" \\ word') == TEXT


@pytest.mark.parametrize("text", ["", "[]", "{}", "{ }", "1"])
def test_only_an_object_with_members_can_bear_a_sum(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="object"):
        write_summed(tmp_path / "kept.json", text)


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(st.text(), st.text() | st.integers(), min_size=1), st.text())
def test_what_is_kept_is_what_was_given(tmp_path_factory: pytest.TempPathFactory, value: dict, of: str) -> None:
    path = tmp_path_factory.mktemp("kept") / "kept.json"
    write_summed(path, json.dumps(value), of=of)
    assert json.loads(read_summed(path, of=of) or "null") == value
