"""Faults that drawn files found once: each such file is refused in words, and nothing is left of it."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fuzz_maps import AREA, GEOJSON, GRAPHML
from fuzz_offices import CONTRACT, OFFICE, TEMPLATE, open_office, read_files, zip_of
from fuzz_plans import ARCHIVE, DRAW, PROBLEM
from fuzz_rule import REFERENCE, content_of, held
from results_office import PLANNER, sealed_office

from documents.docx_fields import check_template
from domain.errors import InspectionError
from domain.progress import silent
from geo.boundaries import read_boundaries
from geo.road_taking import take_network
from planner.routing.formats import read_problem
from planner.selection.formats import read_draw, read_rule
from register.reading import read_book
from store.backups import is_backup
from store.dumping import sum_table
from workflow.archive_checking import verify_archive
from workflow.backing_up import restore_backup, write_backup
from workflow.office_file import read_office_file
from workflow.workspace import settings_from

LONG = "9" * 5000
"""More digits than Python reads (4,300)."""
DEEP = "[" * 100_000 + "]" * 100_000
HEX = "0x" + "f" * 5000
"""A number that TOML reads and Python does not write."""
HEAD = 'id = "o"\nname = "Phòng"\nsuperior = "UBND"\nplace = "Tân Châu"\n'


def code_of(work: Callable[[], object]) -> str:
    """Return the code of a refusal that has its words."""
    found = held(work)
    assert isinstance(found, InspectionError)
    return found.code


def office(text: str) -> Callable[[], object]:
    """Return the reading of an office file."""
    return lambda: read_office_file(text, REFERENCE, home=Path(), now=datetime(2027, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("don.pdf", b"%PDF-1.7", "register.other_kind"),
        ("don.xls", b"<html><body>Danh s\xc3\xa1ch</body></html>", "register.other_kind"),
        (
            "don.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "register.encrypted",
        ),
    ],
)
def test_a_file_that_is_no_open_workbook_is_named(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    found = held(lambda: read_book(tmp_path / name, silent))
    assert isinstance(found, InspectionError)
    assert found.code == code
    assert f"«{name}»" in REFERENCE.words.say(f"error.{code}", **found.params)


@pytest.mark.parametrize("value", [LONG, DEEP])
def test_numbers_and_brackets_beyond_what_is_read(value: str) -> None:
    assert code_of(lambda: read_problem(json.dumps(PROBLEM).replace("1800", value))) == "problem.not_json"
    assert code_of(lambda: read_draw(json.dumps(DRAW | {"n": "N"}).replace('"N"', value))) == "draw.json"
    assert code_of(lambda: read_rule(f"schema = {value}")) == "rule.toml"
    assert code_of(office(OFFICE.replace("rate_percent = 20", f"rate_percent = {value}"))) == "office.toml"


def test_numbers_that_are_read_and_cannot_be_written() -> None:
    rule = "schema = 1\nrate_bp = {}\ncommune_floor_bp = 0\ntype_floor_bp = 0\nrandom_share_bp = 0\nmin_random = {}\n"
    assert code_of(lambda: read_rule(rule.format(HEX, 1))) == "rule.whole_number"
    assert code_of(lambda: read_rule(rule.format(1, HEX))) == "rule.whole_number"
    assert code_of(lambda: read_rule(f"schema = {HEX}")) == "rule.schema"
    assert code_of(lambda: read_rule(rule.format(2_000_000_000, 1))) == "rule.share"
    for key in ("rate_percent = 20", "cycle_years = 5 ", "minutes = 45", "max_stops = 6"):
        assert key in OFFICE
        assert code_of(office(OFFICE.replace(key, f"{key.split()[0]} = {HEX}"))).startswith("office.need_")
    units = f'units = [{{ code = "1", name = "A", kind = "Xã", lon = 1, lat = 1, area_km2 = {HEX} }}]'
    setup = held(office(f'{HEAD}vintage = "v"\n[[vintages]]\nid = "v"\n{units}\n'))
    assert [unit.area_km2 for unit in setup.area.communes] == [None]  # type: ignore[attr-defined]


def test_boundaries_that_gdal_reads_and_geos_does_not(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    feature = {"type": "Feature", "properties": {"ma_xa": "25516"}}
    ring = [[106.1, 11.5], [106.2, 11.5], [106.2, 11.6], [106.1, 11.6]]
    path.write_text(
        json.dumps(GEOJSON | {"features": [feature | {"geometry": {"type": "Polygon", "coordinates": [ring]}}]})
    )
    assert code_of(lambda: read_boundaries(path, vintage="v")) == "boundaries.unreadable"
    path.write_text(
        json.dumps(
            GEOJSON | {"features": [feature | {"geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}}]}
        )
    )
    assert held(lambda: read_boundaries(path, vintage="v"))[1].units == 1  # type: ignore[index]


def test_a_damaged_graph_leaves_the_network_that_is_kept(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(GRAPHML.encode(), mtime=0))
    packed[40:60] = b"\xff" * 20
    path, home = tmp_path / "a.graphml.gz", tmp_path / "home" / "network.osm.pbf"
    path.write_bytes(packed)
    home.parent.mkdir()
    home.write_bytes(b"kept")
    before = content_of(tmp_path)
    assert code_of(lambda: take_network(path, home, area=AREA)) == "roads.unreadable"
    assert content_of(tmp_path) == before


def spoilt(content: bytes) -> bytes:
    """Return a zip whose members' headers are whole and whose first packed bytes are none."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = max(archive.infolist(), key=lambda one: one.compress_size)
    start = first.header_offset + 30 + len(first.filename)
    return content[:start] + b"\xff" * 8 + content[start + 8 :]


