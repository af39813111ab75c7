"""Numbers, dates and reasons as people in Vietnam read them; the papers and the screen share it."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from domain.rounds import Reason
from domain.routing import Remedy, Unassigned, UnassignedReason
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


def cause_sentences(unassigned: Unassigned, *, words: Words, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return why no shift could take a visit: each cause once with its shifts, the commonest first.

    Parameters
    ----------
    names
        Codes of agencies and teams to their names; an unknown code stands as it is.
    """
    said = Counter(_cause(reason, words=words, names=names) for reason in unassigned.reasons)
    in_order = sorted(said.items(), key=lambda item: (-item[1], item[0]))
    return tuple(words.say("documents.cause", sentence=sentence, shifts=shifts) for sentence, shifts in in_order)


def remedy_sentences(unassigned: Unassigned, *, words: Words, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what would help, the cheapest first, each once; ``names`` as for cause_sentences."""
    said = (_say(f"documents.remedy.{remedy.code}", remedy, words=words, names=names) for remedy in unassigned.remedies)
    return tuple(dict.fromkeys(said))


def _cause(reason: UnassignedReason, *, words: Words, names: Mapping[str, str]) -> str:
    detailed = f"documents.unassigned.{reason.code}.{reason.params.get('cause', '')}"
    key = detailed if detailed in words else f"documents.unassigned.{reason.code}"
    return _say(key, reason, words=words, names=names)


def _say(key: str, item: UnassignedReason | Remedy, *, words: Words, names: Mapping[str, str]) -> str:
    if key not in words:
        return words.say("documents.unworded", code=item.code)
    params = {name: _named(value, names) for name, value in item.params.items()}
    return words.say(key, **params)


def _named(value: str | int, names: Mapping[str, str]) -> str:
    """Return names for codes, also in a list such as ``police, culture``."""
    return ", ".join(names.get(part, part) for part in str(value).split(", "))
