"""RESULTS.json is read strictly: what it must not hold is refused by name, and nothing crashes the reader."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from results_office import ROUND, result, results_text, sealed_office, shift_id, team_actor

import workflow
from domain.errors import InputError
from domain.visits import CheckAnswer, ResultsAnswer, SheetId
from register.linting import MASK, index_lint_words
from register.reference import read_lint_words
from store import results
from workflow.results_reading import MOST_BYTES, open_results, read_results

ROOT = Path(__file__).resolve().parents[2]
LINT = index_lint_words(read_lint_words((ROOT / "data" / "rules" / "lint_words.csv").read_text("utf-8")))
BODY = {
    "schema": 1, "sheet": f"{ROUND}/{shift_id(0)}/r1.0", "team": "T00", "shift": shift_id(0), "revision": 1,
    "device": "0" * 16, "made_at": "2027-03-08T21:00:00+07:00", "results": [],
}  # fmt: skip


def read(*found, **body):
    return read_results(json.dumps(BODY | body | {"results": list(found)}, ensure_ascii=False), LINT)


def code_of(call, *arguments, **more):
    with pytest.raises(InputError) as refused:
        call(*arguments, **more)
    return refused.value.code, dict(refused.value.params)


def test_everything_that_a_tablet_writes_is_read():
    (one,) = read(
        result(
            "E000", arrived_at="2027-03-08T19:02:00+07:00", left_at="2027-03-08T19:40:00Z", distance_m=35,
            checks={"FIRE": "yes", "SIGNBOARD": "na"}, regulations=["NQ198_2025"], commitment_on="2027-03-08",
            leaflet_left=True, forwarded_on=None, findings=[{"code": "LATCH", "action": "WARN", "remedy_due_on": "2027-04-01"}],
        )
    ).results  # fmt: skip
    assert (one.arrived_at.hour, one.distance_m, one.checks["FIRE"]) == (19, 35, CheckAnswer.YES)
    assert (one.commitment_on.isoformat(), one.leaflet_left, one.forwarded_on) == ("2027-03-08", True, None)
    assert one.counts and one.device == "0" * 16


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"photo": "x"}, "results.unknown_key", "results[0]"),
        ({"person": "x"}, "results.unknown_key", "results[0]"),
        ({"status": "planned"}, "results.field", "results[0].status"),
        ({"status": "cancelled"}, "results.field", "results[0].status"),
        ({"status": 3}, "results.field", "results[0].status"),
        ({"edit": True}, "results.field", "results[0].edit"),
        ({"edit": -1}, "results.field", "results[0].edit"),
        ({"edit": 1.5}, "results.field", "results[0].edit"),
        ({"recorded_at": "2027-03-08T20:00:00"}, "results.field", "results[0].recorded_at"),
        ({"recorded_at": "1027-03-08T20:00:00Z"}, "results.field", "results[0].recorded_at"),
        ({"commitment_on": "08/03/2027"}, "results.field", "results[0].commitment_on"),
        ({"commitment_on": "2027-02-30"}, "results.field", "results[0].commitment_on"),
        ({"is_full": 1}, "results.field", "results[0].is_full"),
        ({"distance_m": -4}, "results.field", "results[0].distance_m"),
        ({"note": "x" * 2001}, "results.field", "results[0].note"),
        ({"note": "a\x00b"}, "results.field", "results[0].note"),
        ({"note": "\ud800"}, "results.field", "results[0].note"),
        ({"minutes_no": "9" * 61}, "results.field", "results[0].minutes_no"),
        ({"agencies": "VAN_HOA"}, "results.field", "results[0].agencies"),
        ({"agencies": ["a b"]}, "results.field", "results[0].agencies[0]"),
        ({"checks": {"FIRE": "maybe"}}, "results.field", "results[0].checks"),
        ({"tasks": {"REVIEW": "yes"}}, "results.field", "results[0].tasks"),
        ({"findings": [{"code": "LATCH"}]}, "results.missing", "results[0].findings[0]"),
        ({"findings": [{"code": "LATCH", "action": "", "who": "x"}]}, "results.unknown_key", "results[0].findings[0]"),
        ({"findings": [{"code": "LATCH", "action": ""}] * 2}, "results.twice", "results[0].findings"),
        ({"stop": ""}, "results.field", "results[0].stop"),
        ({"stop": None}, "results.field", "results[0].stop"),
    ],
)  # fmt: skip
def test_what_a_result_must_not_hold_is_refused_by_name(change, code, where):
    found, params = code_of(lambda: read_results(json.dumps(BODY | {"results": [result("E000") | change]}), LINT))
    assert (found, params["where"]) == (code, where)


@pytest.mark.parametrize("key", ["schema", "sheet", "team", "shift", "revision", "device", "made_at", "results"])
def test_a_body_that_lacks_a_key_is_refused(key):
    body = {name: value for name, value in BODY.items() if name != key}
    assert code_of(read_results, json.dumps(body), LINT) == ("results.missing", {"where": "-", "key": key})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"track": []}, "results.unknown_key"), ({"schema": 2}, "results.field"), ({"device": "G" * 16}, "results.field"),
        ({"revision": 2}, "results.sheet"), ({"shift": "other"}, "results.sheet"), ({"sheet": "x"}, "results.sheet"),
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused(change, code):
    assert code_of(read, **change)[0] == code


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"x"', "[" * 200_000, '{"schema": 1}', '{"schema": 1, "schema": 1, "body": "{}", "mark": ""}',
     '{"schema": NaN, "body": "{}", "mark": ""}', '{"schema": 1, "body": "[]", "mark": ""}', "9" * 5000,
     '{"schema": 1, "body": "{}", "mark": "xy"}', '{"schema": 1, "body": "\\ud800", "mark": ""}', "\ud800"],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_results_file_is_refused(text):
    assert code_of(open_results, text)[0] in ("results.not_json", "results.field", "results.missing")


def test_sizes_are_bounded():
    assert code_of(open_results, " " * (MOST_BYTES + 1))[0] == "results.too_large"
    many = json.dumps({"schema": 1, "body": json.dumps({"results": [{}] * 201}), "mark": ""})
    assert code_of(open_results, many) == ("results.too_many", {"count": 201, "most": 200})


def test_the_mark_is_over_the_very_bytes_of_the_body():
    text = json.dumps({"schema": 1, "body": " {} \n", "mark": ""})
    assert open_results(text).body == " {} \n"


def test_persons_are_masked_and_counted():
    (one,) = read(result("E000", note="anh Nguyễn Văn Tèo, CCCD 072185001234", difficulties="chị Hoa")).results
    assert "Tèo" not in one.note and "072185001234" not in one.note and one.difficulties == f"chị {MASK}"
    assert read(result("E000", note="cơ sở sạch sẽ, biển hiệu đúng")).masked == (0,)


@pytest.mark.parametrize("text", ["", "D/S", "D/S/r1", "D/S/1.0", "D/S/r1.0 ", "D/S/T/r1.0", "D S/S/r1.0", "D/S/r١.0"])
def test_a_sheet_id_is_read_whole_or_not_at_all(text):
    assert SheetId.read(text) is None
    assert SheetId.read("D/S/r12.3").text == "D/S/r12.3"


# Fuzz: whatever arrives is answered or refused, and a refusal keeps nothing.

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
KEYS = [*result("E000"), "arrived_at", "findings", "checks", "tasks", "distance_m", "x"]
RESULTS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={key: PLAIN | st.just(result("E000").get(key, "2027-03-08T20:00:00Z")) for key in KEYS},
    ).map(lambda found: result("E000") | found),
    min_size=1, max_size=3,
)  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    found = sealed_office(tmp_path_factory.mktemp("fuzz") / "office")
    yield found
    found.store.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=RESULTS)
def test_any_result_is_answered_or_refused_whole(workspace, found):
    with workspace.store.read() as connection:
        before = len(results.read_results(connection, ROUND))
    try:
        answer = workflow.take_results(workspace, team_actor("T00"), text=results_text(workspace, found))
    except InputError as error:
        assert error.code.startswith("results.")
        answer = ResultsAnswer()
    with workspace.store.read() as connection:
        assert len(results.read_results(connection, ROUND)) == before + answer.accepted + answer.conflict
    assert len(answer.answers) in (0, len(found))


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200) | PLAIN.map(lambda plain: json.dumps(plain)) | PLAIN.map(
    lambda plain: json.dumps({"schema": 1, "body": json.dumps(plain), "mark": ""})
))  # fmt: skip
def test_any_text_is_refused_with_a_code(text):
    try:
        read_results(open_results(text).body, LINT)
    except InputError as error:
        assert error.code.startswith("results.")
    else:
        raise AssertionError("no results file was read as one")
