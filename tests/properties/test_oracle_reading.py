"""Odd files: what the product reads, the oracle reads the same; what it refuses, the oracle refuses."""

from pathlib import Path

import pytest
from draw_cases import Case, agree

HEAD = "id,commune,type,score,must,exempt,done,lon,lat"
CELLS = {
    "score": "+5 05 -0 1_000 \u0663 5.0 1e3 1000001 -1000000 00000005 0000005 - --5",
    "lon": "1e2 .5 5. 5.e1 . + nan inf 180 180.0000001 -0.0000001 0.0078125 0.0234375 1_0 0x1p3 181 -0 106,1 \u0663",
    "lat": "90 -90.0 90.00000001 +9 9e-3 9E1",
    "must": "2 true 01 1",
    "id": 'a|b a\\b "a" "a""b" "a,b" a"b a\u0085b a\u200bb a\tb a\x7f e\u0301 \u00e9',
}
ODD_CELLS = [(name, text) for name, texts in CELLS.items() for text in texts.split(" ")]
ODD_CELLS += [
    (name, text) for name in ("id", "score", "lon", "must") for text in ("", " ", " 1", "1 ", "\u00a01", "\u2028")
]
ROW = "a,A,k,3,0,0,0,106.1,11.5"
ODD_FRAMES = ["", "\n", HEAD, f"{HEAD}\n\n", f"{HEAD}\n{ROW}", f"{HEAD}\n\n{ROW}\n  \n", f"{HEAD}\r{ROW}\r"]
ODD_FRAMES += [f"{HEAD}\n{ROW}\n,,,,,,,,\n", f"{HEAD},\n{ROW},\n", f"{HEAD},seen\n{ROW},\n", f"{HEAD},x\n{ROW},1\n"]
ODD_FRAMES += [f"{HEAD},id\n{ROW},b\n", f"{HEAD}\n{ROW},1\n", f"{HEAD}\n{ROW[:-5]}\n", f"{HEAD}\n{ROW}\n{ROW}\n"]
ODD_FRAMES += [
    HEAD.replace("id", " id ") + f"\n{ROW}",
    HEAD.replace("id", '"id"') + f"\n{ROW}",
    HEAD.upper() + f"\n{ROW}",
]
ODD_FRAMES += [
    f"{HEAD}\n{ROW}\nb,A,k,0,1,0,1,1,1",
    f"{HEAD}\n{ROW}\nb,A,k,0,1,1,0,1,1",
    f'{HEAD}\n{ROW}\n"b\nc",A,k,0,0,0,0,1,1',
]
ODD_FRAMES += [f'{HEAD}\n{ROW}\n"b', f"{HEAD}\n{ROW}\n\u00e9,A,k,0,0,0,0,1,1\ne\u0301,A,k,0,0,0,0,1,1"]
RULE = "schema = 1\nrate_bp = 2000\ncommune_floor_bp = 0\ntype_floor_bp = 0\nrandom_share_bp = 0\nmin_random = 1\n"
ODD_RULES = [
    RULE.replace("rate_bp = 2000", f"rate_bp = {value}") for value in ("2e3", "true", "'2'", "10001", "-1", "0x10")
]
ODD_RULES += [RULE.replace("schema = 1", f"schema = {value}") for value in ("1.0", "true", "2", "'1'")]
ODD_RULES += [
    RULE + f"{line}\n" for line in ("size = 1", "size = 2", "size = -1", "size = true", "rate_bp = 1", "[x]", "x = 1")
]
ODD_RULES += [
    RULE + f"{line}\n" for line in ("exempt_clock = 'calendar'", "exempt_clock = 'x'", "risk_loss_bp = 10001")
]
ODD_RULES += ["\ufeff" + RULE, RULE.replace("\n", "\r\n"), RULE.replace("min_random = 1", ""), "", "="]


@pytest.mark.parametrize(("column", "text"), ODD_CELLS)
def test_both_read_or_refuse_an_odd_cell(column: str, text: str, tmp_path: Path) -> None:
    cells = dict(zip(HEAD.split(","), ROW.split(","), strict=True)) | {column: text}
    agree(Case(f"{HEAD}\n{','.join(cells.values())}\nb,A,k,3,0,0,0,106,11\n", RULE, "5" * 64), tmp_path)


@pytest.mark.parametrize("frame", ODD_FRAMES)
def test_both_read_or_refuse_an_odd_frame(frame: str, tmp_path: Path) -> None:
    agree(Case(frame, RULE, "5" * 64), tmp_path)


@pytest.mark.parametrize("rule", ODD_RULES)
def test_both_read_or_refuse_an_odd_rule(rule: str, tmp_path: Path) -> None:
    agree(Case(f"{HEAD}\n{ROW}\n", rule, "5" * 64), tmp_path)


@pytest.mark.parametrize("seed", ["5" * 63, "5" * 65, "A" * 64, "g" * 64, "", " " + "5" * 63])
def test_both_refuse_an_odd_seed_before_the_plan(seed: str, tmp_path: Path) -> None:
    agree(Case(f"{HEAD}\n{ROW}\n", RULE.replace("min_random = 1", "min_random = 9"), seed), tmp_path)
