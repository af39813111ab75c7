"""FRAME.csv, RULE.toml and DRAW.json: what is read, what is refused, what is hashed."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from selection_cases import SEED, register, row

from domain.errors import InputError
from domain.rounds import SamplingRule
from planner.selection import draw_sample
from planner.selection.formats import draw_json, frame_csv, frame_hash, read_draw, read_frame, read_rule, rule_toml

HEADER = "id,commune,type,score,must,exempt,done,lon,lat"
CANONICAL = f"{HEADER}\nA1,25816,KARAOKE,23,0,1,0,106.163000,11.553000\nB2,25816,GAME,-4,1,0,0,106.100000,11.500000\n"


def test_the_canonical_frame_reads_and_writes_itself() -> None:
    rows = read_frame(CANONICAL)
    assert rows == (
        row("A1", "25816", "KARAOKE", score=23, flags="x", lon=106.163, lat=11.553),
        row("B2", "25816", "GAME", score=-4, flags="m", lon=106.1, lat=11.5),
    )
    assert frame_csv(rows) == CANONICAL
    assert frame_hash(rows) == sha256(CANONICAL.encode()).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + CANONICAL,
        CANONICAL.replace("\n", "\r\n"),
        CANONICAL.rstrip("\n"),
        CANONICAL + "\n\n",
        f"{HEADER}\nB2,25816,GAME,-4,1,0,0,106.1,11.5\nA1,25816,KARAOKE,23,0,1,0,106.16300000001,11.553\n",
        "lat,lon,done,exempt,must,score,type,commune,id\n11.553,106.163,0,1,0,23,KARAOKE,25816,A1\n"
        '11.5,106.1,0,0,1,-4,"GAME",25816,B2\n',
    ],
    ids=["bom", "crlf", "no last line end", "empty lines", "rows and decimals", "columns and quotes"],
)
def test_other_forms_have_the_same_hash(text: str) -> None:
    assert frame_hash(read_frame(text)) == frame_hash(read_frame(CANONICAL))


def test_rows_stand_in_the_order_of_their_bytes() -> None:
    rows = [row("b"), row("Z"), row("é"), row("a10"), row("a2")]
    ids = [line.split(",")[0] for line in frame_csv(rows).splitlines()[1:]]
    assert ids == ["Z", "a10", "a2", "b", "é"] == sorted(ids, key=str.encode)


def test_the_column_seen_is_written_only_where_it_says_something() -> None:
    text = f"{HEADER},seen\nA,1,k,0,0,0,0,106,11,1\nB,1,k,0,0,0,0,106,11,0\n"
    rows = read_frame(text)
    assert [r.seen for r in rows] == [True, False]
    assert frame_csv(rows).splitlines()[2] == "B,1,k,0,0,0,0,106.000000,11.000000,0"
    assert frame_csv(read_frame(text.replace(",0\n", ",1\n"))).splitlines()[0] == HEADER


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "frame.empty", None),
        (HEADER, "frame.empty", None),
        (f"{HEADER}x\nA", "frame.column_missing", None),
        (f"{HEADER},note\nA,1,k,0,0,0,0,106,11,x", "frame.column_unknown", None),
        (f"{HEADER},id\nA,1,k,0,0,0,0,106,11,A", "frame.column_twice", None),
        (f"{HEADER}\nA,1,k,0,0,0,0,106", "frame.cells", 2),
        (f"{HEADER}\nA,1,k,0,0,0,0,106,11\n,1,k,0,0,0,0,106,11", "frame.text", 3),
        (f'{HEADER}\n"A,B",1,k,0,0,0,0,106,11', "frame.text", 2),
        (f"{HEADER}\nA,1,k,0,yes,0,0,106,11", "frame.flag", 2),
        (f"{HEADER}\nA,1,k,1.5,0,0,0,106,11", "frame.number", 2),
        (f"{HEADER}\nA,1,k,1000001,0,0,0,106,11", "frame.number", 2),
        (f"{HEADER}\nA,1,k,²,0,0,0,106,11", "frame.number", 2),
        (f"{HEADER}\nA,1,k,0,0,0,0,,11", "frame.coordinate", 2),
        (f"{HEADER}\nA,1,k,0,0,0,0,nan,11", "frame.coordinate", 2),
        (f"{HEADER}\nA,1,k,0,0,0,0,106,91", "frame.coordinate", 2),
        (f'{HEADER}\n"A,1,k,0,0,0,0,106,11', "frame.quotes", None),
        (f"{HEADER}\nA,1,k,0,0,0,0,106,11\nA,1,k,0,0,0,0,106,11", "frame.duplicate", None),
        (f"{HEADER}\nA,1,k,0,1,0,1,106,11", "frame.must_done", None),
    ],
)
def test_a_wrong_frame_is_refused_with_its_line(text: str, code: str, line: int | None) -> None:
    with pytest.raises(InputError) as caught:
        read_frame(text)
    assert caught.value.code == code
    if line is not None:
        assert caught.value.params["line"] == line


RULE = "schema = 1\nrate_bp = 2000\ncommune_floor_bp = 1000\ntype_floor_bp = 1000\nrandom_share_bp = 3000\nmin_random = 10\n"


def test_a_rule_reads_and_writes_itself() -> None:
    assert read_rule(RULE) == SamplingRule()
    assert rule_toml(SamplingRule()) == RULE + "size = 0\nrisk_loss_bp = 0\nrotation_floor = 0\n"
    other = SamplingRule(rate_bp=6000, size=70, exempt_clock="rolling")
    assert read_rule(rule_toml(other)) == other


def test_the_default_rule_is_the_default() -> None:
    text = (Path(__file__).resolve().parents[2] / "data" / "rules" / "rule.toml").read_text(encoding="utf-8")
    assert read_rule(text) == SamplingRule()


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("schema", "rule.toml", {}),
        (RULE.replace("schema = 1", "schema = 2"), "rule.schema", {"value": "2"}),
        (RULE.replace("schema = 1\n", ""), "rule.schema", {}),
        (RULE + "rate = 1\n", "rule.unknown_key", {"key": "rate"}),
        (RULE.replace("min_random = 10\n", ""), "rule.missing_key", {"key": "min_random"}),
        (RULE.replace("2000", "20.0"), "rule.whole_number", {"field": "rate_bp"}),
        (RULE.replace("2000", "true"), "rule.whole_number", {"field": "rate_bp"}),
        (RULE.replace("2000", "12000"), "rule.share", {"field": "rate_bp", "percent": "120"}),
        (RULE + 'exempt_clock = "lunar"\n', "rule.clock", {"value": "lunar"}),
        (RULE + "exempt_clock = 1\n", "rule.clock", {"value": "1"}),
        (RULE + "size = -1\n", "rule.negative", {"field": "size"}),
    ],
)
def test_a_wrong_rule_is_refused(text: str, code: str, params: dict) -> None:
    with pytest.raises(InputError) as caught:
        read_rule(text)
    assert caught.value.code == code
    assert params.items() <= caught.value.params.items()


def test_a_draw_has_exactly_the_published_keys() -> None:
    draw = draw_json(draw_sample(register(60), SamplingRule(), seed=SEED))
    assert set(draw) == {
        "n", "n0", "certificate", "must", "risk", "lottery", "reserves",
        "chance", "reasons", "frame_hash", "plan_hash", "seed",
    }  # fmt: skip
    assert read_draw(json.dumps(draw)) == draw
    assert set(draw["reasons"]) == {f"CS{k:06d}" for k in range(60)}


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", "draw.json"), ("[]", "draw.object"), ("{}", "draw.missing_key")],
)
def test_a_wrong_draw_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_draw(text)
    assert caught.value.code == code


def test_a_draw_with_another_key_is_refused() -> None:
    draw = draw_json(draw_sample(register(60), SamplingRule(), seed=SEED)) | {"note": 1}
    with pytest.raises(InputError, match=r"draw\.unknown_key"):
        read_draw(json.dumps(draw))


def test_published_files_draw_the_same_again() -> None:
    """Whatever decimals the office's own rows carry, the published text gives the same draw."""
    frame = [row(f"A{k:02d}", lon=106 + k / 7, lat=11 + k / 13) for k in range(40)]
    again = read_frame(frame_csv(frame))
    assert draw_sample(again, read_rule(RULE), seed=SEED) == draw_sample(frame, SamplingRule(), seed=SEED)
