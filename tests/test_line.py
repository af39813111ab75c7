"""The line end to end: the demo, twice; broken plans; bad input leaves the store as it was."""

import json
import os
import stat
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, InspectionError, NotAllowedError
from domain.rounds import SamplingRule
from planner.routing.formats import read_problem
from store.establishments import read_establishments
from workflow.workspace import open_workspace, settings_from

ROOT = Path(__file__).resolve().parent.parent
PLANNER = Actor(account="p", role=AccountRole.PLANNER)


def cli(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "cli.py", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture
def workspace(demo_copy):
    """Return the demo office open, closed again after the test."""
    found = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    yield found
    found.store.close()


def test_the_demo_prints_what_was_promised(demo_dir):
    shown = json.loads((demo_dir / "demo.json").read_text(encoding="utf-8"))
    assert shown["registered"] == 240
    assert shown["required"] == 48
    assert shown["selected"] == shown["must"] + shown["risk"] + shown["lottery"] >= 48
    assert shown["rows_read"] == 256
    assert shown["rules_broken"] == 0
    assert shown["routed"] + len(shown["unassigned"]) == shown["selected"]
    assert all(entry["reasons"] for entry in shown["unassigned"])
    assert shown["stopped_by"] == "iterations"
    assert all((demo_dir / paper).exists() for paper in shown["papers"])


def test_no_password_is_printed_and_the_file_is_private(demo_dir):
    text = (demo_dir / "demo.json").read_text(encoding="utf-8")
    path = demo_dir / "first-sign-in.txt"
    passwords = [line.split("\t")[1] for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(passwords) >= 6
    assert not any(password in text for password in passwords)
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_twice_with_one_seed_gives_the_same_bytes(demo_dir, tmp_path):
    again = cli("demo", "--dir", str(tmp_path / "again"), "--json")
    first = json.loads((demo_dir / "demo.json").read_text(encoding="utf-8"))
    second = json.loads(again.stdout)
    del first["seconds"], second["seconds"]
    assert first == second
    for paper in first["papers"]:
        assert (demo_dir / paper).read_bytes() == (tmp_path / "again" / paper).read_bytes(), paper


def test_the_drawn_sample_can_be_drawn_again_and_checked(demo_dir):
    papers = demo_dir / "papers"
    drawn = json.loads((papers / "draw.json").read_text(encoding="utf-8"))
    frame, rule = str(papers / "frame.csv"), str(papers / "rule.toml")
    again = cli("draw", frame, "--rule", rule, "--seed", drawn["seed"], "--json")
    assert {k: json.loads(again.stdout)[k] for k in ("must", "risk", "lottery", "reserves")} == {
        k: drawn[k] for k in ("must", "risk", "lottery", "reserves")
    }
    assert cli("verify", str(papers / "problem.json"), str(papers / "solution.json")).returncode == 0


def spoil(solution: dict, kind: str) -> None:
    """Break a good plan in one way."""
    routes = [r for r in solution["routes"] if r["stops"]]
    route, other = routes[0], routes[1]
    stop = route["stops"][0]
    if kind == "forgotten":
        route["stops"].pop()
    elif kind == "twice":
        other["stops"].append(dict(stop))
    elif kind == "unknown_visit":
        stop["visit"] = "nobody"
    elif kind == "unknown_shift":
        route["shift"] = "never"
    elif kind == "too_early":
        stop["start_s"] -= 40_000
    elif kind == "too_short":
        stop["leave_s"] -= 600
    elif kind == "too_fast":
        stop["arrival_s"] = route["departure_s"]
        stop["wait_s"] = stop["start_s"] - stop["arrival_s"]
    elif kind == "late_home":
        route["return_s"] += 40_000
    elif kind == "wrong_travel":
        route["travel_s"] -= 60
    elif kind == "wrong_score":
        solution["score"] += 5
    elif kind == "swapped":
        route["stops"].reverse()


@pytest.mark.parametrize(
    "kind",
    ["forgotten", "twice", "unknown_visit", "unknown_shift", "too_early", "too_short", "too_fast", "late_home",
     "wrong_travel", "wrong_score", "swapped"],
)  # fmt: skip
def test_verify_finds_every_kind_of_broken_plan(demo_dir, tmp_path, kind):
    solution = json.loads((demo_dir / "papers" / "solution.json").read_text(encoding="utf-8"))
    spoil(solution, kind)
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(solution), encoding="utf-8")
    done = cli("verify", str(demo_dir / "papers" / "problem.json"), str(path), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["broken"]


def workbook(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (None, "register.not_workbook"),
        ([["a", "b"], ["c", "d"]], "register.no_header"),
        ([["STT", "Tên cơ sở", "Loại hình", "Xã"]], "register.no_rows"),
        ([["STT", "Tên cơ sở", "Loại hình", "Xã"], ["1", "Karaoke A", "Karaoke", "Xã Không Có Thật"]], "register.no_commune_known"),
    ],
)  # fmt: skip
def test_a_bad_workbook_is_refused_and_the_register_stays(workspace, tmp_path, rows, code):
    path = tmp_path / "bad.xlsx"
    if rows is None:
        path.write_bytes(b"not a workbook")
    else:
        workbook(path, rows)
    with workspace.store.read() as connection:
        before = read_establishments(connection)
    with pytest.raises(InputError) as refused:
        workflow.import_register(workspace, PLANNER, path=path, file_name="bad.xlsx")
    assert refused.value.code == code
    assert f"error.{code}" in workspace.reference.words
    with workspace.store.read() as connection:
        assert read_establishments(connection) == before


def test_a_rule_above_the_whole_is_refused():
    with pytest.raises(InputError) as refused:
        SamplingRule(rate_bp=10_001)
    assert refused.value.code == "rule.share"


def test_a_shift_that_ends_before_it_starts_is_refused(demo_dir):
    problem = json.loads((demo_dir / "papers" / "problem.json").read_text(encoding="utf-8"))
    problem["shifts"][0]["end_s"] = problem["shifts"][0]["start_s"] - 1
    with pytest.raises(InputError) as refused:
        read_problem(json.dumps(problem))
    assert refused.value.code == "problem.shift_ends_early"


@pytest.mark.parametrize("role", [AccountRole.TEAM, AccountRole.LEADER, AccountRole.ADMINISTRATOR])
@pytest.mark.parametrize("step", ["read_plan", "read_working_map", "read_register", "list_rounds", "read_communes"])
def test_only_the_planner_sees_the_plan(workspace, role, step):
    with pytest.raises(NotAllowedError):
        getattr(workflow, step)(workspace, Actor(account="x", role=role, team="T1"))


def test_a_team_sees_its_own_shift_from_its_hour_on(workspace):
    view = workflow.read_plan(workspace, PLANNER)
    workflow.seal_plan(
        workspace, PLANNER, round_id=view.round.id, version=view.version, decision_no="12/QĐ", decision_on=date(2027, 3, 2),
        signer="Trưởng phòng",
    )  # fmt: skip
    first = view.shifts[0]
    team = Actor(account="t", role=AccountRole.TEAM, team=first.team)
    early = workflow.team_shifts(workspace, team)
    assert early.shifts == () and early.next_reveal_at is not None
    workflow.move_clock(workspace, PLANNER, at=early.next_reveal_at)
    now = workflow.team_shifts(workspace, team)
    assert [s.shift for s in now.shifts] == [first.shift]
    assert all(stop.reason is None for stop in now.shifts[0].stops)


def test_a_moved_stop_is_verified_and_kept_as_a_version(workspace):
    view = workflow.read_plan(workspace, PLANNER)
    stop = view.shifts[0].stops[0]
    other = view.shifts[-1].shift
    try:
        moved = workflow.move_stop(
            workspace,
            PLANNER,
            round_id=view.round.id,
            version=view.version,
            visit=stop.establishment_id,
            shift=other,
            order=1,
        )
    except InspectionError as refused:
        assert refused.code == "plan.move_breaks"
        assert workflow.read_plan(workspace, PLANNER).version == view.version
    else:
        assert moved.version == view.version + 1 and moved.rules_broken == 0


def test_the_coverage_counts_nothing_before_anything_was_done(workspace):
    shown = workflow.read_coverage(workspace, Actor(account="l", role=AccountRole.LEADER))
    assert (shown.coverage.area.registered_frozen, shown.coverage.area.inspected, shown.coverage.area.need) == (
        240,
        0,
        48,
    )
    assert len(shown.commune_names) == 6


def test_a_command_that_is_not_there_is_a_matter_of_usage():
    done = cli("nonsense")
    assert done.returncode == 2
    assert "nonsense" in done.stderr and "Traceback" not in done.stderr


def test_bad_input_is_worded_in_vietnamese_with_its_own_exit_code(tmp_path):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"not a workbook")
    done = cli("register", "check", str(path))
    assert done.returncode == 3
    assert "bad.xlsx" in done.stderr or "tệp" in done.stderr.lower()
    assert "Traceback" not in done.stderr


