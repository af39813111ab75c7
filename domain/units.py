"""Exact shares, dates and times of day."""

from datetime import date, timedelta
from fractions import Fraction

BASIS_POINTS = 10_000
DAY_S = 86_400


def required_count(registered: int, rate_bp: int) -> int:
    """Return the fewest inspections that satisfy the rate.

    Parameters
    ----------
    registered
        Establishments that the rule counts, >= 0.
    rate_bp
        Share in basis points, 0 to 10,000. A float rate gives wrong counts
        (7 % of 100 becomes 8), so there is none.

    Raises
    ------
    ValueError
        If registered is negative or the rate lies outside 0 to 10,000.

    Examples
    --------
    >>> required_count(301, 2000), required_count(100, 700), required_count(0, 2000)
    (61, 7, 0)
    """
    if registered < 0:
        raise ValueError("registered is negative")
    if not 0 <= rate_bp <= BASIS_POINTS:
        raise ValueError("rate_bp is outside 0 to 10,000")
    return (rate_bp * registered + BASIS_POINTS - 1) // BASIS_POINTS


def percent_tenths(part: int, whole: int) -> int:
    """Return part of whole in tenths of a percent, truncated and never rounded up.

    Examples
    --------
    >>> percent_tenths(59, 299)
    197
    """
    return 0 if whole == 0 else (1000 * part) // whole


def share(part: int, whole: int) -> Fraction:
    """Return part of whole as an exact fraction, 0 where there is no whole."""
    return Fraction(part, whole) if whole else Fraction(0)


def clock_text(seconds: int) -> str:
    """Return seconds after local midnight as HH:MM; past midnight the day goes on (25:30).

    Examples
    --------
    >>> clock_text(68_400), clock_text(91_800)
    ('19:00', '25:30')
    """
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def year_before(day: date) -> date:
    """Return the same day one year earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return every day from first to last, both included."""
    return tuple(first + timedelta(days=k) for k in range((last - first).days + 1))
