"""An office of its own: from a file or its page; four kinds of areas; what is wrong is named and nothing is kept."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.places import CommuneKey
from domain.teams import TeamLevel
from store import offices, places
from workflow.office_area import read_area
from workflow.office_fields import Fields, read_hours
from workflow.office_file import read_office_file
from workflow.reference import load_reference
from workflow.workspace import open_workspace, settings_from

ROOT = Path(__file__).resolve().parents[2]
PLANNER = Actor(account="p", role=AccountRole.PLANNER)
NOW = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)
HEAD = 'id = "o"\nname = "Phòng VH-XH"\nsuperior = "UBND xã"\nplace = "Tân Châu"\n'
SIX = 'vintage = "post2025"\nunits = ["25516", "25522", "25525", "25531", "25534", "25549"]\n'
BASE = '[[bases]]\nid = "TC"\nname = "Trụ sở"\ncommune = "25516"\n'
TEAM = '[[teams]]\nid = "T1"\nname = "Đoàn 1"\nbase = "TC"\nagencies = ["CONG_AN", "VAN_HOA"]\n'
TWELVE = (25516, 25519, 25522, 25525, 25528, 25531, 25534, 25537, 25540, 25543, 25546, 25549)
INVENTED = """
vintage = "v2025"
[[vintages]]
id = "v2025"
valid_from = 2025-07-01
legal_act = "NQ 1"
units = [
  { code = "1", name = "An Bình", kind = "Xã", lon = 105.95, lat = 10.25, area_km2 = 31.5 },
  { code = "2", name = "Tân Hòa", kind = "Phường", lon = 105.99, lat = 10.20 },
]
[[vintages]]
id = "v2020"
valid_to = 2025-06-30
units = [{ code = "7", name = "An Bình Đông", kind = "Xã", lon = 105.95, lat = 10.25 }]
[[successions]]
old = "v2020/7"
new = "1"
"""


@pytest.fixture(scope="module")
def reference():
    return load_reference(ROOT / "data")


@pytest.fixture
def workspace(tmp_path):
    found = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path / "office")}))
    yield found
    found.store.close()


def read(text, reference, *, home=Path("."), now=NOW):
    return read_office_file(text, reference, home=home, now=now)


def set_up(workspace, tmp_path, text, **options):
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    return workflow.set_up_office(workspace, PLANNER, path=path, **options)


def test_the_six_communes_keep_old_and_new_names(workspace, tmp_path):
    set_up(workspace, tmp_path, HEAD + SIX + BASE + TEAM)
    view = workflow.read_setup(workspace, PLANNER)
    assert [unit.code for unit in view.units] == ["25516", "25522", "25525", "25531", "25534", "25549"]
    assert view.units[1].former_names == ("Xã Tân Hà", "Xã Tân Đông")
    assert view.legal_act == "1682/NQ-UBTVQH15"
    assert (view.office.bases[0].lon, view.office.bases[0].lat) == (106.16165, 11.553561)
    known = workflow.reference_of(workspace)
    assert len(known.communes) == 18
    assert known.types == workspace.reference.types


def test_one_commune_is_an_office_and_its_neighbours_stay_known(workspace, tmp_path):
    office = set_up(workspace, tmp_path, HEAD + 'units = ["25549"]\n')
    assert office.vintage == "post2025"
    assert office.communes == (CommuneKey(vintage="post2025", code="25549"),)
    assert [view.name for view in workflow.read_communes(workspace, PLANNER)] == ["Xã Tân Phú"]
    assert len(workflow.places_of(workspace).communes) == 18


def test_the_former_district_of_twelve_has_a_clock_of_its_own(workspace, tmp_path):
    codes = json.dumps([str(code) for code in TWELVE])
    head = HEAD + f'vintage = "pre2025"\nunits = {codes}\n'
    with pytest.raises(InputError) as refused:
        set_up(workspace, tmp_path, head)
    assert refused.value.code == "office.vintage_not_in_force"
    office = set_up(workspace, tmp_path, head + "clock_at = 2025-03-03T08:00:00\n")
    assert len(office.communes) == 12
    assert workflow.read_now(workspace).isoformat() == "2025-03-03T08:00:00+07:00"
    later = {unit.code: unit.later_names for unit in workflow.read_setup(workspace, PLANNER).units}
    assert later["25534"] == ("Xã Tân Châu", "Xã Tân Thành")
    assert later["25519"] == ("Xã Tân Đông",)


def test_an_invented_area_knows_no_other(workspace, tmp_path):
    set_up(workspace, tmp_path, HEAD + INVENTED)
    view = workflow.read_setup(workspace, PLANNER)
    assert [(unit.name, unit.former_names) for unit in view.units] == [
        ("Xã An Bình", ("Xã An Bình Đông",)),
        ("Phường Tân Hòa", ()),
    ]
    known = workflow.places_of(workspace)
    assert {commune.key.vintage for commune in known.communes} == {"v2025", "v2020"}
    assert {vintage.id for vintage in known.vintages} == {"v2025", "v2020"}
    # The reader of registers sees the office's places, not those of the installation.
    assert known.register_reference(date(2027, 3, 1)).communes == known.communes


def square(code, name, west):
    ring = [[west, 10.0], [west + 0.1, 10.0], [west + 0.1, 10.1], [west, 10.1], [west, 10.0]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def test_a_boundary_file_gives_codes_names_centres_and_the_map(workspace, tmp_path):
    squares = [square("00101", "Xã An Bình", 105.0), square("00102", "Phường Tân Hòa", 105.1)]
    path = tmp_path / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": squares}), encoding="utf-8")
    text = HEAD + 'vintage = "v1"\n[[vintages]]\nid = "v1"\nboundaries = "map.geojson"\n'
    office = set_up(workspace, tmp_path, text)
    assert [key.code for key in office.communes] == ["00101", "00102"]
    known = {commune.key.code: commune for commune in workflow.places_of(workspace).communes}
    assert (known["00102"].kind, known["00102"].name) == ("Phường", "Tân Hòa")
    assert (known["00101"].centre_lon, known["00101"].centre_lat) == pytest.approx((105.05, 10.05), abs=1e-4)
    layer = json.loads(workflow.commune_layer(workspace, PLANNER))
    assert sorted(feature["properties"]["code"] for feature in layer["features"]) == ["00101", "00102"]


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("id = ", "office.toml", {}),
        (HEAD + SIX + 'letter = "x"\n', "office.unknown_key", {"key": "letter"}),
        (HEAD.replace('place = "Tân Châu"', "") + SIX, "office.missing_key", {"key": "place"}),
        (HEAD.replace('"Tân Châu"', '" "') + SIX, "office.need_text", {"key": "place"}),
        (HEAD + 'vintage = "1999"\n', "office.vintage_unknown", {"value": "1999"}),
        (HEAD + 'units = ["1"]\n', "office.unit_unknown", {"key": "units", "value": "1"}),
        (HEAD + 'units = ["25516", "25516"]\n', "office.unit_repeated", {}),
        (HEAD, "office.no_units", {"value": "post2025"}),
        (HEAD + SIX + "time_zone = 'Asia/Nowhere'\n", "office.time_zone", {"value": "Asia/Nowhere"}),
        (HEAD + SIX + "clock_at = 2027-03-01\n", "office.need_moment", {"key": "clock_at"}),
        (HEAD + SIX + "[rule]\nrate_percent = 120\n", "office.need_percent", {"key": "rule.rate_percent"}),
        (HEAD + SIX + "[rule]\nrate_percent = 20.125\n", "office.need_percent", {"value": "20.125"}),
        (HEAD + SIX + "[rule]\nrate = 20\n", "office.unknown_key", {"key": "rule.rate"}),
        (HEAD + SIX + '[rule]\nexempt_clock = "never"\n', "rule.clock", {"value": "never"}),
        (HEAD + SIX + "[types.KARAOKE]\nminuten = 5\n", "office.unknown_key", {"key": "types.KARAOKE.minuten"}),
        (HEAD + SIX + '[types.KARAOKE]\nhours = ["tối"]\n', "office.need_hours", {"value": "tối"}),
        (HEAD + SIX + '[types.KARAOKE]\nagencies = ["FBI"]\n', "office.unknown_code", {"value": "FBI"}),
        (HEAD + SIX + '[types.KARAOKE]\naliases = ["Nhà nghỉ"]\n', "office.alias_taken", {"other": "KARAOKE"}),
        (HEAD + SIX + '[types.NET]\nlabel = "Net cỏ"\nminutes = 5\n', "office.missing_key", {"key": "types.NET.hours"}),
        (HEAD + SIX + '[[bases]]\nid = "A"\nname = "A"\nlon = 11.5\nlat = 106.1\n', "office.need_number", {"key": "bases[1].lat"}),
        (HEAD + SIX + BASE + BASE, "office.repeated", {"key": "bases[2].id"}),
        (HEAD + SIX + TEAM, "office.team_base", {"value": "TC"}),
        (HEAD + SIX + BASE + TEAM + TEAM, "office.team_repeated", {"team": "T1"}),
        (HEAD + SIX + BASE + TEAM.replace("CONG_AN", "FBI"), "office.team_agency", {"value": "FBI"}),
        (HEAD + SIX + BASE + TEAM + 'level = "commune"\n', "office.team_no_territory", {"team": "Đoàn 1"}),
        (HEAD + SIX + BASE + TEAM + 'territory = ["pre2025/25519"]\n', "office.team_territory", {"value": "25519"}),
        (HEAD + SIX + BASE + TEAM + 'recused_communes = ["7"]\n', "office.team_recused", {"value": "7"}),
        (HEAD + SIX + BASE + TEAM + '[[teams.weekly]]\ndays = ["T9"]\nfrom = "8:00"\nuntil = "9:00"\n', "office.unknown_code", {"value": "T9"}),
        (HEAD + SIX + BASE + TEAM + '[[teams.weekly]]\ndays = ["T2"]\nfrom = "8h"\nuntil = "9:00"\n', "office.need_clock", {"value": "8h"}),
        (HEAD + SIX + BASE + TEAM + 2 * '[[teams.weekly]]\ndays = ["T2"]\nfrom = "8:00"\nuntil = "9:00"\n', "office.shift_overlap", {}),
        (HEAD + SIX + '[[holidays]]\non = "2027-05-19"\nname = "x"\n', "office.need_day", {"key": "holidays[1].on"}),
    ],
)  # fmt: skip
def test_a_bad_value_is_named(reference, text, code, params):
    with pytest.raises(InputError) as refused:
        read(text, reference)
    assert refused.value.code == code
    assert params.items() <= refused.value.params.items()
    assert reference.words.say(f"error.{code}", **refused.value.params)


def test_nothing_is_kept_of_a_file_that_is_refused(workspace, tmp_path):
    with pytest.raises(InputError):
        set_up(workspace, tmp_path, HEAD + SIX + BASE + TEAM.replace("CONG_AN", "FBI"))
    with workspace.store.read() as connection:
        assert offices.read_office(connection) is None
        assert places.read_communes(connection) == ()


def test_a_type_is_changed_or_added_and_the_rest_stays(reference):
    text = HEAD + SIX + (
        '[types.KARAOKE]\nhours = ["18:00-02:00"]\nminutes = 50\naliases = ["hát cho nhau nghe"]\n'
        '[types.CAMDO]\nlabel = "Cầm đồ"\nhours = ["08:00-17:00"]\nminutes = 20\nagencies = ["CONG_AN"]\n'
    )  # fmt: skip
    types = {kind.code: kind for kind in read(text, reference).types}
    before = {kind.code: kind for kind in reference.types}
    assert len(types) == len(before) + 1
    karaoke = types["KARAOKE"]
    assert [(window.from_s, window.to_s) for window in karaoke.windows] == [(18 * 3600, 26 * 3600)]
    assert (karaoke.service_s, karaoke.agencies) == (50 * 60, before["KARAOKE"].agencies)
    assert karaoke.aliases == (*before["KARAOKE"].aliases, "hát cho nhau nghe")
    assert types["MASSAGE"] == before["MASSAGE"]
    assert types["CAMDO"].agencies == ("CONG_AN",)


def test_the_rule_is_exact(reference):
    rule = read(HEAD + SIX + "[rule]\nrate_percent = 12.35\ncommune_floor_percent = 7\n", reference).rule
    assert (rule.rate_bp, rule.commune_floor_bp, rule.type_floor_bp) == (1235, 700, reference.rule.type_floor_bp)


def test_the_example_of_the_docs_is_an_office(reference):
    from commands.office_setup_commands import example_text

    setup = read(example_text(), reference)
    assert [unit.code for unit in setup.area.own] == ["25516", "25522"]
    assert setup.teams[0].recused_communes == (CommuneKey(vintage="post2025", code="25522"),)
    day = next(one for one in setup.weekly if one.weekday == 2)
    assert (day.start_s, day.end_s, day.max_duty_s, day.pause.latest_s) == (28_800, 59_400, 28_800, 44_100)


def test_an_office_is_not_replaced_by_accident(workspace, tmp_path):
    set_up(workspace, tmp_path, HEAD + SIX)
    with pytest.raises(ConflictError) as refused:
        set_up(workspace, tmp_path, HEAD + INVENTED)
    assert refused.value.code == "office.exists"
    assert set_up(workspace, tmp_path, HEAD + INVENTED, is_replacing=True).vintage == "v2025"


def test_begin_office_needs_four_things_only(workspace):
    office = workflow.begin_office(workspace, PLANNER, name="P", superior="U", place="T", units=("25522",))
    assert [key.code for key in office.communes] == ["25522"]
    assert workflow.read_setup(workspace, PLANNER).teams == ()


@pytest.mark.parametrize("role", [role for role in AccountRole if role is not AccountRole.PLANNER])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("read_setup", {}),
        ("save_letterhead", {"name": "a", "superior": "b", "place": "c"}),
        ("save_rule", {"rule": None}),
        ("save_types", {"types": ()}),
        ("save_teams", {"crews": ()}),
        ("save_weekly", {"pattern": ()}),
        ("save_holidays", {"holidays": ()}),
        ("save_bases", {"bases": ()}),
        ("remember_alias", {"type_code": "KARAOKE", "alias": "x"}),
        ("set_up_office", {"path": Path("x")}),
        ("begin_office", {"name": "a", "superior": "b", "place": "c"}),
        ("list_owners", {}),
        ("read_calendar", {"first": date(2027, 3, 1), "last": date(2027, 3, 2)}),
        ("generate_shifts", {"first": date(2027, 3, 1), "last": date(2027, 3, 2)}),
        ("shift_workbook", {"first": date(2027, 3, 1), "last": date(2027, 3, 2)}),
        ("propose_calendar", {"path": Path("x")}),
        ("confirm_calendar", {"change": None}),
        ("save_absence", {"on": date(2027, 3, 1), "agency": "Y_TE", "teams_": ("T1",)}),
    ],
)
def test_every_step_asks_who_is_there(shared, role, name, arguments):
    if name == "shift_workbook":
        workflow.read_setup(shared, PLANNER)
    with pytest.raises(NotAllowedError):
        getattr(workflow, name)(shared, Actor(account="x", role=role, team="T1"), **arguments)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    found = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path_factory.mktemp("shared"))}))
    workflow.begin_office(found, PLANNER, name="P", superior="U", place="T", units=("25522",))
    yield found
    found.store.close()


def test_an_alias_is_learnt_once_and_used_by_the_reader(workspace):
    workflow.begin_office(workspace, PLANNER, name="P", superior="U", place="T", units=("25522",))
    for _ in range(2):
        workflow.remember_alias(workspace, PLANNER, type_code="KARAOKE", alias="hát  cho nhau nghe")
    aliases = next(kind.aliases for kind in workflow.types_of(workspace) if kind.code == "KARAOKE")
    assert aliases.count("hát cho nhau nghe") == 1
    with pytest.raises(InputError) as refused:
        workflow.remember_alias(workspace, PLANNER, type_code="MASSAGE", alias="HÁT CHO NHAU NGHE")
    assert refused.value.params["other"] == "KARAOKE"
    with pytest.raises(InputError):
        workflow.remember_alias(workspace, PLANNER, type_code="NONE", alias="x")


def test_parts_are_kept_each_by_itself(workspace, tmp_path):
    set_up(workspace, tmp_path, HEAD + SIX + BASE + TEAM)
    workflow.save_letterhead(workspace, PLANNER, name=" Phòng mới ", superior="U", place="T")
    view = workflow.read_setup(workspace, PLANNER)
    assert view.office.name == "Phòng mới"
    with pytest.raises(InputError):
        workflow.save_letterhead(workspace, PLANNER, name="", superior="U", place="T")
    with pytest.raises(InputError) as refused:
        workflow.save_bases(workspace, PLANNER, bases=())
    assert refused.value.code == "office.base_used"
    crew = replace(view.teams[0], level=TeamLevel.COMMUNE, territory=(view.office.communes[0],))
    workflow.save_teams(workspace, PLANNER, crews=(crew,))
    assert workflow.read_setup(workspace, PLANNER).teams == (crew,)
    with pytest.raises(InputError) as refused:
        workflow.save_teams(workspace, PLANNER, crews=(replace(crew, agencies=()),))
    assert refused.value.code == "office.team_no_agency"
    short = replace(view.types[0], service_s=600)
    workflow.save_types(workspace, PLANNER, types=(short, *view.types[1:]))
    assert workflow.types_of(workspace)[0].service_s == 600
    with pytest.raises(InputError) as refused:
        workflow.save_types(workspace, PLANNER, types=(replace(short, windows=()), *view.types[1:]))
    assert refused.value.code == "office.type_hours"


def test_hours_past_midnight_belong_to_the_day_before():
    assert read_hours("21:00-01:30", key="x").to_s == 25 * 3600 + 1800
    assert read_hours("21:00-25:30", key="x").to_s == 25 * 3600 + 1800
    with pytest.raises(InputError):
        read_hours("08:00-08:00", key="x")


def test_an_own_unit_beside_known_ones_makes_an_area_of_its_own(reference):
    fields = Fields({"vintage": "post2025", "vintages": [{"id": "post2025", "units": [
        {"code": "99999", "name": "Mới", "kind": "Xã", "lon": 106.0, "lat": 11.0}]}]})  # fmt: skip
    area = read_area(fields, reference, home=Path("."), on=date(2027, 3, 1))
    assert [commune.key.code for commune in area.communes] == ["99999"]
    assert area.successions == ()
    # A known vintage keeps the dates that the table leaves out.
    assert area.vintages[0].valid_from == date(2025, 7, 1)
