"""capacity and route --blocks on a small problem: one JSON object, sentences for people, a stated limit."""

import json
from itertools import product
from pathlib import Path

import pytest

from commands.registry import run

HOUR = 3600


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    """Return the path of a problem of twelve visits of one hour each and eight shifts of two hours."""
    spots = [(x * 1000.0, y * 1000.0) for x, y in product(range(4), range(3))]
    plain = {
        "locations": [{"id": "B", "x_m": 1500.0, "y_m": 1000.0}]
        + [{"id": f"p{k}", "x_m": x, "y_m": y} for k, (x, y) in enumerate(spots)],
        "travel": {"detour": 1.3, "speed_kmh": 60.0},
        "visits": [
            {"id": f"v{k}", "location": f"p{k}", "service_s": HOUR // 2, "required": True, "area": "AB"[k % 2]}
            for k in range(len(spots))
        ],
        "shifts": [
            {
                "id": f"s{k}", "team": f"t{k % 2}", "date": f"2027-03-{8 + k // 2:02d}", "start_s": 8 * HOUR,
                "end_s": 10 * HOUR, "start_location": "B", "end_location": "B", "max_duty_s": 2 * HOUR,
                "area": "AB"[k % 2],
            }
            for k in range(8)
        ],
        "weights": {"travel_points_per_minute": 1.0, "per_shift": 60.0},
    }  # fmt: skip
    path = tmp_path / "PROBLEM.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path


def answer(capsys, *arguments: str) -> dict:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_capacity_proves_the_fewest_shifts_and_what_each_brings(problem, capsys):
    told = answer(capsys, "capacity", str(problem), "--dong-per-shift", "750000", "--extra", "1")
    # Three half hours and their ways fill two hours: six visits of an area need two shifts each.
    assert (told["shifts"], told["at_least"], told["enough"], told["is_proved"]) == (8, 4, 4, True)
    assert [(kind["at_least"], kind["enough"]) for kind in told["kinds"]] == [(2, 2), (2, 2)]
    assert sorted(shift for kind in told["kinds"] for shift in kind["shifts"]) == [f"s{k}" for k in range(8)]
    visits = [point["visits"] for point in told["curve"]]
    assert visits == [3, 6, 9, 12, 12, 12, 12, 12, 12]
    assert [point["cost_dong"] for point in told["curve"][:2]] == [750_000, 1_500_000]


def test_capacity_speaks_and_stops_where_the_curve_is_flat(problem, capsys):
    assert run(["capacity", str(problem), "--dong-per-shift", "750000"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Cần ít nhất 4 ca")
    assert lines[-1] == "4 ca: 12 cơ sở, khoảng 3.000.000 đồng."
    assert sum(line.startswith("Loại ca") for line in lines) == 2


def test_a_limit_of_seconds_leaves_two_numbers_that_hold(problem, capsys):
    told = answer(capsys, "capacity", str(problem), "--seconds", "1")
    assert told["at_least"] <= 4 and (told["enough"] is None or told["enough"] >= 4)
    assert all(kind["at_least"] <= 2 for kind in told["kinds"])
    assert run(["capacity", str(problem), "--seconds", "0"]) == 2


def test_route_by_blocks_makes_a_legal_plan_without_the_whole_table(problem, tmp_path, capsys):
    out = tmp_path / "SOLUTION.json"
    told = answer(capsys, "route", str(problem), "--blocks", "--iterations", "2", "--seed", "3", "--out", str(out))
    assert told["routes"] >= 4
    assert answer(capsys, "verify", str(problem), str(out))["ok"]
    planned = {stop["visit"] for route in json.loads(out.read_text())["routes"] for stop in route["stops"]}
    assert planned == {f"v{k}" for k in range(12)}


def test_blocks_need_the_key_travel(problem, tmp_path, capsys):
    plain = json.loads(problem.read_text(encoding="utf-8"))
    del plain["travel"]
    size = len(plain["locations"])
    plain["matrix"] = {"duration_s": [[0 if i == j else 60 for j in range(size)] for i in range(size)]}
    problem.write_text(json.dumps(plain), encoding="utf-8")
    assert run(["route", str(problem), "--blocks", "--out", str(tmp_path / "S.json")]) == 3
    assert "travel" in capsys.readouterr().err
    assert not (tmp_path / "S.json").exists()
