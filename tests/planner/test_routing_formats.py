"""PROBLEM.json and SOLUTION.json read back, and refused with the place of the fault."""

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from routing_cases import HOUR, solution_of, tiny_problem, with_shift, with_visit

from domain.errors import InputError
from domain.routing import CurrentPlan, Group, Remedy, Together, Unassigned, UnassignedReason
from domain.teams import Break
from planner.routing.formats import problem_json, read_problem, read_solution, solution_json
from planner.routing.timing import time_route

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ROOT / "docs" / "formats"
WORDS = tomllib.loads((ROOT / "data" / "words" / "vi" / "routing.toml").read_text(encoding="utf-8"))["error"]


def full_problem():
    """Return a problem that uses every key."""
    problem = with_shift(
        tiny_problem(
            groups=(Group(id="g", at_least=1),),
            together=(Together(visits=("v1", "v2"), within_s=900),),
            current=CurrentPlan(routes=(("m", ("v1", "v2")),), done=("v1",), locked={"v2": "day"}, lost_shifts=("e",)),
        ),
        "m",
        pause=Break(earliest_s=9 * HOUR, latest_s=10 * HOUR, duration_s=1800),
        max_stops=5,
        area="bắc",
    )
    return with_visit(problem, "v1", groups=("g",), allowed_shifts=("m",), area="bắc", priority=-1, required=False)


def full_solution():
    routes = tuple(time_route(tiny_problem(), shift, order) for shift, order in {"m": ["v1"], "e": ["v4"]}.items())
    left_out = Unassigned(
        visit="v3",
        reasons=(UnassignedReason(code="duty", shift="m", params={"over_s": 60}),),
        remedies=(Remedy(code="extra_shift", params={"team": "M"}, cost=61.5),),
    )
    return replace(solution_of(routes, score=-0.1), unassigned=(left_out,), bound=1.25)


def plain(problem):
    """Return the problem without what JSON does not hold: where its matrix came from."""
    return replace(problem, matrix=replace(problem.matrix, source="", digest=""))


def document(**changes) -> str:
    return json.dumps({**json.loads(problem_json(tiny_problem())), **changes})


def refusal(text: str) -> tuple[str, dict]:
    with pytest.raises(InputError) as refused:
        read_problem(text)
    # The sentence names no field that the refusal does not give.
    assert WORDS[refused.value.code].format_map(refused.value.params)
    return refused.value.code, dict(refused.value.params)


@pytest.mark.parametrize("problem", [tiny_problem(), full_problem()])
def test_a_problem_reads_back_the_same(problem):
    text = problem_json(problem)
    assert plain(read_problem(text)) == plain(problem)
    assert problem_json(read_problem(text)) == text


def test_a_solution_reads_back_the_same():
    text = solution_json(full_solution())
    assert read_solution(text) == full_solution()
    assert solution_json(read_solution(text)) == text


def test_absent_keys_have_the_empty_default():
    text = json.dumps(
        {
            "locations": [{"id": "B", "x_m": 0, "y_m": 0}],
            "matrix": {"duration_s": [[0]]},
            "visits": [{"id": "v", "location": "B", "service_s": 60}],
        }
    )
    problem = read_problem(text)
    (only,) = problem.visits
    assert (only.required, only.prize, only.windows, only.allowed_shifts, only.area) == (False, 0, (), None, None)
    assert (problem.name, problem.shifts, problem.current) == ("", (), None)
    assert problem.weights.travel_points_per_minute == 0


def test_travel_is_the_nearest_second_of_the_detour():
    # 3-4-5: 5 km x 1.3 / 36 km/h = 650 s; 1 m x 1.3 / 10 m/s = 0.13 s, nearest 0; 5 m: 0.65 s, nearest 1.
    points = [("a", 0, 0), ("b", 3000, 4000), ("c", 0, 1), ("d", 0, -5)]
    text = json.dumps(
        {
            "locations": [{"id": id, "x_m": x, "y_m": y} for id, x, y in points],
            "travel": {"detour": 1.3, "speed_kmh": 36},
        }
    )
    assert [read_problem(text).matrix.duration_s(0, j) for j in range(4)] == [0, 650, 0, 1]


def test_null_is_unreachable():
    text = json.dumps(
        {
            "locations": [{"id": "a", "lon": 1, "lat": 1}, {"id": "b", "lon": 1, "lat": 1}],
            "matrix": {"duration_s": [[0, None], [5, 0]], "distance_m": [[0, None], [50, 0]]},
        }
    )
    matrix = read_problem(text).matrix
    assert (matrix.duration_s(0, 1), matrix.duration_s(1, 0), matrix.distance_m(1, 0)) == (None, 5, 50)
    assert json.loads(problem_json(read_problem(text)))["matrix"]["duration_s"] == [[0, None], [5, 0]]