def test_no_team_ever_sees_the_shift_of_another(workspace):
    view = workflow.read_plan(workspace, PLANNER)
    workflow.seal_plan(
        workspace, PLANNER, round_id=view.round.id, version=view.version, decision_no="12/QĐ", decision_on=date(2027, 3, 2),
        signer="Trưởng phòng",
    )  # fmt: skip
    workflow.move_clock(workspace, PLANNER, at=datetime(2027, 4, 1, 8, 0))
    used = {shift.team for shift in view.shifts}
    assert len(used) > 1
    for team in used:
        seen = workflow.team_shifts(workspace, Actor(account="t", role=AccountRole.TEAM, team=team))
        assert {s.shift for s in seen.shifts} == {s.shift for s in view.shifts if s.team == team}


def test_the_map_says_what_each_establishment_is_this_year(workspace):
    points = workflow.read_working_map(workspace, PLANNER).points
    states = Counter(point.year_state for point in points if point.in_scope)
    # The demo's owners inspected within a year have 24 or 25 establishments; two of them must be seen all the same.
    assert states.total() == 240 and set(states) == {"open", "exempt"}
    assert 20 <= states["exempt"] <= 26
    assert {point.year_state for point in points if not point.in_scope} == {"pending", "out"}


def test_where_there_is_no_office_no_round_is_opened(tmp_path):
    done = cli("round", "open", "--starts", "2027-03-08", "--ends", "2027-03-19", "--dir", str(tmp_path), "--json")
    assert done.returncode == ConflictError.exit_code and "Chưa thiết lập đơn vị" in done.stderr


