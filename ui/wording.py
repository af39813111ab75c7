"""How codes, dates and numbers are read on screen; every word stands in data/words."""

from datetime import date, datetime

from documents.formatting import day_text, tenths_text
from domain.errors import InspectionError
from domain.units import clock_text, percent_tenths
from domain.words import Words


def error_sentence(words: Words, error: InspectionError) -> str:
    """Return what was wrong, where, and what to do."""
    params = dict(error.params)
    rule = f"ui.rule.{params.get('rule', '')}"
    if rule in words:
        params["rule"] = words.say(rule)
    return coded(words, "error", error.code, params)


def coded(words: Words, space: str, code: str, params: object = None) -> str:
    """Return the sentence of a code; a code without words is named, so that it can be reported."""
    key = f"{space}.{code}"
    if key not in words:
        return words.say("ui.unworded", code=key)
    return words.say(key, **dict(params or {}))  # type: ignore[call-overload]


def commune_text(words: Words, commune: str, former: str) -> str:
    """Return a commune with the former unit that its register names, where that is another one."""
    return commune if former in ("", commune) else words.say("ui.team.commune", commune=commune, former=former)


def weekday_text(words: Words, day: date) -> str:
    """Return a date with its day of the week, as in Thứ Hai 01/03/2027."""
    return f"{words.say(f'ui.weekday.{day.weekday()}')} {day_text(day)}"


def moment_text(at: datetime) -> str:
    """Return an instant as HH:MM dd/mm/yyyy in its own time zone."""
    return f"{at:%H:%M %d/%m/%Y}"


def hours_text(from_s: int, to_s: int) -> str:
    """Return two times of day, as in 08:00–11:30."""
    return f"{clock_text(from_s)}–{clock_text(to_s)}"


def percent_text(part: int, whole: int) -> str:
    """Return part of whole in percent, truncated to tenths, as in 19,7."""
    return tenths_text(percent_tenths(part, whole))


def kilometres_text(metres: int | None) -> str:
    """Return metres as kilometres with a decimal comma, a dash where unknown."""
    return "–" if metres is None else f"{metres / 1000:.1f}".replace(".", ",")


def marked(words: Words, figure: str) -> str:
    """Return a figure that has a decimal comma with the decimal mark of a language."""
    return figure.replace(",", words.say("language.decimal_mark"))


def minutes(seconds: int) -> int:
    """Return whole minutes, rounded to the nearest."""
    return (seconds + 30) // 60
