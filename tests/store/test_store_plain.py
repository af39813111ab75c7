"""Domain values through JSON text and back, by their type hints."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.digest import canonical_json
from domain.errors import InputError
from domain.inspections import Finding
from domain.places import CommuneKey, Position, PositionSource
from domain.rounds import Certificate, Reason, ReasonCode, Role, SampledEstablishment, SamplingRule
from domain.routing import Verdict
from domain.teams import Shift, Team
from store.plain import instant_text, plain_from_value, value_from_plain

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2200, 1, 1), timezones=ZONES)
PARAMS = st.dictionaries(st.text(), st.one_of(st.text(), st.integers()))
DEGREES = st.floats(-180, 180)


def through_json(hint, value):
    return value_from_plain(hint, json.loads(canonical_json(plain_from_value(value))))


@given(
    st.one_of(
        st.tuples(
            st.just(Position),
            st.builds(
                Position,
                lon=DEGREES,
                lat=DEGREES,
                source=st.sampled_from(PositionSource),
                quality=st.text(),
                accuracy_m=st.integers(),
            ),
        ),
        st.tuples(st.just(Finding), st.from_type(Finding)),
        st.tuples(st.just(Verdict), st.from_type(Verdict)),
        st.tuples(st.just(Team), st.from_type(Team)),
        st.tuples(st.just(Shift), st.from_type(Shift)),
        st.tuples(st.just(Certificate), st.from_type(Certificate)),
        st.tuples(st.just(Reason), st.builds(Reason, code=st.sampled_from(ReasonCode), params=PARAMS)),
        st.tuples(st.just(tuple[CommuneKey, ...]), st.lists(st.from_type(CommuneKey)).map(tuple)),
        st.tuples(st.just(tuple[tuple[float, float], ...]), st.lists(st.tuples(DEGREES, DEGREES)).map(tuple)),
        st.tuples(st.just(tuple[tuple[str, datetime], ...]), st.lists(st.tuples(st.text(), INSTANTS)).map(tuple)),
        st.tuples(st.just(Mapping[str, str | int]), PARAMS),
    ).filter(lambda pair: "nan" not in repr(pair[1]) and "inf" not in repr(pair[1]))
)
def test_every_nested_value_comes_back_equal(pair):
    hint, value = pair
    assert through_json(hint, value) == value


@given(st.fractions(), st.sampled_from(ReasonCode))
def test_exact_chances_stay_exact(chance, code):
    value = SampledEstablishment(establishment_id="a", role=Role.RISK, reason=Reason(code=code), chance=chance)
    assert through_json(SampledEstablishment, value) == value


@given(INSTANTS, INSTANTS)
def test_the_order_of_texts_is_the_order_in_time(one, other):
    assert (instant_text(one) < instant_text(other)) == (one < other)
    assert datetime.fromisoformat(instant_text(one)) == one
    assert len(instant_text(one)) == len(instant_text(other))


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a time zone"):
        plain_from_value({"at": datetime(2027, 3, 1)})


def test_forms_are_what_the_documentation_says():
    assert plain_from_value(Fraction(3, 9)) == "1/3"
    assert plain_from_value(date(2027, 3, 1)) == "2027-03-01"
    assert plain_from_value(datetime(2027, 3, 1, tzinfo=UTC)) == "2027-03-01T00:00:00.000000+00:00"
    assert plain_from_value(CommuneKey(vintage="2025", code="007")) == {"vintage": "2025", "code": "007"}


def test_a_field_that_was_added_later_takes_its_default():
    assert value_from_plain(SamplingRule, {"rate_bp": 6000}) == SamplingRule(rate_bp=6000)


def test_a_rule_is_checked_when_it_is_read():
    with pytest.raises(InputError, match=r"rule\.share"):
        value_from_plain(SamplingRule, {"rate_bp": 12_000})


def test_text_or_number_keeps_its_kind():
    @dataclass(frozen=True)
    class Either:
        value: str | int
        other: date | None

    hints = {"value": "007", "other": None}
    assert value_from_plain(Mapping[str, str | int], hints) == hints
    assert through_json(tuple[str | int, ...], ("007", 7)) == ("007", 7)
