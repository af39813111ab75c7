"""Each field of a row as a hand writes it, with what it should be read as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from demo.dirt.truth import Truth, Venue
from demo.dirt.words import DirtWords

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Hold a cell and the fields that it tells; ``secrets`` must never come out again."""

    cell: Cell
    truth: Mapping[str, Truth] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()


def text_cell(name: str, text: str) -> Written:
    """Return a text that tells one field."""
    return Written(cell=text or None, truth={name: text})


def count_cell(rng: Random, name: str, count: int, unit: str) -> Written:
    """Return a count as a number, a text, with a unit, padded, or blank for none."""
    if not count:
        return Written(cell=None, truth={name: None})
    forms: tuple[Cell, ...] = (count, count, count, float(count), str(count), f"{count:02d}", f"{count:02d} {unit}")
    return Written(cell=rng.choice(forms), truth={name: count})


def date_cell(rng: Random, name: str, on: date | None) -> Written:
    """Return a date: a real one, day first in several styles, Excel's serial, a month, a year."""
    if on is None:
        return Written(cell=None, truth={name: None})
    draw = rng.random()
    if draw < 0.8:
        days: tuple[Cell, ...] = (
            on,
            on,
            f"{on.day:02d}/{on.month:02d}/{on.year}",
            f"{on.day}/{on.month}/{on.year % 100:02d}",
            f"{on.day}.{on.month}.{on.year}",
            f"{on.day:02d}-{on.month:02d}-{on.year}",
            f"ngày {on.day} tháng {on.month} năm {on.year}",
            on.toordinal() - date(1899, 12, 30).toordinal(),
        )
        return Written(cell=rng.choice(days), truth={name: on, f"{name}_precision": "day"})
    if draw < 0.9:
        months = (f"T{on.month}/{on.year}", f"tháng {on.month}/{on.year}", f"{on.month:02d}/{on.year}")
        return Written(cell=rng.choice(months), truth={name: on.replace(day=1), f"{name}_precision": "month"})
    years: tuple[Cell, ...] = (f"năm {on.year}", on.year, str(on.year))
    return Written(cell=rng.choice(years), truth={name: on.replace(month=1, day=1), f"{name}_precision": "year"})


def phone_cell(rng: Random, phone: str) -> Written:
    """Return a phone number with dots, spaces or the country's code, or as the number that Excel made of it."""
    forms: tuple[Cell, ...] = (
        phone,
        phone,
        int(phone),
        float(phone),
        phone[1:],
        f"{phone[:4]}.{phone[4:7]}.{phone[7:]}",
        f"{phone[:4]} {phone[4:7]} {phone[7:]}",
        f"+84{phone[1:]}",
        f"{phone[:4]}-{phone[4:]}",
    )
    return Written(cell=rng.choice(forms), truth={"phone": phone})


def tax_cell(rng: Random, code: str) -> Written:
    """Return a tax code as text or as a number that lost its zero."""
    if not code:
        return Written(cell=None, truth={"tax_code": ""})
    forms: tuple[Cell, ...] = (code, code, int(code), f"{code} ", f"{code[:4]} {code[4:7]} {code[7:]}", f"{code}-001")
    cell = rng.choice(forms)
    return Written(cell=cell, truth={"tax_code": f"{code}-001" if str(cell).endswith("-001") else code})


def status_cell(rng: Random, status: str, words: DirtWords) -> Written:
    """Return the words of a status; who is at work is often left blank."""
    is_blank = status == "active" and rng.random() < 0.3
    return Written(cell=None if is_blank else rng.choice(words.status[status]), truth={"status": status})


def hours_cell(rng: Random, hours: tuple[int, int]) -> Written:
    """Return opening hours, those past midnight by the clock."""
    (h1, m1), (h2, m2) = ((seconds // 3600, seconds % 3600 // 60) for seconds in hours)
    closes = h2 if h2 == 24 else h2 % 24
    forms = (
        f"{h1}h{m1:02d}-{closes}h{m2:02d}",
        f"{h1:02d}:{m1:02d} - {closes:02d}:{m2:02d}",
        f"{h1}h{m1:02d} đến {closes}h{m2:02d}",
        f"Từ {h1}h{m1:02d} đến {closes}h{m2:02d}",
    )
    return Written(cell=rng.choice(forms), truth={"hours": hours})


def coords_cell(rng: Random, venue: Venue) -> Written:
    """Return a point as people note one, or nothing; the truth is degrees (lon, lat)."""
    if rng.random() < 0.4:
        return Written(cell=None, truth={"coords": None})
    return Written(cell=rng.choice(NOTATIONS)(venue.lon, venue.lat), truth={"coords": (venue.lon, venue.lat)})


def degree_cells(rng: Random, venue: Venue) -> tuple[Cell, Cell]:
    """Return latitude and longitude for two columns: numbers or texts, sometimes each in the other's column."""
    lat, lon = venue.lat, venue.lon
    first, second = (lon, lat) if rng.random() < 0.1 else (lat, lon)
    if rng.random() < 0.5:
        return first, second
    return f"{first:.5f}".replace(".", ","), f"{second:.5f}".replace(".", ",")


def _dms(degrees: float) -> tuple[int, int, float]:
    tenths = round(degrees * 36_000)
    return tenths // 36_000, tenths % 36_000 // 600, tenths % 600 / 10


def _signed_dms(lon: float, lat: float) -> str:
    (d1, m1, s1), (d2, m2, s2) = _dms(lat), _dms(lon)
    return f"{d1}°{m1:02d}'{s1:04.1f}\"N {d2}°{m2:02d}'{s2:04.1f}\"E"


def _lettered_dms(lon: float, lat: float) -> str:
    (d1, m1, s1), (d2, m2, s2) = _dms(lat), _dms(lon)
    return f"{d1}o{m1:02d}'{int(s1)}'', {d2}o{m2:02d}'{int(s2)}''"


def _bare_dms(lon: float, lat: float) -> str:
    (d1, m1, s1), (d2, m2, s2) = _dms(lat), _dms(lon)
    return f"{d1} {m1:02d} {s1:04.1f}, {d2} {m2:02d} {s2:04.1f}"


def _comma(degrees: float) -> str:
    return f"{degrees:.5f}".replace(".", ",")


NOTATIONS: tuple[Callable[[float, float], str], ...] = (
    lambda lon, lat: f"{lat:.5f}, {lon:.5f}",
    lambda lon, lat: f"{lat:.5f},{lon:.5f}",
    lambda lon, lat: f"{_comma(lat)}; {_comma(lon)}",
    lambda lon, lat: f"{lon:.5f}, {lat:.5f}",
    _signed_dms,
    _lettered_dms,
    _bare_dms,
    lambda lon, lat: (
        f"https://www.google.com/maps/place/X/@{lat + 0.01:.5f},{lon:.5f},17z/data=!3d{lat:.5f}!4d{lon:.5f}"
    ),
)
