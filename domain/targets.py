"""The plan's targets: what communes report, how a year is counted, and what each target has reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from domain.places import CommuneKey
from domain.units import BASIS_POINTS, percent_tenths

QUARTERS = (1, 2, 3, 4)


class YearClock(StrEnum):
    """Say how a year of the plan runs: the calendar's, or the one that reports to the province follow."""

    CALENDAR = "calendar"
    REPORT = "report"


class TargetCode(StrEnum):
    """Name one of the six targets of the plan's section II.2."""

    COMMUNICATION = "communication"
    INTEGRATION = "integration"
    INSPECTED = "inspected"
    VIOLATIONS = "violations"
    COMPLAINTS = "complaints"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRule:
    """Hold what the plan asks for one target: the share in basis points, its year, and who says so."""

    code: TargetCode
    share_bp: int
    year: int
    source: str
    is_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRules:
    """Hold the targets and how they are counted.

    Parameters
    ----------
    regular_per_quarter
        Activities that a commune has in every quarter gone by to communicate regularly.
    hidden_under
        Counts of people below it are shown for the whole area only.
    report_year_start
        Month and day, in the year before, on which the year of reports begins.
    programmes, forms
        Label of each programme and of each form of communication by its code.
    """

    targets: tuple[TargetRule, ...]
    regular_per_quarter: int
    hidden_under: int
    report_year_start: tuple[int, int]
    programmes: Mapping[str, str]
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Communication:
    """Hold one activity of communication: when, in which form, before how many people."""

    on: date
    form: str
    audience: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneReport:
    """Hold a commune's report of a calendar quarter; of people it has two counts and nothing else.

    Parameters
    ----------
    programmes
        Codes of the programmes into which the work is integrated.
    in_need, supported
        People who needed support services in the quarter, and those of them who were reached.
    """

    commune: CommuneKey
    year: int
    quarter: int
    reported_on: date
    communications: tuple[Communication, ...] = ()
    programmes: tuple[str, ...] = ()
    in_need: int = 0
    supported: int = 0
    account: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaIntegration:
    """Hold into which programmes the area itself integrated the work of a year."""

    year: int
    programmes: tuple[str, ...]
    account: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneMeeting:
    """Hold a meeting at which a commune made regulations known.

    Parameters
    ----------
    represented
        Establishments that somebody represented.
    establishments
        Ids of those that are known by name, at most ``represented``.
    commitments
        Commitments that were signed there.
    """

    id: str
    commune: CommuneKey
    on: date
    regulations: tuple[str, ...]
    represented: int
    establishments: tuple[str, ...]
    commitments: int
    account: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionAnswer:
    """Hold what the office answers to the difficulties that a commune named when it was supervised."""

    round_id: str
    commune: CommuneKey
    answer: str
    account: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Hold how far one target was reached.

    Parameters
    ----------
    on
        Day of the newest fact that was counted, None where there is none.
    missing
        Communes whose report of a quarter gone by is not there, sorted.
    parts
        Counts behind the numerator, by their codes.
    """

    code: TargetCode
    share_bp: int
    numerator: int
    denominator: int
    on: date | None
    missing: tuple[CommuneKey, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)

    @property
    def percent_tenths(self) -> int:
        """Return the share in tenths of a percent, truncated."""
        return percent_tenths(self.numerator, self.denominator)

    @property
    def is_reached(self) -> bool:
        """Tell whether the share is reached, by whole numbers; nothing to count reaches nothing."""
        return self.denominator > 0 and self.numerator * BASIS_POINTS >= self.share_bp * self.denominator


def span_of_year(clock: YearClock, year: int, *, starts: tuple[int, int]) -> tuple[date, date]:
    """Return the first and the last day of a year by a clock; ``starts`` is where the year of reports begins.

    Examples
    --------
    >>> span_of_year(YearClock.REPORT, 2027, starts=(12, 15))
    (datetime.date(2026, 12, 15), datetime.date(2027, 12, 14))
    """
    if clock is YearClock.CALENDAR:
        return date(year, 1, 1), date(year, 12, 31)
    month, day = starts
    return date(year - 1, month, day), date(year, month, day) - timedelta(days=1)


def year_of_day(clock: YearClock, day: date, *, starts: tuple[int, int]) -> int:
    """Return in which year by a clock a day lies."""
    return day.year + (clock is YearClock.REPORT and (day.month, day.day) >= starts)


def quarter_spans(first: date) -> tuple[tuple[date, date], ...]:
    """Return the four quarters of the year that begins on a day.

    Examples
    --------
    >>> quarter_spans(date(2026, 12, 15))[0]
    (datetime.date(2026, 12, 15), datetime.date(2027, 3, 14))
    """
    starts = [_months_later(first, 3 * n) for n in range(5)]
    return tuple((one, after - timedelta(days=1)) for one, after in pairwise(starts))


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, day.day)
