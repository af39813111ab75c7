"""The office's roads: taken, fetched and refused; what is far is flagged; what the bases reach is a layer."""

import json
from dataclasses import replace

import pytest
from travel_files import served_file
from travel_network import LOST, write_network

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.places import Position, PositionSource
from geo.travel import has_valhalla
from workflow.public_files import PublicFile, public_file
from workflow.travelling import keep_far, open_travel, read_far
from workflow.workspace import ROOT, open_workspace, settings_from

PLANNER = Actor(account="an", role=AccountRole.PLANNER)
TEAM = Actor(account="doan1", role=AccountRole.TEAM)


@pytest.fixture
def workspace(tmp_path):
    found = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path / "office")}))
    yield found
    found.store.close()


def at(point):
    return Position(lon=point[0], lat=point[1], source=PositionSource.GIVEN, quality="A", accuracy_m=10)


def test_roads_are_fetched_through_a_cut_line_and_kept(workspace, tmp_path):
    content = write_network(tmp_path / "net.osm.pbf").read_bytes()
    with served_file("/net.osm.pbf", content, cuts=[500]) as (url, _):
        source = PublicFile(base=url, file="net.osm.pbf")
        fetched, report = workflow.fetch_roads(workspace, PLANNER, source=source)
        again, _ = workflow.fetch_roads(workspace, PLANNER, source=source)
    assert fetched.received == len(content) and again.is_unchanged and report.ferries == 1
    assert len(json.loads(workflow.road_layer(workspace, PLANNER))["features"]) == report.roads
    with pytest.raises(NotAllowedError):
        workflow.fetch_roads(workspace, TEAM, source=source)


def test_public_files_have_a_licence_and_another_address_may_be_given():
    known = public_file(ROOT / "data", "roads")
    assert known.url.startswith("https://") and "ODbL" in known.licence and known.checksum_url.endswith(".md5")
    mirror = public_file(ROOT / "data", "roads", base="http://127.0.0.1:1/")
    assert mirror.url == f"http://127.0.0.1:1/{known.file}" and mirror.licence == known.licence
    other = public_file(ROOT / "data", "roads", base="http://127.0.0.1:1", file="mine.osm.pbf")
    assert (other.checksum_url, other.licence) == ("", "")
    for names, options in ((("boundaries", "post2025"), {}), (("roads",), {"file": "../x.osm.pbf"})):
        with pytest.raises(InputError) as caught:
            public_file(ROOT / "data", *names, **options)
        assert caught.value.code == "fetch.no_source"


def test_the_environment_names_a_server_and_its_key_is_never_shown():
    given = {"INSPECTION_TRAVEL_URL": "http://x", "INSPECTION_TRAVEL_KIND": "osrm", "INSPECTION_TRAVEL_KEY": "secret"}
    settings = settings_from(given)
    assert (settings.travel_url, settings.travel_kind, settings.travel_key) == ("http://x", "osrm", "secret")
    assert "secret" not in repr(settings)


def test_an_unknown_vehicle_or_server_is_refused(workspace):
    with pytest.raises(InputError) as caught:
        open_travel(workspace, vehicle="boat")
    assert caught.value.code == "travel.unknown_vehicle"
    with pytest.raises(InputError) as caught:
        open_travel(replace(workspace, settings=replace(workspace.settings, travel_url="http://x", travel_kind="y")))
    assert caught.value.code == "travel.unknown_server"


def test_a_calibration_needs_roads_and_the_reach_an_office(workspace):
    with pytest.raises(InputError) as caught:
        workflow.calibrate_estimate(workspace, PLANNER)
    assert caught.value.code == "travel.no_roads"
    with pytest.raises(ConflictError):
        workflow.reach_layer(workspace, PLANNER)
    with pytest.raises(NotAllowedError):
        workflow.reach_layer(workspace, TEAM)


@pytest.mark.skipif(not has_valhalla(), reason="the embedded road engine is not installed")
@pytest.mark.valhalla
def test_places_far_from_roads_are_flagged_and_an_estimate_flags_nothing(workspace, tmp_path):
    from travel_network import FAR, IN_TOWN, ISLAND

    places = {"A": at(IN_TOWN[0]), "B": at(FAR), "C": at(LOST), "D": at(ISLAND)}
    keep_far(workspace, round_id="D2027-01", positions=places, source=open_travel(workspace, travel="estimate"))
    assert read_far(workspace, round_id="D2027-01") == ()
    workflow.load_roads(workspace, PLANNER, path=write_network(tmp_path / "net.osm.pbf"))
    keep_far(workspace, round_id="D2027-01", positions=places, source=open_travel(workspace))
    flags = read_far(workspace, round_id="D2027-01")
    codes = [(issue.establishment_id, issue.code) for issue in flags]
    assert codes == [("B", "far_from_road"), ("C", "no_road"), ("D", "no_road")]
    assert flags[0].params["metres"] == pytest.approx(654, abs=6) and read_far(workspace, round_id="other") == ()


@pytest.mark.skipif(not has_valhalla(), reason="the embedded road engine is not installed")
@pytest.mark.valhalla
def test_the_demos_bases_reach_its_establishments_and_the_estimate_can_be_fitted(demo_copy, request):
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    request.addfinalizer(workspace.store.close)
    text = workflow.reach_layer(workspace, PLANNER)
    areas = [f["properties"] for f in json.loads(text)["features"] if "minutes" in f["properties"]]
    assert len(areas) == 8 and not any(area["is_estimate"] for area in areas)
    kept = list((demo_copy / "layers").glob("reach-*.geojson"))
    assert len(kept) == 1 and workflow.reach_layer(workspace, PLANNER) == text
    found = workflow.calibrate_estimate(workspace, PLANNER)
    assert found.held_out >= 50 and 1 < found.detour < 2 and found.median_error < 0.4
    assert open_travel(workspace, travel="estimate").speed_kmh == found.speed_kmh
    assert workflow.read_plan(workspace, PLANNER).far == ()
