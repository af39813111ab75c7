"""Numbers and dates as people in Vietnam read them."""

from datetime import date


def day_text(day: date) -> str:
    """Return a date as dd/mm/yyyy.

    Examples
    --------
    >>> day_text(date(2027, 3, 1))
    '01/03/2027'
    """
    return f"{day:%d/%m/%Y}"


def tenths_text(tenths: int) -> str:
    """Return tenths with a decimal comma, as in 19,7.

    Examples
    --------
    >>> tenths_text(197), tenths_text(5)
    ('19,7', '0,5')
    """
    return f"{tenths // 10},{tenths % 10}"


def rate_text(rate_bp: int) -> str:
    """Return basis points as a percentage without idle zeros, as in 20 or 12,5.

    Examples
    --------
    >>> rate_text(2000), rate_text(1250), rate_text(1)
    ('20', '12,5', '0,01')
    """
    return f"{rate_bp / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
