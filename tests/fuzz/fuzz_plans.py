"""Readers of a round's plain files: problems, solutions, rules, frames, draws, and the archive of them all."""

import json
from pathlib import Path
from typing import Any

from fuzz_damage import damaged_json, damaged_text, damaged_tree, damaged_zip
from fuzz_rule import Target, held, is_refusal
from hypothesis import strategies as st

from documents.round_archive import archive_key, csv_text, json_text, read_archive, round_archive
from domain.rounds import FrameRow, SamplingRule
from planner.routing import solve
from planner.routing.formats import problem_json, read_problem, read_solution, solution_json
from planner.selection import draw_sample
from planner.selection.formats import draw_json, frame_csv, read_draw, read_frame, read_rule, rule_toml
from planner.verify import verify
from planner.verify_draw import verify_draw
from workflow.archive_checking import verify_archive

PROBLEM: dict[str, Any] = {
    "name": "tiny",
    "locations": [{"id": name, "x_m": 100.0 * k, "y_m": 7.5 * k} for k, name in enumerate(["B", "p1", "p2", "p3"])],
    "matrix": {
        "duration_s": [[0 if i == j else 300 + 60 * (i + j) for j in range(4)] for i in range(4)],
        "distance_m": None,
    },
    "visits": [
        {"id": "v1", "location": "p1", "service_s": 1800, "windows": [[28800, 39600]], "groups": ["g"], "prize": 30},
        {"id": "v2", "location": "p2", "service_s": 900, "windows": [], "required": True, "agencies": ["CA"]},
        {"id": "v3", "location": "p3", "service_s": 900, "forbidden_shifts": ["m"], "allowed_shifts": ["e"], "priority": 2},
    ],
    "shifts": [
        {"id": name, "team": team, "date": "2027-03-08", "start_s": start, "end_s": start + 14400, "start_location": "B",
         "end_location": "B", "max_duty_s": 14400, "agencies": ["CA"], "max_stops": stops,
         "break": {"earliest_s": start + 3600, "latest_s": start + 7200, "duration_s": 600} if stops else None}
        for name, team, start, stops in (("m", "A", 28800, 3), ("e", "B", 64800, None))
    ],
    "groups": [{"id": "g", "at_least": 1}],
    "together": [{"visits": ["v1", "v2"], "within_s": 7200}],
    "current": {"routes": [{"shift": "m", "visits": ["v1", "v2"]}], "done": [], "locked": {"v1": "day"}, "lost_shifts": []},
    "weights": {"travel_points_per_minute": 1.0, "balance_points_per_hour": 2.0, "per_shift": 10, "moved": 5},
}  # fmt: skip
ON_PLANE = {key: value for key, value in PROBLEM.items() if key != "matrix"} | {
    "travel": {"detour": 1.3, "speed_kmh": 30}
}
SOLVED = read_problem(json.dumps(PROBLEM))
SOLUTION = json.loads(solution_json(solve(SOLVED, solver="greedy")))
UNKEPT = ("required_missing", "group", "lock", "lock_order", "done")
"""What a plan may be unable to keep; it says so of itself."""
ROWS = tuple(
    FrameRow(
        id=f"E{k:02d}", commune="AB"[k % 2], type="XY"[k // 2 % 2], score=k, must=k == 1, exempt=k == 2, done=k == 3,
        lon=106.0 + k / 100, lat=11.5,
    )
    for k in range(16)
)  # fmt: skip
RULE = SamplingRule()
SAMPLE = draw_sample(ROWS, RULE, seed="5" * 64)
DRAW = json.loads(json.dumps(draw_json(SAMPLE)))
CHOSEN = {*SAMPLE.must, *SAMPLE.risk, *SAMPLE.lottery}


def _archive() -> tuple[bytes, bytes]:
    """Return an archive in which everything but its plan is of one round, with its key; what it breaks does not matter."""
    role = {id_: name for name in ("must", "risk", "lottery") for id_ in getattr(SAMPLE, name)}
    role |= dict.fromkeys(SAMPLE.reserves, "reserve")
    rows = [(r.id, r.commune, r.type, role.get(r.id, "not_drawn"), "1" if r.id in CHOSEN else "0") for r in ROWS]
    files = {
        "LIST.csv": csv_text(("id", "commune", "type", "role", "visited"), rows),
        "RULE.toml": rule_toml(RULE),
        "PROBLEM.json": problem_json(SOLVED),
        "SOLUTION.json": json.dumps(SOLUTION),
        "CHANGES.json": json_text([{"kind": "fall", "establishment": "E00", "stand_in": ""}]),
        "RESULTS.json": json_text(
            [{"is_full": True, "has_minutes": True, "establishment": "E01", "findings": [{"remedied_on": ""}]}]
        ),
        "SUMS.json": json_text(
            {"area": {}, "communes": {"A": {"registered": 8}}, "types": {}, "findings": {"open": 1, "closed": 0}}
        ),
    }
    seed = {"seed": SAMPLE.seed, "frame_hash": SAMPLE.frame_hash, "plan_hash": SAMPLE.plan_hash, "dice_source": "given"}
    drawn = {"FRAME.csv": frame_csv(ROWS), "DRAW.json": json_text(DRAW), "SEED.json": json_text(seed)}
    apart = {"KEY.csv": csv_text(("pseudonym", "id"), [(r.id, r.id) for r in ROWS])}
    return round_archive({**files, **drawn}, apart={}), archive_key(apart)


ARCHIVE, KEY = _archive()


def solved_or_refused(text: str, folder: Path) -> None:
    """Read a problem, solve it, and let the checker say that the plan keeps every rule that can be kept."""
    found = held(lambda: read_problem(text))
    if is_refusal(found):
        return
    assert problem_json(read_problem(problem_json(found))) == problem_json(found)
    solution = held(lambda: solve(found, solver="greedy", seconds=2))
    if is_refusal(solution):
        return
    left = {one.visit for one in solution.unassigned}
    verdict = held(lambda: verify(found, solution))
    assert [rule for rule in verdict.broken if rule.code not in UNKEPT and rule.visit not in left] == []
    assert read_solution(solution_json(solution)) == solution


def judged(text: str, folder: Path) -> None:
    """Read a solution and have it checked against a problem that it may have nothing to do with."""
    found = held(lambda: read_solution(text))
    if not is_refusal(found):
        held(lambda: verify(SOLVED, found))


def drawn_or_refused(texts: tuple[str, str, str], folder: Path) -> None:
    """Read a frame, a rule and a draw, and check the draw against them."""
    frame, rule, draw = (
        held(lambda read=read, text=text: read(text))
        for read, text in zip((read_frame, read_rule, read_draw), texts, strict=True)
    )
    if not (is_refusal(frame) or is_refusal(rule)):
        held(lambda: draw_sample(frame, rule, seed="5" * 64))
        if not is_refusal(draw):
            held(lambda: verify_draw(draw, frame=frame, rule=rule))


def checked(drawn: tuple[bytes, bytes], folder: Path) -> None:
    """Check an archive as the one who has the file alone does."""
    held(lambda: verify_archive(drawn[0], key=drawn[1]))


@st.composite
def _archives(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """Draw an archive that was damaged, or one whose files were altered and whose digests fit again."""
    if draw(st.booleans()):
        return draw(damaged_zip([ARCHIVE])), draw(st.one_of(st.just(b""), damaged_zip([KEY])))
    files = read_archive(ARCHIVE)
    del files["MANIFEST.json"]
    name = sorted(files)[draw(st.integers(0, len(files) - 1))]
    if name.endswith(".json"):
        tree = json.loads(files[name])
        altered = json.dumps(draw(damaged_tree([tree])))
    else:
        altered = draw(damaged_text([files[name]])).encode("utf-8", "replace").decode("utf-8")
    return round_archive({**files, name: altered}, apart={}), b""


def plan_targets() -> list[Target]:
    """Return the readers of a round's plain files."""
    problems = damaged_json([PROBLEM, PROBLEM, ON_PLANE])
    draws = st.tuples(damaged_text([frame_csv(ROWS)]), damaged_text([rule_toml(RULE)]), damaged_json([DRAW]))
    return [
        Target(name="PROBLEM.json", content=problems, read=solved_or_refused, cases=100),
        Target(name="SOLUTION.json", content=damaged_json([SOLUTION]), read=judged, cases=60),
        Target(name="frames, rules, draws", content=draws, read=drawn_or_refused, cases=60),
        Target(name="archives", content=_archives(), read=checked, cases=50),
    ]