def test_a_round_goes_from_open_to_seal_by_commands(demo_copy):
    def step(*arguments: str) -> dict:
        done = cli(*arguments, "--dir", str(demo_copy), "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    assert len(step("office", "show")["communes"]) == 6
    opened = step("round", "open", "--starts", "2027-03-08", "--ends", "2027-03-19")["round"]
    assert step("round", "freeze", opened)["registered"] == 240
    assert step("round", "draw", opened, "--seed", "ab" * 32)["selected"] == 48
    planned = step("plan", "make", opened)
    assert planned["routed"] + planned["unassigned"] == 48 and planned["rules_broken"] == 0
    assert all((demo_copy / paper).exists() for paper in step("documents", "write", opened)["papers"])
    sealed = step("round", "seal", opened, "--decision-no", "12/QĐ", "--decision-on", "2027-03-02", "--signer", "A")
    assert sealed["status"] == "sealed"
    again = cli("round", "draw", opened, "--dir", str(demo_copy))
    assert again.returncode == 5 and "Traceback" not in again.stderr


def test_boundaries_load_by_command_and_a_wrong_file_keeps_the_old_ones(demo_copy, tmp_path):
    kept = demo_copy / "boundaries" / "post2025.geojson"
    before = kept.read_bytes()
    bad = tmp_path / "bad.geojson"
    bad.write_text("{}", encoding="utf-8")
    refused = cli("boundaries", "load", str(bad), "--vintage", "post2025", "--dir", str(demo_copy))
    assert refused.returncode == 3 and "Traceback" not in refused.stderr and kept.read_bytes() == before
    taken = cli("boundaries", "load", str(kept), "--vintage", "post2025", "--dir", str(demo_copy), "--json")
    assert json.loads(taken.stdout)["is_valid_coverage"] is True
