"""How official papers say days, amounts and who signs; the fields that every one of them has."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from documents.formatting import day_text
from documents.official_facts import Fields, Letterhead
from documents.plan_paper import ListChange, PaperEstablishment
from documents.sheet_paper import plain_text
from domain.paperwork import PaperSettings
from domain.rounds import Role, Round
from domain.units import clock_text
from domain.words import Words

DAY_S = 86_400


def long_day(day: date, words: Words) -> str:
    """Return a date as papers write it out; days below 10 and months 1 and 2 have a nought before them.

    Decree 30/2020/NĐ-CP, appendix I, section II.4.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return words.say("official.long_day", day=f"{day.day:02d}", month=month, year=day.year)


def open_day(year: int, words: Words) -> str:
    """Return a date of a year whose day is filled in by hand."""
    return words.say("official.open_day", year=year)


def weekday_text(day: date, words: Words) -> str:
    """Return a date with its day of the week."""
    return words.say(
        "official.weekday_day", weekday=words.say(f"official.weekday_{day.isoweekday()}"), day=day_text(day)
    )


def number_text(number: int) -> str:
    """Return a whole number with points between thousands.

    Examples
    --------
    >>> number_text(1234567), number_text(980)
    ('1.234.567', '980')
    """
    return f"{number:,}".replace(",", ".")


def hours_text(from_s: int, to_s: int, words: Words) -> str:
    """Return two times of day; one past midnight says so."""
    return f"{_clock(from_s, words)} – {_clock(to_s, words)}"


def period_text(found: Round, words: Words) -> str:
    """Return from when to when a round is."""
    return words.say("official.period", starts=long_day(found.starts_on, words), ends=long_day(found.ends_on, words))


def commune_text(item: PaperEstablishment, words: Words) -> str:
    """Return a commune with the former one that registers still name."""
    if item.commune_former in ("", item.commune):
        return item.commune
    return words.say("official.commune", commune=item.commune, former=item.commune_former)


def place_text(item: PaperEstablishment, words: Words) -> str:
    """Return an address with its commune."""
    return ", ".join(part for part in (item.address, commune_text(item, words)) if part)


def decision_text(found: Round, words: Words) -> str:
    """Return which decision a paper rests on, with blanks before it is signed."""
    if not found.decision_no or found.decision_on is None:
        return words.say("official.decision_open", title=found.title)
    return words.say("official.decision", no=found.decision_no, day=long_day(found.decision_on, words))


def list_note(item: PaperEstablishment, changes: Iterable[ListChange], words: Words) -> str:
    """Return why an establishment stands on the list of a round, and what was changed about it."""
    role = "" if item.role is Role.NOT_DRAWN else words.say(f"documents.role.{item.role}")
    return _note([role, *_change_notes(item, changes, words)])


def change_note(item: PaperEstablishment, changes: Iterable[ListChange], words: Words) -> str:
    """Return what was changed about an establishment: in whose place it came, who came in its own, by which paper."""
    return _note(_change_notes(item, changes, words))


def _note(parts: Iterable[str]) -> str:
    text = "; ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _change_notes(item: PaperEstablishment, changes: Iterable[ListChange], words: Words) -> list[str]:
    return [_change_note(item, change, words) for change in changes]


def _change_note(item: PaperEstablishment, change: ListChange, words: Words) -> str:
    stand_in = change.stand_in
    if stand_in is not None and stand_in.id == item.id:
        return words.say("official.note_stand_in", name=change.establishment.name)
    if change.establishment.id != item.id:
        return ""
    name = stand_in.name if stand_in else ""
    return words.say(f"official.note_{change.kind}", name=name, document=change.document_no)


def common_fields(head: Letterhead, settings: PaperSettings, words: Words, *, symbol: str, year: int) -> Fields:
    """Return what every paper has: letterhead, number, place and day, telephone, recipients and signature."""
    say = words.say
    sender = f"{symbol}-{settings.symbol}" if settings.symbol else f"{symbol}-…"
    telephone = settings.telephone or say("official.no_telephone")
    return {
        "superior": head.superior, "office": head.office, "place": head.place, "year": str(year),
        "nation": say("letterhead.nation"), "motto": say("letterhead.motto"),
        "number": say("official.number", symbol=sender),
        "place_day": f"{head.place}, {open_day(year, words)}", "telephone": telephone,
        "recipients_title": say("official.recipients"),
        "recipients": [f"- {one};" for one in settings.recipients] + [say("official.filed")],
        "sign_authority": settings.authority, "sign_title": settings.signer_title or say("official.signer_title"),
        "signer": "",
    }  # fmt: skip


def plain_fields(fields: Fields) -> dict[str, Any]:
    """Return fields whose every text is one line that a document can hold: no control letters, no turned direction."""
    return {name: _plain(value) for name, value in fields.items()}


def numbered(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with a running number."""
    return [{"number": str(at), **row} for at, row in enumerate(rows, start=1)]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return plain_fields(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return plain_text(value)


def _clock(seconds: int, words: Words) -> str:
    if seconds < DAY_S:
        return clock_text(seconds)
    return words.say("official.next_day", clock=clock_text(seconds - DAY_S))
