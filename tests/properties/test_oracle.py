"""The product's draw and the oracle's, byte by byte, on frames that nobody chose.

The product answers through its command (`cli.py draw --json`), the oracle (tests/oracle/) from the text
of docs/draw.md. What either refuses, the other refuses with the same figures.
"""

import io
import json
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from itertools import combinations
from pathlib import Path

import pytest
from draw_cases import FLAGS, Case, agree, by_oracle, in_brief, seeded_cases, write, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle.draw import draw
from oracle.reading import Refusal, Row, read_frame, read_rule
from oracle.risk_list import best, points, rank
from oracle.sizes import Parts, ask, bound, choose_size, tally

from commands.registry import run
from planner.selection.formats import read_frame as read_rows
from planner.selection.formats import read_rule as read_numbers
from planner.verify_draw import verify_draw

SEEDED, SEEDED_MANY = 300, 5_000
INVENTED, INVENTED_MANY = 100, 2_000


def count_kinds(count: int, folder: Path) -> Counter[str]:
    """Compare so many seeded cases and count what they were about."""
    kinds = Counter[str]()
    for case in seeded_cases(count):
        answer = agree(case, folder)
        kinds["refused" if answer.exit_code else "drawn"] += 1
        for mark in ("RISK_FLOOR", "RISK_ROUTE", "LOTTERY", "RESERVE", '"communes": [\n', '"kind": "unseen"'):
            kinds[mark] += mark in answer.text
    return kinds


def test_both_draw_the_same_lists(tmp_path: Path) -> None:
    kinds = count_kinds(SEEDED, tmp_path)
    assert kinds.pop('"kind": "unseen"') > 0
    assert min(kinds.values()) >= SEEDED // 20, kinds


@pytest.mark.proof
def test_both_draw_the_same_lists_thousands_of_times(tmp_path: Path) -> None:
    kinds = count_kinds(SEEDED_MANY, tmp_path)
    assert min(kinds.values()) >= SEEDED_MANY // 100, kinds


def test_the_door_prints_and_says_what_the_oracle_found(tmp_path: Path) -> None:
    for case in seeded_cases(12):
        frame, rule = write(case, tmp_path)
        out, words_said = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(words_said):
            ended = run(["draw", str(frame), "--rule", str(rule), "--seed", case.seed, "--json"])
        wanted = by_oracle(case)
        assert ended == wanted.exit_code
        assert bool(words_said.getvalue()) == bool(ended)
        printed_answer = out.getvalue() if not ended else in_brief(json.loads(out.getvalue()))
        assert printed_answer == wanted.text


def test_the_oracle_itself_lists_the_best_of_all_lists() -> None:
    """Try every list of so many rows; there are at most 462 of 11."""
    tried = 0
    for case in seeded_cases(400):
        rows, rule = read_frame(case.frame.encode()), read_rule(case.rule.encode())
        if sum(not (row.done or row.must or row.exempt) for row in rows) > 11:
            continue
        with suppress(Refusal):
            asked = ask(rows, rule)
            parts = choose_size(asked, rule, bound(asked)[0])
            ranked = rank(asked.open, "frame")
            order = {row.id: place for place, row in enumerate(ranked.by_ticket)}
            lists = (chosen for chosen in combinations(ranked.by_ticket, parts.k) if keeps(chosen, parts))
            first = min(lists, key=lambda chosen: (-points(chosen), [order[row.id] for row in chosen]))
            assert set(best(ranked, parts, {row.id: row.score for row in rows})) == set(first)
            tried += parts.k > 0
    assert tried > 20


def keeps(chosen: Sequence[Row], parts: Parts) -> bool:
    """Tell whether a list holds what it must of every group."""
    held = tally(chosen)
    return all(held[group] >= low for group, low in parts.lowest.items())


def test_the_checker_accepts_what_the_oracle_drew() -> None:
    checked = 0
    for case in seeded_cases(150):
        with suppress(Refusal):
            answer = draw(case.frame.encode(), rule=case.rule.encode(), seed=case.seed)
            checked += 1
            assert verify_draw(answer, frame=read_rows(case.frame), rule=read_numbers(case.rule)) == ()
    assert checked > 50


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters='",'), min_size=1)
NAMES = TEXT.map(lambda text: text[:6])
SHARES = st.integers(0, 10_000)


@st.composite
def invented(luck: st.DrawFn) -> Case:
    """Return files with odd letters, far places, long numbers, mixed columns and line ends."""
    communes = luck(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    types = luck(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    rows = []
    for identity in luck(st.lists(NAMES, min_size=1, max_size=25, unique=True)):
        must, exempt, done = luck(st.sampled_from(FLAGS))
        row = {"lat": luck(st.floats(-90, 90)), "id": identity, "must": must, "exempt": exempt, "done": done}
        row |= {"lon": luck(st.floats(-180, 180)), "score": luck(st.integers(-1_000_000, 1_000_000))}
        row |= {"commune": luck(st.sampled_from(communes)), "type": luck(st.sampled_from(types))}
        rows.append(row | {"seen": luck(st.sampled_from([1, 1, 1, 0]))})
    keys = ("rate_bp", "commune_floor_bp", "type_floor_bp", "random_share_bp")
    shares = {key: luck(SHARES) // luck(st.sampled_from([1, 5, 20])) for key in keys}
    shares |= {"min_random": luck(st.integers(0, 4)), "size": luck(st.sampled_from([0, 0, 0, 3, 8]))}
    case = written(rows, shares, luck(st.text("0123456789abcdef", min_size=64, max_size=64)))
    if luck(st.booleans()):
        case = case._replace(frame="\ufeff" + case.frame.replace("\n", "\r\n"))
    return case


quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=INVENTED, deadline=None, suppress_health_check=quiet)
@given(case=invented())
def test_both_read_odd_files_alike(case: Case, tmp_path: Path) -> None:
    agree(case, tmp_path)


@pytest.mark.proof
@settings(max_examples=INVENTED_MANY, deadline=None, suppress_health_check=quiet)
@given(case=invented())
def test_both_read_odd_files_alike_thousands_of_times(case: Case, tmp_path: Path) -> None:
    agree(case, tmp_path)
