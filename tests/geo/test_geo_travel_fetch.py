"""Fetching: resumed where the line was cut, checked, kept while unchanged, and never a half file in its place."""

import hashlib
import json
from contextlib import contextmanager

import pytest
from travel_files import served_file

from domain.errors import InputError, ServiceError
from geo.fetching import fetch, part_path

CONTENT = bytes(range(256)) * 4000


@contextmanager
def file_server(**options):
    with served_file("/roads.osm.pbf", CONTENT, **options) as (url, asked):
        yield f"{url}/roads.osm.pbf", asked


def test_a_file_is_fetched_whole_and_not_again_while_unchanged(tmp_path):
    path = tmp_path / "deep" / "roads.osm.pbf"
    with file_server() as (url, asked):
        first = fetch(url, path)
        again = fetch(url, path)
    assert path.read_bytes() == CONTENT and first.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (first.received, first.is_unchanged, again.received, again.is_unchanged) == (len(CONTENT), False, 0, True)
    assert asked == [("GET", ""), ("HEAD", "")]
    path.write_bytes(b"spoilt")
    with file_server() as (url, _):
        assert fetch(url, path).size == len(CONTENT) and path.read_bytes() == CONTENT


def test_a_cut_line_is_taken_up_where_it_was_cut(tmp_path):
    path = tmp_path / "roads.osm.pbf"
    with file_server(cuts=[300_000]) as (url, asked):
        found = fetch(url, path)
    assert path.read_bytes() == CONTENT and found.received == len(CONTENT)
    assert len(asked) == 2 and asked[1][1].startswith("bytes=") and int(asked[1][1][6:-1]) > 0


def test_a_later_call_goes_on_from_what_is_there(tmp_path):
    path = tmp_path / "roads.osm.pbf"
    with file_server(cuts=[200_000, 400_000]) as (url, asked):
        with pytest.raises(ServiceError) as caught:
            fetch(url, path, tries=1)
        assert caught.value.code == "fetch.cut" and caught.value.params["received"] <= 200_000
        assert not path.exists() and part_path(path).exists()
        found = fetch(url, path, tries=2)
    assert path.read_bytes() == CONTENT and 0 < found.resumed_at <= 200_000
    assert found.received == len(CONTENT) - found.resumed_at and not part_path(path).exists()
    assert [bool(where) for _, where in asked] == [False, True, True]


def test_a_file_that_changed_meanwhile_is_fetched_from_its_start(tmp_path):
    path = tmp_path / "roads.osm.pbf"
    with file_server(cuts=[200_000]) as (url, _), pytest.raises(ServiceError):
        fetch(url, path, tries=1)
    note = part_path(path).with_name(part_path(path).name + ".note.json")
    note.write_text(json.dumps({**json.loads(note.read_text()), "url": "http://other/"}))
    with file_server() as (url, asked):
        fetch(url, path)
    assert path.read_bytes() == CONTENT and asked[-1] == ("GET", "")
    with file_server(cuts=[200_000]) as (url, _), pytest.raises(ServiceError):
        fetch(url, tmp_path / "other.osm.pbf", tries=1)


def test_a_server_without_ranges_is_asked_for_the_whole_again(tmp_path):
    path = tmp_path / "roads.osm.pbf"
    with file_server(cuts=[200_000], has_ranges=False) as (url, _):
        fetch(url, path)
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize("kind", ["md5", "sha256"])
def test_a_checksum_is_asked_for_and_a_wrong_one_leaves_nothing(tmp_path, kind):
    path = tmp_path / "roads.osm.pbf"
    right = f"{hashlib.new(kind, CONTENT).hexdigest()}  roads.osm.pbf\n".encode()
    with file_server(others={"/sum": right, "/wrong": right[::-1].strip()[-3:] + right[3:]}) as (url, _):
        base = url.rpartition("/")[0]
        with pytest.raises(ServiceError) as caught:
            fetch(url, path, checksum_url=f"{base}/wrong")
        assert caught.value.code == "fetch.checksum" and list(tmp_path.iterdir()) == []
        fetch(url, path, checksum_url=f"{base}/sum")
    assert path.read_bytes() == CONTENT


def test_what_cannot_be_fetched_is_said_why_and_the_old_file_stays(tmp_path):
    path = tmp_path / "roads.osm.pbf"
    path.write_bytes(b"old")
    with file_server() as (url, _):
        for bad, code in ((f"{url}.none", "fetch.refused"), ("file:///etc/hosts", "fetch.bad_url")):
            with pytest.raises((ServiceError, InputError)) as caught:
                fetch(bad, path)
            assert caught.value.code == code
        with pytest.raises(ServiceError) as caught:
            fetch(url, path, max_bytes=1000)
        assert caught.value.code == "fetch.too_big"
    with pytest.raises(ServiceError) as caught:
        fetch(url, path, tries=1)
    assert caught.value.code in ("fetch.silent", "fetch.cut") and path.read_bytes() == b"old"