SHIFT = json.loads(problem_json(tiny_problem()))["shifts"][0]
VISIT = json.loads(problem_json(tiny_problem()))["visits"][0]


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"vists": []}, "unknown_key", "vists"),
        ({"shifts": [{**SHIFT, "colour": 1}]}, "unknown_key", "shifts[0].colour"),
        ({"visits": [{k: v for k, v in VISIT.items() if k != "service_s"}]}, "missing_key", "visits[0].service_s"),
        ({"visits": [{**VISIT, "service_s": 1.5}]}, "not_whole", "visits[0].service_s"),
        ({"visits": [{**VISIT, "service_s": True}]}, "not_whole", "visits[0].service_s"),
        ({"visits": [{**VISIT, "id": 7}]}, "not_text", "visits[0].id"),
        ({"visits": [{**VISIT, "windows": [[1]]}]}, "not_window", "visits[0].windows[0]"),
        ({"visits": [{**VISIT, "windows": [[2, 1]]}]}, "window", "visits[0].windows[0]"),
        ({"visits": [{**VISIT, "location": "x"}]}, "unknown_id", "visits[0].location"),
        ({"visits": [{**VISIT, "groups": ["x"]}]}, "unknown_id", "visits[0].groups"),
        ({"visits": [{**VISIT, "forbidden_shifts": ["x"]}]}, "unknown_id", "visits[0].forbidden_shifts"),
        ({"visits": [VISIT, VISIT]}, "double_id", "visits"),
        ({"shifts": [{**SHIFT, "end_s": SHIFT["start_s"]}]}, "shift_ends_early", "shifts[0]"),
        ({"shifts": [{**SHIFT, "date": "8/3/2027"}]}, "not_date", "shifts[0].date"),
        (
            {"shifts": [{**SHIFT, "break": {"earliest_s": 2, "latest_s": 1, "duration_s": 1}}]},
            "break",
            "shifts[0].break",
        ),
        ({"matrix": {"duration_s": [[0]]}}, "matrix_size", "matrix.duration_s"),
        ({"matrix": {"duration_s": [[0, -1, 0, 0, 0]] * 5}}, "not_whole", "matrix.duration_s[0]"),
        ({"travel": {"detour": 1, "speed_kmh": 1}}, "matrix_or_travel", "matrix"),
        ({"matrix": None, "travel": {"detour": 1, "speed_kmh": 1}}, "travel_needs_metres", "locations[0]"),
        ({"weights": {"per_shift": -1}}, "not_price", "weights.per_shift"),
        ({"current": {"routes": [], "locked": {"v1": "day"}}}, "unknown_id", "current.locked"),
        (
            {"current": {"routes": [{"shift": "m", "visits": ["v1"]}], "locked": {"v1": "week"}}},
            "lock",
            "current.locked.v1",
        ),
        ({"locations": [{"id": "B", "lon": 1}]}, "place", "locations[0]"),
        ({"visits": {}}, "not_list", "visits"),
        ({"weights": []}, "not_object", "weights"),
    ],
)
def test_a_fault_is_refused_where_it_stands(changes, code, path):
    found, params = refusal(document(**changes))
    assert (found, params["path"]) == (f"problem.{code}", path)


def test_an_unknown_key_is_named():
    assert refusal(document(vists=[]))[1]["name"] == "vists"


@pytest.mark.parametrize(
    ("text", "code"), [("{", "not_json"), ("[]", "not_object"), ('{"name":"a","name":"b"}', "double_key")]
)
def test_what_is_no_document_is_refused(text, code):
    assert refusal(text)[0] == f"problem.{code}"
    with pytest.raises(InputError) as refused:
        read_solution(text)
    assert refused.value.code == f"solution.{code}"


def test_a_solution_with_a_score_that_is_no_number_is_refused():
    with pytest.raises(InputError) as refused:
        read_solution(solution_json(full_solution()).replace("-0.1", "NaN"))
    assert (refused.value.code, refused.value.params["path"]) == ("solution.not_number", "score")


def test_every_refusal_has_its_sentence():
    """Every code that the readers and checks can raise, read from their sources, has Vietnamese words."""
    folders = (ROOT / "planner" / "routing", ROOT / "benchmarks")
    sources = [*(path for folder in folders for path in sorted(folder.glob("*.py"))), ROOT / "planner" / "problem.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    codes = set(re.findall(r'InputError\(\s*"([a-z_.]+)"', text))
    codes |= {f"problem.{code}" for code in re.findall(r'node\.error\("([a-z_]+)"', text)}
    codes |= {f"solution.{code}" for code in re.findall(r'top\.error\("([a-z_]+)"', text)}
    both = [*re.findall(r'InputError\(f"\{document\}\.([a-z_]+)"', text), "unknown_key", "missing_key"]
    both += [f"not_{kind}" for kind in ("text", "whole", "signed", "number", "list", "object")]
    codes |= {f"{part}.{code}" for part in ("problem", "solution") for code in both}
    codes |= {f"problem.not_{kind}" for kind in ("price", "flag", "texts", "date")} | {"solution.not_params"}
    codes.remove("replan.no_plan")  # its sentence stands with the others of re-planning
    assert codes == set(WORDS)


@pytest.mark.parametrize("name", ["problem", "solution"])
def test_the_schema_agrees_with_the_reader(name):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((FORMATS / f"{name}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    text = problem_json(full_problem()) if name == "problem" else solution_json(full_solution())
    value = json.loads(text)
    assert list(validator.iter_errors(value)) == []
    assert list(validator.iter_errors({**value, "colour": 1})) != []
    assert set(schema["properties"]) == set(value) | ({"travel"} if name == "problem" else set())
