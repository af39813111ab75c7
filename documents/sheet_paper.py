"""What the papers of one team-shift are written from, and how a stop is said in all of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.digest import sha256_hex
from domain.units import clock_text
from domain.words import Words

Sheet = Mapping[str, Any]
"""SHEET.json as docs/formats/field.md describes it."""

# Letters that no XML may hold, line separators, and marks that turn the reading direction round.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPaper:
    """Hold one shift's sheet with what locks it: ``salt`` of 16 bytes and ``nonce`` of 12, never used twice."""

    sheet: Sheet
    passphrase: str
    salt: bytes
    nonce: bytes


def plain_text(text: object) -> str:
    """Return a value as one line of text without letters that are not seen.

    Examples
    --------
    >>> plain_text("a\\u0000b\\r\\nc ")
    'a b c'
    """
    return _UNSEEN.sub(" ", str(text)).strip()


def sheet_code(sheet: Sheet) -> str:
    """Return eight signs by which a cover page and its locked sheet are told to belong together.

    They say nothing of the team or the day: they come from the sheet's key.
    """
    return sha256_hex(f"code|{sheet['key']}")[:8].upper()


def day_line(sheet: Sheet, *, words: Words) -> str:
    """Return the weekday and the date of a shift."""
    day = date.fromisoformat(sheet["date"])
    return words.say("sheet.day", weekday=words.say(f"sheet.weekday_{day.isoweekday()}"), day=f"{day:%d/%m/%Y}")


def stop_name(stop: Sheet) -> str:
    """Return the order and the name of a stop."""
    return f"{stop['order']}. {plain_text(stop['name'])}"


def place_line(stop: Sheet, *, words: Words) -> str:
    """Return address and commune, with the commune's former name where it had another."""
    commune, former = plain_text(stop["commune"]), plain_text(stop["commune_former"])
    if former and former != commune:
        commune = words.say("sheet.former", commune=commune, former=former)
    return ", ".join(part for part in (plain_text(stop["address"]), commune) if part)


def agencies_line(stop: Sheet, sheet: Sheet) -> str:
    """Return the names of the agencies that must be present at a stop."""
    labels = {agency["code"]: agency["label"] for agency in sheet["agencies"]}
    return ", ".join(plain_text(labels.get(code, code)) for code in stop["agencies"])


def visit_hours(stop: Sheet) -> str:
    """Return the hours of a visit, as in 19:00 – 19:25."""
    return f"{clock_text(stop['start_s'])} – {clock_text(stop['leave_s'])}"


def duty_hours(sheet: Sheet) -> str:
    """Return the hours of the way, from departure to return."""
    return f"{clock_text(sheet['departure_s'])} – {clock_text(sheet['return_s'])}"


def point_text(stop: Sheet) -> str:
    """Return "lat, lon" in degrees, the order that map programs read."""
    return f"{stop['lat']:.6f}, {stop['lon']:.6f}"


def description_lines(stop: Sheet, sheet: Sheet, *, words: Words) -> tuple[str, ...]:
    """Return what a map program shows of a stop besides its name."""
    return (
        words.say("sheet.visit", hours=visit_hours(stop)),
        plain_text(stop["type_label"]),
        place_line(stop, words=words),
        words.say("sheet.agencies", names=agencies_line(stop, sheet)),
    )
