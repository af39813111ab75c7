"""No harm: what the field may never ask, hold or show, held by data and by the shape of what is kept."""

import json
import re
import tomllib
import unicodedata
from array import array
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from domain.establishments import Decision, Establishment, OpeningHours, Status
from domain.inspections import Complaint, Finding
from domain.places import Base, CommuneKey, Position, PositionSource
from domain.routing import Route, Solution, Stop
from domain.teams import Shift, Team, TeamLevel
from domain.travel import TravelMatrix
from domain.visits import RECORDED, StopKind, VisitResult, VisitStatus
from planner.problem import build_problem, visit_windows
from planner.routing import solve
from planner.verify import verify
from store.tables import METADATA
from workflow.reference import Reference, load_reference

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "data" / "rules"
FORBIDDEN = tomllib.loads((Path(__file__).with_name("forbidden_phrases.toml")).read_text("utf-8"))
LINT = "lint_words.csv"
"""Holds the words by which free text about persons is found: the one place where they must stand."""
HOUR = 3600


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(ROOT / "data")


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.replace("đ", "d")) if not unicodedata.combining(c))


def hits(text: str, phrases: list[str]) -> list[str]:
    """Return the phrases that stand in a text as words of their own, typed with accents or wholly without."""
    low = unicodedata.normalize("NFC", text).casefold()
    for name in FORBIDDEN["names_of_laws"]:
        low = low.replace(name, " ")
    return [
        phrase
        for phrase in phrases
        if any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", low) for one in {phrase, plain(phrase)})
    ]


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)] + [str(key) for key in value]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [str(value)]


# Words.


def test_the_list_finds_what_it_must_and_leaves_a_laws_name_alone():
    assert hits("Có Bao Cao Su trong phòng", FORBIDDEN["carried"]) == ["bao cao su"]
    assert hits("co bao cao su", FORBIDDEN["carried"]) == ["bao cao su"]
    assert hits("Báo cáo sử dụng lao động", FORBIDDEN["carried"]) == []
    assert hits("Pháp lệnh Phòng, chống mại dâm số 10/2003", FORBIDDEN["law_words"]) == []
    assert hits("Có hoạt động mại dâm", FORBIDDEN["law_words"]) == ["mại dâm"]


@pytest.mark.parametrize("path", sorted(p.name for p in RULES.iterdir() if p.name != LINT))
def test_nothing_carried_for_health_is_in_any_rule_card_or_list(path):
    assert hits((RULES / path).read_text("utf-8"), FORBIDDEN["carried"]) == []


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "words" / "vi").glob("*.toml")), ids=lambda path: path.stem)
def test_nothing_carried_for_health_is_in_any_word_of_the_product(path):
    assert hits(path.read_text("utf-8"), FORBIDDEN["carried"]) == []


def test_no_line_of_the_field_names_an_act_or_the_life_of_a_person(reference):
    rules = reference.field_rules
    lists = (rules.checklists, rules.findings, rules.actions, rules.regulations, rules.tasks)
    for rule in (one for each in lists for one in each):
        said = f"{rule.label} {rule.duty}"
        assert hits(said, FORBIDDEN["persons"] + FORBIDDEN["law_words"]) == [], rule.code
        assert hits(rule.basis, FORBIDDEN["persons"]) == [], rule.code


def test_no_code_of_the_field_names_one_either(reference):
    rules = reference.field_rules
    codes = [rule.code for each in (rules.checklists, rules.findings, rules.actions, rules.tasks) for rule in each]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9_]{2,29}", code) for code in codes)
    assert not [code for code in codes if re.search(r"SEX|PROSTIT|GIRL|CONDOM|MINOR|VICTIM|DRUG|NUDE|CLIENT", code)]
    for each in (rules.checklists, rules.findings, rules.actions, rules.regulations, rules.tasks):
        assert len({rule.code for rule in each}) == len(each)


def test_the_pages_words_ask_for_no_person(reference):
    shown = {key: text for key, text in reference.words.sentences.items() if key.startswith(("field", "sheet"))}
    assert len(shown) > 30
    assert {key: found for key, text in shown.items() if (found := hits(text, ASKED))} == {}


ASKED = [one for one in FORBIDDEN["persons"] if one not in ("tệ nạn", "người báo tin", "căn cước", "cccd", "ngày sinh")]
"""A page may say what it does not want to read: no identity card, no day of birth, no name of who reported."""


