"""Random draws as files, answered by the product's command and by the oracle of tests/oracle/."""

import io
import json
import random
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from oracle.draw import draw, printed, refused
from oracle.reading import Refusal
from typer import Exit

from commands.draw_commands import draw as draw_command

FLAGS = ("000", "000", "000", "000", "000", "000", "100", "110", "010", "010", "001", "011")


class Case(NamedTuple):
    """Hold the two files and the seed."""

    frame: str
    rule: str
    seed: str


class Answer(NamedTuple):
    """Hold what a draw prints or why it refuses."""

    exit_code: int
    text: str


def by_command(case: Case, folder: Path) -> Answer:
    """Return what the product's command prints, a refusal as JSON too."""
    frame, rule = write(case, folder)
    out = io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            draw_command(frame, rule, case.seed, as_json=True)
    except Exit as end:
        return Answer(end.exit_code, in_brief(json.loads(out.getvalue())))
    return Answer(0, out.getvalue())


def by_oracle(case: Case) -> Answer:
    """Return what the oracle prints."""
    try:
        return Answer(0, printed(draw(case.frame.encode(), rule=case.rule.encode(), seed=case.seed)))
    except Refusal as refusal:
        return Answer(refusal.exit_code, in_brief(refused(refusal)))


def in_brief(refusal: dict[str, Any]) -> str:
    """Return what matters of a refusal: of unreadable files only that they are, of short groups the groups."""
    code = refusal["error"]
    if code.startswith(("frame", "rule")):
        return "unreadable"
    if refusal["groups"] or code == "draw.seed":
        refusal = refusal | {"params": {}}
    return json.dumps(refusal, sort_keys=True)


def write(case: Case, folder: Path) -> tuple[Path, Path]:
    """Write both files and return where they are."""
    frame, rule = folder / "FRAME.csv", folder / "RULE.toml"
    frame.write_bytes(case.frame.encode())
    rule.write_bytes(case.rule.encode())
    return frame, rule


def written(rows: list[dict[str, object]], shares: dict[str, int], seed: str) -> Case:
    """Return the files of a case."""
    names = list(rows[0])
    lines = [",".join(names), *(",".join(str(row[name]) for name in names) for row in rows)]
    rule = [f"{key} = {value}" for key, value in {"schema": 1, **shares}.items()]
    return Case("\n".join(lines) + "\n", "\n".join(rule) + "\n", seed)


def seeded(number: int) -> Case:
    """Return the case of a number: ragged cells, few different points, every flag."""
    luck = random.Random(number)
    communes = [f"C{k}" for k in range(luck.randint(1, 7))]
    types = [f"T{k}" for k in range(luck.randint(1, 5))]
    points = luck.choice([1, 2, 5, 40])
    odds = luck.choice([FLAGS, FLAGS[:6], FLAGS[3:]])
    rows = []
    for place in range(luck.randint(1, 40)):
        must, exempt, done = luck.choice(odds)
        rows.append(
            {
                "id": f"E{place:02d}",
                "commune": luck.choice(communes[: luck.randint(1, len(communes))]),
                "type": luck.choice(types[: luck.randint(1, len(types))]),
                "score": luck.randrange(-1, points),
                "must": must,
                "exempt": exempt,
                "done": done,
                "seen": luck.choice("10"),
                "lon": luck.uniform(106, 106.3),
                "lat": luck.uniform(11.2, 11.4),
            }
        )
        if luck.random() < 0.1:
            rows[-1] |= {"lon": 0, "lat": 0}
    luck.shuffle(rows)
    return written(rows, rule_of(luck, len(rows)), f"{luck.getrandbits(256):064x}")


def rule_of(luck: random.Random, count: int) -> dict[str, int]:
    """Return floors from none to everybody; low ones more often, for high ones are mostly refused."""
    floor = luck.choice([500, 1500, 4000, 7000, 10_000])
    shares = {
        "rate_bp": luck.randint(0, luck.choice([2000, 5000, 9000])),
        "commune_floor_bp": luck.randint(0, floor),
        "type_floor_bp": luck.randint(0, floor),
        "random_share_bp": luck.choice([0, 1000, 3000, 5000, 8000, 10_000]),
        "min_random": luck.choice([0, 0, 1, 2, 5, 10]),
    }
    if luck.random() < 0.4:
        shares["size"] = luck.randint(1, count)
    if luck.random() < 0.5:
        shares["rotation_floor"] = luck.randint(0, max(1, count // luck.choice([3, 6, 12])))
    if luck.random() < 0.5:
        shares["risk_loss_bp"] = luck.choice([1, 200, 500, 2000, 10_000])
    return shares


def agree(case: Case, folder: Path) -> Answer:
    """Return the common answer."""
    answer = by_command(case, folder)
    assert answer == by_oracle(case), f"{case.frame}\n{case.rule}\n{case.seed}"
    return answer


def seeded_cases(count: int) -> Iterator[Case]:
    """Yield the cases from 0 on."""
    return (seeded(number) for number in range(count))
