"""A pace carried on: a straight line, truncated, silent where it would only guess."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.forecast import LEAST_DAYS, forecast

BEGUN = date(2027, 3, 1)
BY = date(2027, 12, 14)


def test_the_line_is_cut_never_rounded_up() -> None:
    # 7 in 20 days, 30 more days: 7 + 10,5 -> 17 of 99 = 17,17 %.
    on = BEGUN + timedelta(days=19)
    found = forecast([BEGUN] * 6 + [on], registered=99, on=on, by=on + timedelta(days=30))
    assert found is not None
    assert (found.reached, found.percent_tenths, found.inspected, found.days) == (17, 171, 7, 20)


def test_it_never_comes_to_more_than_there_are() -> None:
    on = BEGUN + timedelta(days=LEAST_DAYS - 1)
    found = forecast([BEGUN] * 90, registered=100, on=on, by=BY)
    assert found is not None and (found.reached, found.percent_tenths) == (100, 1000)


def test_it_is_silent_where_it_would_guess() -> None:
    day_before = BEGUN + timedelta(days=LEAST_DAYS - 2)
    assert forecast([BEGUN], registered=100, on=day_before, by=BY) is None
    assert forecast([], registered=100, on=BEGUN, by=BY) is None
    assert forecast([BEGUN], registered=0, on=BY, by=BY) is None
    assert forecast([BEGUN], registered=100, on=BY + timedelta(days=1), by=BY) is None


def test_what_lies_ahead_is_not_counted() -> None:
    on = BEGUN + timedelta(days=30)
    ahead = on + timedelta(days=1)
    assert forecast([BEGUN, ahead], registered=50, on=on, by=BY) == forecast([BEGUN], registered=50, on=on, by=BY)


@given(
    days=st.lists(st.integers(0, 200), min_size=1, max_size=40),
    more=st.integers(0, 200),
    registered=st.integers(40, 90),
)
def test_it_lies_between_what_is_done_and_all(days: list[int], more: int, registered: int) -> None:
    on = BEGUN + timedelta(days=200)
    found = forecast(
        [BEGUN + timedelta(days=day) for day in days], registered=registered, on=on, by=on + timedelta(days=more)
    )
    if found is None:
        assert 200 - min(days) + 1 < LEAST_DAYS
        return
    assert len(days) <= found.reached <= registered
    # One more would be too much: the line truncated, in whole numbers.
    line = len(days) * (found.days + more)
    assert found.reached * found.days <= line
    assert found.reached == registered or (found.reached + 1) * found.days > line
