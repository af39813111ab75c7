"""The six targets: shares by whole numbers, both clocks, what is regular, what is missing, what may be shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.inspections import Complaint, ComplaintState, Finding, Inspection
from domain.places import CommuneKey
from domain.targets import (
    CommuneReport,
    Communication,
    Target,
    TargetCode,
    TargetRule,
    TargetRules,
    YearClock,
    quarter_spans,
    span_of_year,
    year_of_day,
)
from planner.targets import TargetFacts, count_targets, is_regular, may_show, missing_reports

A, B = (CommuneKey(vintage="v", code=code) for code in ("1", "2"))
STARTS = (12, 15)
RULES = TargetRules(
    targets=tuple(TargetRule(code=code, share_bp=10_000, year=2023, source="s", is_checked=False) for code in TargetCode),
    regular_per_quarter=1, hidden_under=5, report_year_start=STARTS, programmes={"P": "p", "Q": "q"}, forms={"M": "m"},
)  # fmt: skip


def facts(*, today=date(2027, 8, 10), clock=YearClock.CALENDAR, year=2027, **more):
    first, last = span_of_year(clock, year, starts=STARTS)
    given_ = {"reports": (), "area_programmes": (), "registered": frozenset(), "inspections": (), "complaints": ()}
    return TargetFacts(today=today, year=year, first=first, last=last, communes=(A, B), **(given_ | more))


def report(commune, quarter, *days, **more):
    held = tuple(Communication(on=day, form="M", audience=10) for day in days)
    return CommuneReport(
        commune=commune, year=2027, quarter=quarter, reported_on=date(2027, 3 * quarter, 20), communications=held, **more
    )  # fmt: skip


def target(code, found, rules=RULES):
    return next(one for one in count_targets(found, rules) if one.code is code)


# Years.


@pytest.mark.parametrize(
    ("day", "calendar", "by_report"),
    [(date(2026, 12, 14), 2026, 2026), (date(2026, 12, 15), 2026, 2027), (date(2027, 1, 1), 2027, 2027)],
)
def test_a_day_lies_in_the_year_of_its_clock(day, calendar, by_report):
    assert year_of_day(YearClock.CALENDAR, day, starts=STARTS) == calendar
    assert year_of_day(YearClock.REPORT, day, starts=STARTS) == by_report


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), clock=st.sampled_from(list(YearClock)))
def test_every_day_lies_in_its_year_and_in_exactly_one_of_its_quarters(day, clock):
    first, last = span_of_year(clock, year_of_day(clock, day, starts=STARTS), starts=STARTS)
    assert first <= day <= last
    spans = quarter_spans(first)
    assert (spans[0][0], spans[-1][1]) == (first, last)
    assert sum(start <= day <= end for start, end in spans) == 1


# Shares.


def test_a_share_is_reached_by_whole_numbers_only():
    def reached(numerator, denominator, share_bp):
        return Target(
            code=TargetCode.INSPECTED, share_bp=share_bp, numerator=numerator, denominator=denominator, on=None
        ).is_reached  # fmt: skip

    assert not reached(59, 299, 2000)
    assert reached(60, 300, 2000)
    assert not reached(0, 0, 0)
    assert reached(7, 10, 7000)
    assert not reached(69, 99, 7000)


# Communication.


def test_regular_is_every_quarter_gone_by():
    found = facts()
    assert is_regular([date(2027, 2, 1), date(2027, 6, 30)], found, per_quarter=1)
    assert not is_regular([date(2027, 2, 1), date(2027, 7, 1)], found, per_quarter=1)
    assert not is_regular([date(2027, 2, 1), date(2027, 6, 30)], found, per_quarter=2)


def test_before_a_quarter_has_gone_by_one_activity_so_far_is_regular():
    found = facts(today=date(2027, 3, 1))
    assert is_regular([date(2027, 2, 1)], found, per_quarter=1)
    assert not is_regular([], found, per_quarter=1)
    assert not is_regular([date(2027, 3, 2)], found, per_quarter=1)


def test_the_year_of_reports_has_quarters_of_its_own():
    reports = (report(A, 1, date(2026, 12, 20)), report(A, 2, date(2027, 4, 1)))
    calendar, by_report = (
        target(TargetCode.COMMUNICATION, facts(clock=clock, reports=reports, today=date(2027, 7, 1)))
        for clock in (YearClock.CALENDAR, YearClock.REPORT)
    )
    assert (calendar.numerator, by_report.numerator) == (0, 1)
    assert (calendar.parts["audience"], by_report.parts["audience"]) == (10, 20)


# Integration and support.


def test_the_area_counts_beside_its_communes_and_each_needs_every_programme():
    reports = (report(A, 1, programmes=("P",)), report(A, 2, programmes=("Q",)), report(B, 1, programmes=("P",)))
    found = target(TargetCode.INTEGRATION, facts(reports=reports, area_programmes=("P", "Q")))
    assert (found.numerator, found.denominator, found.parts) == (2, 3, {"communes": 1, "area": 1})


def test_support_is_two_sums():
    reports = (report(A, 1, in_need=4, supported=3), report(B, 1, in_need=6, supported=3))
    found = target(TargetCode.SUPPORT, facts(reports=reports))
    assert (found.numerator, found.denominator) == (6, 10)


def test_missing_are_quarters_gone_by_without_a_report():
    found = facts(reports=(report(A, 1), report(B, 2)))
    assert missing_reports(found) == ((A, 2), (B, 1))
    assert target(TargetCode.SUPPORT, found).missing == (A, B)
    assert missing_reports(facts(today=date(2027, 3, 31))) == ()
    assert missing_reports(facts(today=date(2027, 4, 1))) == ((A, 1), (B, 1))


@given(
    counts=st.dictionaries(
        st.sampled_from([CommuneKey(vintage="v", code=str(n)) for n in range(6)]),
        st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: (max(pair), min(pair))),
    )
)
def test_a_hidden_count_does_not_follow_from_the_sum(counts):
    shown = may_show(counts, under=5)
    hidden = set(counts) - shown
    assert all(min(counts[key]) >= 5 for key in shown)
    if hidden and shown:
        assert len(hidden) >= 2
        assert all(sum(counts[key][n] for key in hidden) >= 5 for n in (0, 1))
    if all(min(pair) >= 5 for pair in counts.values()):
        assert not hidden


# Inspections, findings, complaints.


def inspection(id_, on, *findings, **more):
    said = {"agency": "VAN_HOA", "is_full": True, "minutes_no": "1/BB", "round_id": "D"} | more
    return Inspection(id=f"{id_}:{on}", establishment_id=id_, on=on, findings=findings, **said)


def test_inspected_are_distinct_registered_ones_with_full_minutes_of_own_rounds():
    done = (
        inspection("a", date(2027, 1, 1)), inspection("a", date(2027, 2, 1)), inspection("x", date(2027, 1, 1)),
        inspection("b", date(2026, 12, 31)), inspection("c", date(2027, 1, 1), is_full=False),
        inspection("d", date(2027, 1, 1), round_id=None), inspection("e", date(2027, 8, 11)),
    )  # fmt: skip
    registered = frozenset("abcde")
    calendar = target(TargetCode.INSPECTED, facts(inspections=done, registered=registered))
    by_report = target(TargetCode.INSPECTED, facts(inspections=done, registered=registered, clock=YearClock.REPORT))
    assert (calendar.numerator, calendar.denominator, calendar.on) == (1, 5, date(2027, 2, 1))
    assert by_report.numerator == 2


def test_a_finding_is_handled_once_an_action_is_decided():
    done = (
        inspection("a", date(2027, 1, 1), Finding(code="X", action="REMIND"), Finding(code="Y", action="PENDING")),
        inspection("b", date(2027, 1, 1), Finding(code="X")),
        inspection("c", date(2027, 1, 1), Finding(code="X", action="REMIND"), round_id=None),
    )
    found = target(TargetCode.VIOLATIONS, facts(inspections=done))
    assert (found.numerator, found.denominator) == (1, 3)


def test_a_complaint_counts_when_it_was_handled_by_its_day():
    def heard(n, state, handled_on=None, due_in=10):
        on = date(2027, 8, 1)
        return Complaint(
            id=str(n), establishment_id="a", received_on=on, state=state, due_on=on + timedelta(days=due_in),
            handled_on=handled_on,
        )  # fmt: skip

    found = target(
        TargetCode.COMPLAINTS,
        facts(
            complaints=(
                heard(1, ComplaintState.VERIFIED, date(2027, 8, 5)),
                heard(2, ComplaintState.FORWARDED, date(2027, 8, 9), due_in=2),
                heard(3, ComplaintState.RECEIVED),
                heard(4, ComplaintState.RECEIVED, due_in=5),
            )
        ),
    )
    assert (found.numerator, found.denominator) == (1, 4)
    assert found.parts == {"classified": 2, "verified": 1, "late": 2, "open": 2}