def test_every_finding_begins_with_a_duty_of_an_establishment(reference):
    rules = reference.field_rules
    duties = {item.code: item.duty for item in rules.checklists}
    assert len(rules.findings) >= 15
    for finding in rules.findings:
        assert finding.items and all(finding.label.startswith(f"{duties[item]}: ") for item in finding.items), (
            finding.code
        )


def test_every_line_has_its_ground_its_day_and_its_source(reference):
    rules = reference.field_rules
    for each in (rules.checklists, rules.findings, rules.actions, rules.regulations, rules.tasks):
        for rule in each:
            assert rule.basis and rule.source and rule.label and rule.valid_from < date(2027, 1, 1), rule.code
            doubts = "chưa" in rule.source or "nguồn thứ cấp" in rule.source
            assert not (doubts and rule.is_checked), rule.code


def test_known_codes_of_earlier_years_are_still_worded(reference):
    from demo.history import ACTIONS, FINDINGS

    assert set(FINDINGS) <= {rule.code for rule in reference.field_rules.findings}
    assert set(ACTIONS) <= {rule.code for rule in reference.field_rules.actions}


def test_a_sign_of_a_minor_of_violence_or_trafficking_is_no_item_but_a_reason_to_stop(reference):
    rules = reference.field_rules
    words = ["chưa thành niên", "trẻ em", "dưới 18", "bạo lực", "mua bán người", "cưỡng bức"]
    for each in (rules.checklists, rules.findings, rules.tasks):
        assert not [rule.code for rule in each if hits(f"{rule.label} {rule.duty}", words)]
    settings = rules.defaults
    assert "Dừng kiểm tra" in settings.alarm_text and "chỉ ghi ngày đã chuyển" in settings.alarm_text
    assert {"111", "113"} <= {one.number for one in settings.alarm_numbers}


# The shape of what is kept.


def test_a_result_has_these_fields_and_no_other():
    assert {field.name for field in fields(VisitResult)} == {
        "stop", "kind", "status", "device", "edit", "recorded_at", "arrived_at", "left_at", "distance_m", "agencies",
        "is_full", "minutes_no", "findings", "checks", "regulations", "commitment_on", "leaflet_left", "forwarded_on",
        "tasks", "difficulties", "note",
    }  # fmt: skip
    assert {field.name for field in fields(Finding)} <= {"code", "action", "remedy_due_on", "remedied_on", "fine_dong"}
    # Of where a tablet was there is one number, at arrival.
    assert not [field.name for field in fields(VisitResult) if field.name in ("lon", "lat", "position", "accuracy_m")]


def test_nobody_who_reported_can_be_kept_with_a_complaint():
    names = {field.name for field in fields(Complaint)}
    assert not {name for name in names if re.search(r"sender|informant|reporter|phone|contact|caller|person", name)}


@pytest.mark.parametrize("table", ["results", "result_choices", "remedies", "inspections", "complaints", "sheet_looks"])
def test_no_table_of_the_field_has_a_column_that_looks_on_or_follows(table):
    columns = [column.name for column in METADATA.tables[table].columns]
    assert columns and not [name for name in columns if any(word in name.split("_") for word in FORBIDDEN["watching"])]
    assert not {"lon", "lat", "position"} & set(columns)


def test_the_contract_of_the_files_knows_no_picture_and_no_way_walked():
    text = (ROOT / "docs" / "formats" / "field.md").read_text("utf-8")
    keys = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", text))))
    assert {"findings", "distance_m", "forwarded_on"} <= keys
    assert not keys & (set(FORBIDDEN["watching"]) - {"path"})


def test_the_scripts_of_a_tablet_open_no_camera_and_no_file():
    scripts = "\n".join(path.read_text("utf-8") for path in (ROOT / "browser" / "field").glob("*.js"))
    assert "geolocation" in scripts
    for forbidden in ("getUserMedia", "mediaDevices", "capture", "ImageCapture", '"file"', "image/"):
        assert forbidden not in scripts, forbidden


def test_a_stop_is_an_establishment_or_a_communes_own_house_and_nothing_else():
    assert {kind.value for kind in StopKind} == {"establishment", "commune_supervision"}
    assert {status.value for status in RECORDED} == {
        "arrived", "inspected", "closed_door", "not_found", "moved", "refused", "postponed",
    }  # fmt: skip