def test_packed_parts_that_cannot_be_unpacked(tmp_path: Path) -> None:
    assert code_of(lambda: verify_archive(spoilt(ARCHIVE))) == "archive.unreadable"
    path = tmp_path / "own.docx"
    path.write_bytes(spoilt(TEMPLATE.read_bytes()))
    assert code_of(lambda: check_template(path, CONTRACT)) == "template.not_docx"


def test_a_template_with_a_broken_part_and_one_nested_without_end(tmp_path: Path) -> None:
    parts, path = read_files(TEMPLATE.read_bytes()), tmp_path / "own.docx"
    path.write_bytes(zip_of({**parts, "docProps/core.xml": b"no markup"}))
    assert code_of(lambda: check_template(path, CONTRACT)) == "template.not_docx"
    body = parts["word/document.xml"].decode()
    at = body.index("<w:t")
    at = body.index(">", at) + 1
    nested = body[:at] + "{{ " + "(" * 20_000 + body[at:]
    path.write_bytes(zip_of({**parts, "word/document.xml": nested.encode()}))
    found = held(lambda: check_template(path, CONTRACT))
    assert [one.code for one in found] == ["syntax"]  # type: ignore[attr-defined]


def test_a_backup_whose_sums_fit_and_whose_rows_do_not(tmp_path: Path) -> None:
    made = sealed_office(tmp_path / "office", shifts=1, stops=1)
    with closing(made.store):
        write_backup(made, PLANNER, path=tmp_path / "b")
    whole = (tmp_path / "b").read_bytes()
    files = read_files(whole)
    said, lines = json.loads(files["manifest.json"]), files["tables/teams.jsonl"].decode().split("\n")[:-1]
    for broken in ([lines[0], "[1]"], [*lines, lines[1]], [lines[0], "{"], []):
        said["tables"]["teams"] = asdict(sum_table(broken)) if broken else {"rows": -1, "digest": sum_table([]).digest}
        text = "".join(f"{line}\n" for line in broken)
        content = zip_of({**files, "tables/teams.jsonl": text.encode(), "manifest.json": json.dumps(said).encode()})
        (tmp_path / "b").write_bytes(content)
        home = tmp_path / "new"
        code = code_of(
            lambda home=home: restore_backup(settings_from({"INSPECTION_DIR": str(home)}), path=tmp_path / "b")
        )
        assert code.startswith(("backup.", "dump."))
        assert not home.exists() or not any(home.iterdir())
    assert is_backup(whole) and not is_backup(b"PK\x05\x06" + b"\xff" * 18)
    (tmp_path / "b").write_bytes(whole)
    restore_backup(settings_from({"INSPECTION_DIR": str(tmp_path / "new")}), path=tmp_path / "b")
    open_office(tmp_path / "new").store.close()
