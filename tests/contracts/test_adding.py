"""What docs/add-a-type.md and docs/add-an-export.md promise: one row, one entry, and everything else follows."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import documents.map_registry
import workflow
from documents.gis_layers import Audience
from documents.map_registry import GisWriter
from domain.accounts import AccountRole, Actor
from domain.errors import NotAllowedError
from workflow.reference import load_reference
from workflow.workspace import Workspace, open_workspace, settings_from

ROOT = Path(__file__).resolve().parents[2]
PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
LEADER = Actor(account="lan", role=AccountRole.LEADER)
TEAM = Actor(account="d1", role=AccountRole.TEAM, team="T1")
NEW = 'BIDA,"Câu lạc bộ bi-a",14:00-23:00,20,VAN_HOA,6,bi-a;bida;CLB bida,2025-07-01,giá trị khởi đầu,no'
DUTY = 'CUE,Bàn bi-a,"Có niêm yết giá giờ chơi",BIDA,giá trị khởi đầu,2025-07-01,,giá trị khởi đầu,no'
OFFICE = """
id = "long-thanh"
name = "Phòng Văn hóa - Xã hội"
superior = "UBND xã Long Thạnh"
place = "Long Thạnh"
vintage = "v2025"
clock_at = 2027-03-01T08:00:00

[[vintages]]
id = "v2025"
valid_from = 2025-07-01
legal_act = "NQ 1"
boundaries = "communes.geojson"

[[bases]]
id = "LT"
name = "Trụ sở"
commune = "00102"

[[teams]]
id = "T1"
name = "Đoàn liên ngành số 1"
base = "LT"
agencies = ["VAN_HOA", "CONG_AN", "Y_TE"]

[[teams.weekly]]
days = ["T3", "T5"]
from = "18:30"
until = "23:00"
"""
WORDINGS = ("Câu lạc bộ Bi-a", "BIDA", "CLB bida")


def commune(code: str, name: str, west: float) -> dict[str, object]:
    ring = [[west, 10.2], [west + 0.06, 10.2], [west + 0.06, 10.26], [west, 10.26], [west, 10.2]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"ma_xa": code, "ten_xa": name}, "geometry": shape}


def write_office(home: Path) -> Path:
    features = [commune("101", "Xã An Bình", 105.9), commune("102", "Phường Long Thạnh", 105.96)]
    (home / "communes.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    (home / "office.toml").write_text(OFFICE, encoding="utf-8")
    return home / "office.toml"


def write_register(home: Path) -> Path:
    """Write thirty establishments of the new type, each third in another wording, and thirty cafés."""
    lines = ["STT;Tên cơ sở;Loại hình;Địa chỉ;Xã;Tọa độ"]
    for n in range(60):
        kind = WORDINGS[n % 3] if n % 2 else "Cà phê"
        name, west = (("An Bình", 105.92), ("Long Thạnh", 105.98))[n // 2 % 2]
        lines.append(f"{n + 1};Cơ sở số {n + 1};{kind};Ấp {n % 4 + 1};{name};10.23, {west + n * 0.0005:.4f}")
    path = home / "register.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return an office set up from its file, with a register and a drawn and planned round; its data/ has one type more."""
    home = tmp_path_factory.mktemp("adding")
    data = Path(shutil.copytree(ROOT / "data", home / "data", ignore=shutil.ignore_patterns("office")))
    for name, row in (("types.csv", NEW), ("checklists.csv", DUTY)):
        with (data / "rules" / name).open("a", encoding="utf-8") as file:
            file.write(row + "\n")
    plain = open_workspace(settings_from({"INSPECTION_DIR": str(home / "office")}))
    found = Workspace(settings=plain.settings, store=plain.store, reference=load_reference(data))
    workflow.set_up_office(found, PLANNER, path=write_office(home))
    workflow.import_register(found, PLANNER, path=write_register(home), file_name="register.csv")
    workflow.generate_shifts(found, PLANNER, first=date(2027, 3, 1), last=date(2027, 3, 31))
    draft = workflow.default_round(found, PLANNER)
    round_id = workflow.open_round(
        found, PLANNER, title=draft.title, starts_on=draft.starts_on, ends_on=draft.ends_on, rule=draft.rule,
        teams=draft.teams,
    ).id  # fmt: skip
    workflow.freeze_round(found, PLANNER, round_id=round_id)
    workflow.draw_sample(found, PLANNER, round_id=round_id, seed="7" * 64)
    workflow.make_plan(found, PLANNER, round_id=round_id, solver="greedy", iterations=1)
    yield found
    found.store.close()


def test_the_register_knows_the_new_type_by_every_wording(office):
    kinds = [one.type for one in workflow.read_working_map(office, PLANNER).points]
    assert sorted(kinds) == ["BIDA"] * 30 + ["CAPHE"] * 30


def test_the_new_type_has_its_floor_its_hours_and_its_duties(office):
    view = workflow.read_plan(office, PLANNER)
    stops = [stop for shift in view.shifts for stop in shift.stops]
    mine = [stop for stop in stops if stop.type in ("BIDA", "Câu lạc bộ bi-a")]
    # The floor is a tenth of the thirty.
    assert len(mine) >= 3
    assert all(14 * 3600 <= stop.start_s <= 23 * 3600 for stop in mine)
    rules = office.reference.field_rules
    duties = {item.code for item in rules.checklist("BIDA", on=date(2027, 3, 1))}
    assert "CUE" in duties and duties > {"REGISTRATION", "FIRE"}
    assert "CUE" not in {item.code for item in rules.checklist("CAPHE", on=date(2027, 3, 1))}


def test_no_office_has_the_type_without_its_row():
    with (ROOT / "data" / "rules" / "types.csv").open(encoding="utf-8") as file:
        assert "BIDA" not in {row["code"] for row in csv.DictReader(file)}


@pytest.fixture
def with_lines(monkeypatch: pytest.MonkeyPatch) -> str:
    """Register the export of docs/add-an-export.md for one test and return its kind."""

    def write(layers, title, words):
        rows = ({"layer": one.name, **values} for one in layers for _, values in one.features)
        return "".join(json.dumps(row, sort_keys=True) + "\n" for row in rows).encode()

    made = GisWriter(kind="gis_lines", suffix=".geojsonl", media_type="application/geo+json-seq", write=write)
    writers = {**documents.map_registry.GIS_WRITERS, made.kind: made}
    monkeypatch.setattr(documents.map_registry, "GIS_WRITERS", writers)
    return made.kind


def test_an_export_is_written_kept_and_read_by_whom_it_is_for(office, with_lines):
    for reader in Audience:
        workflow.write_gis(office, PLANNER, audience=reader.value)
    found = {one.kind: one for one in workflow.list_gis(office, PLANNER) if one.kind.startswith(with_lines)}
    assert sorted(found) == [f"{with_lines}:{reader}" for reader in ("leader", "planner", "public")]
    assert all(one.file_name.endswith(".geojsonl") for one in found.values())
    mine = found[f"{with_lines}:planner"].id
    assert b'"establishments"' in workflow.read_paper(office, PLANNER, mine)[1]
    for stranger in (LEADER, TEAM):
        with pytest.raises(NotAllowedError):
            workflow.read_paper(office, stranger, mine)
    _, told = workflow.read_paper(office, LEADER, found[f"{with_lines}:leader"].id)
    assert b'"communes"' in told and b'"establishments"' not in told
