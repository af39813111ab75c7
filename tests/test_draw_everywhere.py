"""Fixed draws, byte for byte the same on every Python: needs ortools and the standard library only."""

import json
import random
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from domain.rounds import FrameRow, SamplingRule
from planner.selection import draw_sample
from planner.selection.formats import draw_json, frame_csv, frame_hash, read_frame, rule_toml

SEED = sha256(b"a fixed seed").hexdigest()
FRAME_HASH = "03bc5fd36b20df2ae0fcc140724e8d1202f4fad5944f968fccb21849a228bb5f"
DRAW_HASH = "cbcf12695cd37c2543b2a751cf1aad925f4d5beae9feb11494257e67363e1aa1"
RULE = SamplingRule(commune_floor_bp=2000)
WHOLE_RULE = SamplingRule(min_random=3, rotation_floor=14, risk_loss_bp=1500)
"""Also asks for the never seen and weighs ways; for a smaller frame."""
WHOLE_HASH = "52783271477782909e526374b62a5ce2ce8c03ecea55f7ef49be2c21ec50f807"
ORACLE = Path(__file__).resolve().parent / "oracle"


def fixed_frame() -> list[FrameRow]:
    """Return 240 rows; random.Random gives the same numbers for one seed on every Python."""
    numbers = random.Random(20270301)
    rows = []
    for k in range(240):
        luck = numbers.random()
        rows.append(
            FrameRow(
                id=f"CS{k:06d}",
                commune=str(25800 + int(12 * numbers.random())),
                type=f"T{int(7 * min(numbers.random(), numbers.random()))}",
                score=int(12 * min(numbers.random(), numbers.random())),
                must=luck < 0.03,
                exempt=0.03 <= luck < 0.15,
                done=0.15 <= luck < 0.18,
                lon=106 + numbers.random() / 2,
                lat=11.3 + numbers.random() / 2,
            )
        )
    return rows


def whole_frame() -> list[FrameRow]:
    """Return 60 of the rows, every third never seen."""
    return [replace(row, seen=k % 3 > 0) for k, row in enumerate(fixed_frame()[:60])]


def draw_text(frame: list[FrameRow], rule: SamplingRule) -> str:
    """Return the draw in one line of JSON."""
    answer = draw_json(draw_sample(frame, rule, seed=SEED))
    return json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def shuffled_file(frame: list[FrameRow], order: int) -> str:
    """Return FRAME.csv with rows and columns in another order, CRLF and a byte order mark."""
    head, *lines = (line.split(",") for line in frame_csv(frame).splitlines())
    luck = random.Random(order)
    luck.shuffle(lines)
    columns = luck.sample(range(len(head)), len(head))
    return "\ufeff" + "".join(",".join(cells[k] for k in columns) + "\r\n" for cells in (head, *lines))


def test_the_fixed_draw_is_the_same_everywhere() -> None:
    frame = fixed_frame()
    assert frame_hash(frame) == FRAME_HASH
    assert sha256(draw_text(frame, RULE).encode()).hexdigest() == DRAW_HASH


def test_the_draw_with_every_part_of_the_rule_is_the_same_everywhere() -> None:
    text = draw_text(whole_frame(), WHOLE_RULE)
    for part in ("RISK_ROUTE", '"kind":"unseen"', "RISK_SCORE", "RESERVE"):
        assert part in text
    assert sha256(text.encode()).hexdigest() == WHOLE_HASH


@pytest.mark.parametrize(
    ("frame", "rule"), [(fixed_frame(), RULE), (whole_frame(), WHOLE_RULE)], ids=["plain", "whole"]
)
def test_shuffled_rows_and_columns_change_nothing(frame: list[FrameRow], rule: SamplingRule) -> None:
    expected = draw_text(frame, rule)
    for order in range(3):
        assert draw_text(list(read_frame(shuffled_file(frame, order))), rule) == expected


@pytest.mark.parametrize("python", ["python3.11", "python3.12", "python3.13"])
def test_a_stranger_finds_the_same_list_on_any_python(python: str, tmp_path: Path) -> None:
    """The oracle under another interpreter, from a shuffled file, against the product under this one."""
    command = shutil.which(python)
    if command is None or subprocess.run([command, "-c", ""], capture_output=True).returncode:
        pytest.skip(f"{python} is not on this machine")
    (tmp_path / "RULE.toml").write_text(rule_toml(WHOLE_RULE), encoding="utf-8")
    (tmp_path / "FRAME.csv").write_bytes(shuffled_file(whole_frame(), 9).encode())
    files = ["FRAME.csv", "--rule", "RULE.toml", "--seed", SEED]
    done = subprocess.run([command, str(ORACLE), *files], cwd=tmp_path, capture_output=True, check=True)
    answer = json.loads(done.stdout.decode())
    text = json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text == draw_text(whole_frame(), WHOLE_RULE)
