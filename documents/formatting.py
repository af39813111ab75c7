"""Numbers, dates and reasons as people in Vietnam read them; the papers and the screen share it."""

from collections.abc import Mapping
from datetime import date

from domain.rounds import Reason
from domain.words import Words


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


def reason_text(reason: Reason, *, words: Words, names: Mapping[str, str]) -> str:
    """Return the sentence of a reason.

    Parameters
    ----------
    names
        Codes of communes and types to their names: a reason names a group by its code.
    """
    params = dict(reason.params)
    if "group" in params:
        params["group"] = names.get(str(params["group"]), params["group"])
    return words.say(f"reason.{reason.code}", **params)
