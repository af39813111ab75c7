"""Pins set by hand: seen first, kept as a step, never over somebody else's change, taken back to the byte."""

import json
import math
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
from register_office import HEAD, OTHER, PLANNER, ROWS, TAN_DONG, TAN_HOI, open_office, take_in, with_cells, write_rows
from shapely import LineString

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.places import PositionSource
from geo.roads import write_network
from store import establishments
from store.audit import read_audit
from workflow.places import roads_path
from workflow.workspace import Workspace

TEAM = Actor(account="doan1", role=AccountRole.TEAM, team="T1")
SQUARES = {"25522": (106.1, 11.6), "25525": (106.2, 11.6)}
"""South-west corners of two communes a tenth of a degree wide."""
INSIDE, ELSEWHERE, ABROAD, WET = (106.15, 11.65), (106.25, 11.65), (105.9, 11.65), (106.12, 11.62)


def square(west: float, south: float, width: float) -> dict:
    east, north = west + width, south + width
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def write_geojson(path: Path, shapes: list[tuple[dict, dict]]) -> Path:
    features = [{"type": "Feature", "properties": of, "geometry": shape} for of, shape in shapes]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def office_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the office lies, two drawn communes, a lake and one road in it, beside the file of its rows."""
    home = tmp_path_factory.mktemp("pinning")
    found = open_office(home / "office")
    communes = [({"code": code, "name": code}, square(*corner, 0.1)) for code, corner in SQUARES.items()]
    path = write_geojson(home / "communes.geojson", communes)
    workflow.load_boundaries(found, PLANNER, path=path, vintage="post2025")
    workflow.load_water(found, PLANNER, path=write_geojson(home / "lake.geojson", [({}, square(106.11, 11.61, 0.02))]))
    road = LineString([(106.1, 11.651), (106.3, 11.651)])
    roads_path(found).parent.mkdir()
    write_network(gpd.GeoDataFrame({"highway": ["primary"]}, geometry=[road], crs="EPSG:4326"), roads_path(found))
    rows = with_cells({(3, "Loại hình"): "Karaoke"})
    rows[1][HEAD.index("Địa chỉ")] = "Số 3, gần chợ Tân Hà"
    rows[2][HEAD.index("Địa chỉ")] = "Sau lưng chợ Tân Hà"
    take_in(found, write_rows(home / "first.xlsx", rows))
    found.store.close()
    return home / "office"


@pytest.fixture
def first(office_dir: Path) -> Path:
    """Return the file that the office took in."""
    return office_dir.parent / "first.xlsx"


def entry(workspace: Workspace, id_: str):
    with workspace.store.read() as connection:
        return establishments.read_entries(connection, [id_])[id_]


def set_pin(workspace: Workspace, id_: str, point: tuple[float, float], *, actor: Actor = PLANNER, based_on=None):
    if based_on is None:
        based_on = workflow.read_pin(workspace, actor, establishment=id_).based_on
    return workflow.set_pin(workspace, actor, establishment=id_, lon=point[0], lat=point[1], based_on=based_on)


def rows_of(workspace: Workspace) -> dict[str, list]:
    with closing(sqlite3.connect(workspace.settings.directory / "office.sqlite")) as database:
        tables = ("establishments", "entities", "readings", "contacts", "issues")
        return {table: sorted(map(str, database.execute(f"SELECT * FROM {table}"))) for table in tables}


def test_a_pin_is_kept_with_its_commune_and_taken_back_to_the_byte(office):
    before = rows_of(office)
    done = set_pin(office, "CS000001", (106.1500004, 11.65))
    one = entry(office, "CS000001").establishment
    assert (one.position.lon, one.position.lat) == INSIDE
    assert (one.position.source, one.position.quality, one.commune_now) == (PositionSource.MANUAL, "A", TAN_DONG)
    assert (done.step, done.changed) == (2, 1)
    shown = workflow.read_step(office, PLANNER, step=2)
    assert [(c.field, c.after) for c in shown] == [("position", "11.65000, 106.15000 (A)")]
    step = workflow.list_steps(office, PLANNER)[0]
    assert (step.note, step.account, step.may_undo) == ("set_pin", "thu", True)
    workflow.undo_step(office, PLANNER, step=2)
    assert rows_of(office) == before
    with office.store.read() as connection:
        assert "pin.set" in [row.action for row in read_audit(connection, limit=100)]


def test_the_same_pin_again_is_no_step(office):
    set_pin(office, "CS000001", INSIDE)
    assert set_pin(office, "CS000001", INSIDE).step == 0


def test_only_a_planner_looks_and_sets(office):
    before = rows_of(office)
    asked = {"establishment": "CS000001", "lon": INSIDE[0], "lat": INSIDE[1]}
    for call in (
        lambda: workflow.set_pin(office, TEAM, **asked, based_on=1),
        lambda: workflow.look_at_pin(office, TEAM, **asked),
        lambda: workflow.read_pin(office, TEAM, establishment="CS000001"),
        lambda: workflow.read_working_map(office, TEAM),
        lambda: workflow.read_gazetteer(office, TEAM),
        lambda: workflow.load_water(office, TEAM, path=Path("x")),
        lambda: workflow.read_reach(office, TEAM),
    ):
        with pytest.raises(NotAllowedError):
            call()
    assert rows_of(office) == before


@pytest.mark.parametrize(
    ("point", "code"),
    [
        ((11.65, 106.15), "pin.swapped"),
        ((2.35, 48.85), "pin.outside_country"),
        ((106.15, math.nan), "pin.not_a_point"),
        ((math.inf, 11.65), "pin.not_a_point"),
    ],
)
def test_what_is_no_place_of_the_country_is_refused(office, point, code):
    for call in (lambda: set_pin(office, "CS000001", point), lambda: look(office, "CS000001", point)):
        with pytest.raises(InputError) as caught:
            call()
        assert caught.value.code == code


def look(workspace: Workspace, id_: str, point: tuple[float, float]):
    return workflow.look_at_pin(workspace, PLANNER, establishment=id_, lon=point[0], lat=point[1])


def test_what_somebody_else_changed_meanwhile_is_never_overwritten(office):
    seen = workflow.read_pin(office, PLANNER, establishment="CS000001").based_on
    set_pin(office, "CS000002", INSIDE, actor=OTHER)
    set_pin(office, "CS000001", INSIDE, based_on=seen)  # another establishment's step is none of its business
    with pytest.raises(ConflictError) as caught:
        set_pin(office, "CS000001", WET, actor=OTHER, based_on=seen)
    assert (caught.value.code, caught.value.params) == ("pin.moved_on", {"account": "thu", "step": 3})
    assert entry(office, "CS000001").establishment.position.lat == INSIDE[1]
    # An undo is a change too.
    seen = workflow.read_pin(office, PLANNER, establishment="CS000001").based_on
    workflow.undo_step(office, OTHER, step=3)
    with pytest.raises(ConflictError):
        set_pin(office, "CS000001", WET, based_on=seen)
    with pytest.raises(ConflictError) as caught:
        set_pin(office, "CS999999", INSIDE, based_on=0)
    assert caught.value.code == "pin.no_establishment"


def test_a_look_tells_commune_road_and_flags_and_keeps_nothing(office):
    before = rows_of(office)
    fine = look(office, "CS000001", INSIDE)
    assert (fine.commune, fine.quality, fine.flags, fine.is_checked) == ("Xã Tân Đông", "A", (), True)
    assert not look(office, "CS000005", INSIDE).is_checked
    assert fine.road_m == pytest.approx(111, abs=2) and fine.knows_roads
    away = look(office, "CS000001", ELSEWHERE)
    assert (away.commune, away.quality) == ("Xã Tân Hội", "B")
    assert [(i.code, i.params["metres"]) for i in away.flags] == [
        ("position_outside_commune", pytest.approx(5452, abs=30))
    ]
    assert [i.code for i in look(office, "CS000001", WET).flags] == ["position_in_water", "no_road"]
    abroad = look(office, "CS000001", ABROAD)
    assert (abroad.commune, [i.code for i in abroad.flags]) == ("", ["position_outside_area", "no_road"])
    far = look(office, "CS000001", (106.15, 11.646))
    assert [(i.code, i.params["metres"]) for i in far.flags] == [("far_from_road", pytest.approx(554, abs=4))]
    assert rows_of(office) == before


def test_a_pin_outside_its_commune_is_b_and_its_doubt_waits_in_the_queue_until_the_pin_moves(office):
    set_pin(office, "CS000001", ELSEWHERE)
    assert entry(office, "CS000001").establishment.position.quality == "B"
    assert doubts(office, "CS000001") == ["position_outside_commune"]
    set_pin(office, "CS000001", INSIDE)
    assert doubts(office, "CS000001") == []
    assert entry(office, "CS000001").establishment.position.quality == "A"


def doubts(workspace: Workspace, id_: str) -> list[str]:
    views = workflow.list_problems(workspace, PLANNER)
    return [v.issue.code for v in views if v.establishment and v.establishment.id == id_ and "position" in v.issue.code]


def test_the_vaguest_come_first_and_a_pin_leaves_the_list(office):
    found = workflow.read_working_map(office, PLANNER).unpinned
    assert [one.quality for one in found] == ["", *["D"] * (len(ROWS) - 1)]
    assert (found[0].id, found[1].commune) == ("CS000005", "Xã Tân Đông")
    start = workflow.read_pin(office, PLANNER, establishment="CS000001")
    assert (start.quality, start.based_on, start.establishment.name) == ("D", 1, "Karaoke Hoàng Gia")
    set_pin(office, "CS000001", INSIDE)
    assert "CS000001" not in [one.id for one in workflow.read_working_map(office, PLANNER).unpinned]


def test_a_file_read_again_and_a_mend_leave_the_pin(office, first):
    set_pin(office, "CS000001", INSIDE)
    take_in(office, first)
    assert entry(office, "CS000001").establishment.position.source is PositionSource.MANUAL
    set_pin(office, "CS000001", ELSEWHERE)
    card = next(v for v in workflow.list_problems(office, PLANNER) if v.issue.code == "position_outside_commune")
    workflow.settle_problem(office, PLANNER, problem=card.id, action="set_commune", value="post2025/25525")
    one = entry(office, "CS000001").establishment
    assert (one.position.lon, one.position.source, one.position.quality) == (106.25, PositionSource.MANUAL, "A")
    assert one.commune_now == TAN_HOI


def test_pins_teach_the_gazetteer_and_one_taken_back_teaches_nothing(office, first, tmp_path):
    assert names(office) == []
    step = set_pin(office, "CS000002", INSIDE).step
    assert names(office) == ["chợ Tân Hà"]
    again = {(1, "Tên cơ sở"): "Nhà nghỉ Mới"}
    rows = [[*ROWS[1][:4], "Đối diện chợ Tân Hà", "Xã Tân Hà", *ROWS[1][6:]]]
    take_in(office, write_rows(tmp_path / "more.xlsx", with_cells({(0, "Tên cơ sở"): "Nhà nghỉ Mới"}, rows)))
    new = next(e for e in all_rows(office) if e.name == again[(1, "Tên cơ sở")])
    assert (new.position.source, new.position.lon) == (PositionSource.LANDMARK, INSIDE[0])
    # The place of the market is the middle of its pins, not a sum of all that ever was.
    other = set_pin(office, "CS000003", (106.152, 11.65)).step
    assert markets(office) == [(106.151, 11.65)]
    workflow.undo_step(office, PLANNER, step=other)
    assert markets(office) == [INSIDE]
    workflow.undo_step(office, PLANNER, step=step)
    assert names(office) == [] and first.exists()
    # A pin outside its commune, or of a row that left the register, is no teacher.
    set_pin(office, "CS000002", ELSEWHERE)
    assert names(office) == []


def all_rows(workspace: Workspace):
    with workspace.store.read() as connection:
        return establishments.read_establishments(connection)


def names(workspace: Workspace) -> list[str]:
    return [landmark.name for landmark in workflow.read_gazetteer(workspace, PLANNER).learnt_landmarks]


def markets(workspace: Workspace) -> list[tuple[float, float]]:
    found = workflow.read_gazetteer(workspace, PLANNER).learnt_landmarks
    return [(landmark.lon, landmark.lat) for landmark in found if landmark.name.startswith("chợ")]


def test_an_office_file_keeps_what_another_office_learnt(office, tmp_path):
    set_pin(office, "CS000002", INSIDE)
    text = workflow.gazetteer_text(office, PLANNER)
    head = 'id = "o"\nname = "N"\nsuperior = "S"\nplace = "P"\nvintage = "post2025"\nunits = ["25522", "25525"]\n'
    hamlet = '[[hamlets]]\ncommune = "25525"\nname = "Ấp \\"Đông\\""\nlon = 106.21\nlat = 11.61\n'
    path = tmp_path / "office.toml"
    path.write_text(head + text + hamlet, encoding="utf-8")
    from workflow.workspace import open_workspace, settings_from

    other = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path / "other")}))
    workflow.set_up_office(other, PLANNER, path=path)
    view = workflow.read_gazetteer(other, PLANNER)
    learnt = workflow.read_gazetteer(office, PLANNER).learnt_landmarks
    assert view.landmarks == learnt and [h.name for h in view.hamlets] == ['Ấp "Đông"']
    assert (view.hamlets[0].commune, view.learnt_hamlets) == (TAN_HOI, ())
    path.write_text(head + workflow.gazetteer_text(other, PLANNER), encoding="utf-8")
    workflow.set_up_office(other, PLANNER, path=path, is_replacing=True)
    assert workflow.read_gazetteer(other, PLANNER) == view
    path.write_text(head + hamlet.replace("25525", "99999"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        workflow.set_up_office(other, PLANNER, path=path, is_replacing=True)
    assert (caught.value.code, caught.value.params["key"]) == ("office.unit_unknown", "hamlets[1].commune")
    other.store.close()


def test_the_reach_is_worked_out_by_the_job_and_read_without_an_engine(office):
    roads_path(office).unlink()
    assert workflow.read_reach(office, PLANNER) is None
    workflow.reach_layer(office, PLANNER)
    view = workflow.read_reach(office, PLANNER)
    assert view.is_estimate and view.minutes == (15, 30, 45, 60)
    areas = [f["properties"]["minutes"] for f in json.loads(view.layer)["features"]]
    assert areas == [60, 45, 30, 15] and view.outside == ()
    # Another base is another question.
    one = workflow.read_office(office, PLANNER).bases[0]
    workflow.save_bases(office, PLANNER, bases=[replace(one, lon=107.5)])
    assert workflow.read_reach(office, PLANNER) is None
    workflow.reach_layer(office, PLANNER)
    assert "CS000001" in workflow.read_reach(office, PLANNER).outside