def test_only_a_full_inspection_of_an_establishment_with_minutes_counts():
    from datetime import UTC, datetime

    def result(**more):
        base = {"stop": "a", "kind": StopKind.ESTABLISHMENT, "status": VisitStatus.INSPECTED, "is_full": True}
        whole = {
            **base,
            "minutes_no": "1/BB",
            "device": "d",
            "edit": 1,
            "recorded_at": datetime(2027, 3, 8, tzinfo=UTC),
        }
        return VisitResult(**{**whole, **more})

    assert result().counts
    assert not result(minutes_no="").counts and not result(is_full=False).counts
    assert not result(kind=StopKind.COMMUNE_SUPERVISION).counts
    assert not any(result(status=status).counts for status in VisitStatus if status is not VisitStatus.INSPECTED)


# Lodgings in the evening.


def lodgings(reference):
    rules = reference.field_rules
    return [kind for kind in reference.types if kind.code in rules.lodging_types]


def test_visits_to_lodgings_end_before_ten_in_the_evening(reference):
    rules = reference.field_rules
    assert rules.lodging_until_s == 22 * HOUR and len(lodgings(reference)) == len(rules.lodging_types) == 4
    for kind in lodgings(reference):
        assert max(window.to_s for window in kind.windows) <= rules.lodging_until_s
        for hours in (None, OpeningHours(from_s=0, to_s=24 * HOUR), OpeningHours(from_s=23 * HOUR, to_s=26 * HOUR)):
            assert max(last for _, last in visit_windows(kind, hours)) + kind.service_s <= rules.lodging_until_s


def test_a_plan_that_visits_one_later_breaks_a_rule(reference):
    """A shift until midnight would have the time: the window of the type alone keeps it away."""
    key = CommuneKey(vintage="v", code="1")
    hotel = Establishment(
        id="H", entity_id="E", name="Khách sạn", type="KHACHSAN", type_raw="", hamlet="", address_raw="", commune_raw="",
        commune_reported=key, commune_now=key, coords_raw="", status=Status.ACTIVE, decision=Decision.ACCEPTED,
        position=Position(lon=106.1, lat=11.5, source=PositionSource.GIVEN, quality="A", accuracy_m=10),
    )  # fmt: skip
    agencies = next(kind.agencies for kind in reference.types if kind.code == "KHACHSAN")
    team = Team(id="T", name="T", level=TeamLevel.AREA, base="B", agencies=agencies)
    shift = Shift(
        id="S", team="T", date=date(2027, 3, 8), start_s=21 * HOUR, end_s=24 * HOUR, start_location="B",
        end_location="B", max_duty_s=3 * HOUR, agencies=agencies,
    )  # fmt: skip
    problem = build_problem(
        name="p", establishments=[hotel], types={kind.code: kind for kind in reference.types}, shifts=[shift],
        teams=[team], bases=[Base(id="B", name="B", lon=106.0, lat=11.5)],
        matrix=TravelMatrix(size=2, durations=array("i", [0, 600, 600, 0]), distances=None, source="t"),
    )  # fmt: skip
    found = solve(problem, solver="greedy", seed=1)
    assert verify(problem, found).ok and found.routes[0].stops[0].leave_s <= 22 * HOUR
    start = 22 * HOUR
    late = Route(
        shift="S", departure_s=start - 600, return_s=start + 1800 + 600, travel_s=1200, break_start_s=None,
        stops=(Stop(visit="H", arrival_s=start, wait_s=0, start_s=start, leave_s=start + 1800),),
    )  # fmt: skip
    broken = verify(problem, Solution(**{**_fields(found), "routes": (late,)})).broken
    assert "window" in {rule.code for rule in broken}


def _fields(solution):
    return {field.name: getattr(solution, field.name) for field in fields(solution)}


def test_what_leaves_for_a_tablet_says_none_of_it_either(demo_copy):
    import workflow
    from domain.accounts import AccountRole, Actor
    from workflow.workspace import open_workspace, settings_from

    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    planner = Actor(account="p", role=AccountRole.PLANNER)
    plan = workflow.read_plan(workspace, planner)
    workflow.seal_plan(
        workspace, planner, round_id=plan.round.id, version=plan.version, decision_no="1", decision_on=date(2027, 3, 2),
        signer="A",
    )  # fmt: skip
    for view in workflow.list_sheets(workspace, planner):
        sheet = json.loads(json.dumps(workflow.read_sheet(workspace, planner, shift=view.sheet.shift)))
        told = [text for key, value in sheet.items() if key != "words" for text in texts(value)]
        found = {one for text in told for one in hits(text, FORBIDDEN["carried"] + FORBIDDEN["law_words"])}
        assert not found
    workspace.store.close()
