"""Legacy Vietnamese encodings: told by words for each column, turned into Unicode, never in silence.

For each text of a column every converter is tried, and its words are counted
before and after: syllables that the spelling allows, the common ones three
times. A column is in an encoding when its words become Vietnamese by it; a
cell that is good Unicode already, or that a conversion would harm, is left.
A column with too few words to be sure of is left as it is and doubted.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from register.book import Cell, RawBook, RawSheet
from register.legacy_text import CONVERTERS
from register.report import RegisterReference
from register.syllables import is_syllable, known_words, words_of

SOFT_HYPHEN = "\u00ad"
INVISIBLE = "invisible"

_COMMON_WORTH = 3
"""A common word counts as much as this many that are merely spelt right."""

_MIN_WORTH = 5
"""One word alone may be a foreign name or a slip ("Êp", "µm"); two different common ones are an encoding."""

_MIN_CELLS = 3
"""One common word is enough where this many cells hold it and nothing speaks against it."""

_FEW = 4
"""One text of Unicode in so many of the encoding is no doubt about a column."""

_ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
"""Letters that text of one byte a letter cannot hold; code page 1258 read as such is Unicode already."""

_D_STROKE = str.maketrans("Ðð", "Đđ")
"""Icelandic letters in place of Đ are another repair (register.fold)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """Hold one converted cell; ``column`` starts at 1, ``code`` is an encoding or ``invisible``."""

    sheet: str
    row: int
    column: int
    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulColumn:
    """Hold a column that may be in an encoding: too few words tell."""

    sheet: str
    column: int
    code: str
    cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedBook:
    """Hold a book in Unicode, every cell that was changed for it, and what stayed in doubt."""

    book: RawBook
    conversions: tuple[Conversion, ...] = ()
    doubts: tuple[DoubtfulColumn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Hold one text as an encoding would have it: words won and score won over what is written."""

    code: str
    text: str
    words: frozenset[str]
    gain: int

    @property
    def is_sure(self) -> bool:
        return bool(self.words) and self.gain > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Hold the texts of a column: how many cells have each, how each may be read, and the sure readings by code."""

    cells: Mapping[str, int]
    readings: Mapping[str, tuple[_Reading, ...]]
    sure: dict[str, dict[str, _Reading]]

    def sure_cells(self, code: str) -> int:
        """Return how many cells this encoding explains best."""
        return sum(self.cells[text] for text in self.sure[code])


def convert_book(book: RawBook, known: Iterable[str]) -> ConvertedBook:
    """Return the book with its legacy columns in Unicode.

    Parameters
    ----------
    book
        Sheets as read: titles and headers are part of their columns.
    known
        Texts of the office's own lists (headers, types, communes): words that count as common.
    """
    judge = _Judge(known_words(known))
    columns = {(sheet.name, number): column for sheet in book.sheets for number, column in _columns(sheet, judge)}
    everywhere = {
        code: sum(map(judge.worth, frozenset[str]().union(*(_won_words(column, code) for column in columns.values()))))
        for code in CONVERTERS
    }
    leading = [code for code in CONVERTERS if everywhere[code] >= _MIN_WORTH]
    changes: dict[tuple[str, int], dict[str, tuple[str, str]]] = {}
    doubts = []
    for (sheet, number), column in columns.items():
        codes = {code for code, texts in column.sure.items() if texts}
        trusted = {code for code in codes if _is_trusted(column, code, everywhere[code])}
        if not codes and len(leading) == 1:
            column = _led(column, leading[0], judge)
            trusted = {code for code in leading if column.sure[code]}
        changes[sheet, number] = _changes(column, trusted, is_doubtful=bool(codes - trusted))
        doubts += [
            DoubtfulColumn(sheet=sheet, column=number, code=code, cells=column.sure_cells(code))
            for code in CONVERTERS
            if code in codes - trusted
        ]
    converted = [_converted(sheet, changes) for sheet in book.sheets]
    return ConvertedBook(
        book=replace(book, sheets=tuple(sheet for sheet, _ in converted)),
        conversions=tuple(conversion for _, conversions in converted for conversion in conversions),
        doubts=tuple(doubts),
    )


def office_words(reference: RegisterReference) -> tuple[str, ...]:
    """Return the texts whose words an office's workbook is likely to hold."""
    headers = (alias for aliases in reference.columns.values() for alias in aliases)
    types = (text for kind in reference.types for text in (kind.label, *kind.aliases))
    return (*headers, *reference.dropped, *types, *(commune.name for commune in reference.communes))


class _Judge:
    """Score texts by their words; made anew for each book."""

    def __init__(self, common: frozenset[str]) -> None:
        self._common = common

    def worth(self, word: str) -> int:
        if word.isascii() or not (is_syllable(word) or word in self._common):
            return 0
        return _COMMON_WORTH if word in self._common else 1

    def is_good(self, text: str) -> bool:
        """Tell whether every word with letters beyond ASCII is Vietnamese as it is written."""
        return SOFT_HYPHEN not in text and all(word.isascii() or self.worth(word) for word in words_of(text))

    def readings(self, text: str, likely: str = "") -> tuple[_Reading, ...]:
        """Return how each encoding would read a text, where that changes it; only the likely one if it explains all."""
        before = words_of(text.translate(_D_STROKE))
        if likely and (after := self._read(text, likely)) != text and self.is_good(after):
            return (self._reading(likely, before, after),)
        found = ((code, self._read(text, code)) for code in CONVERTERS)
        return tuple(self._reading(code, before, after) for code, after in found if after != text)

    def _read(self, text: str, code: str) -> str:
        if code == "utf8_as_cp1252" or not _ONLY_UNICODE.search(text):
            return CONVERTERS[code](text)
        # Part of the cell is Unicode: only words that become Vietnamese are converted.
        return re.sub(r"\S+", lambda found: self._read_word(found.group(), code), text)

    def _read_word(self, text: str, code: str) -> str:
        if text.isascii() or _ONLY_UNICODE.search(text) or self.is_good(text.translate(_D_STROKE)):
            return text
        after = CONVERTERS[code](text)
        return after if any(map(self.worth, words_of(after))) and self.is_good(after) else text

    def _reading(self, code: str, before: list[str], after: str) -> _Reading:
        words = words_of(after)
        old, new = [word for word in before if self.worth(word)], [word for word in words if self.worth(word)]
        won = frozenset(Counter(new) - Counter(old)) if len(new) > len(old) else frozenset()
        return _Reading(code=code, text=after, words=won, gain=sum(map(self.worth, new)) - sum(map(self.worth, old)))


def _columns(sheet: RawSheet, judge: _Judge) -> list[tuple[int, _Column]]:
    """Return the columns of a sheet that hold any text beyond ASCII."""
    counted: dict[int, Counter[str]] = {}
    for line in sheet.rows:
        for number, cell in enumerate(line, start=1):
            if isinstance(cell, str) and not cell.isascii():
                counted.setdefault(number, Counter())[cell] += 1
    return [(number, _column(cells, judge)) for number, cells in sorted(counted.items())]


def _column(cells: Counter[str], judge: _Judge) -> _Column:
    readings: dict[str, tuple[_Reading, ...]] = {}
    likely = ""
    for text in cells:
        if not judge.is_good(text):
            readings[text] = judge.readings(text, likely)
            best = _best(readings[text])
            likely = best.code if best else likely
    if likely:
        # Good words of Unicode may be other words of the encoding: "Tó" is Tú in TCVN3.
        readings |= {text: judge.readings(text) for text in cells if text not in readings}
    sure: dict[str, dict[str, _Reading]] = {code: {} for code in CONVERTERS}
    for text, found in readings.items():
        if best := _best(found):
            sure[best.code][text] = best
    return _Column(cells=cells, readings=readings, sure=sure)


def _led(column: _Column, code: str, judge: _Judge) -> _Column:
    """Return a column that is good Unicode as the book's one encoding reads it, where that makes its words commoner.

    "Sè" above figures is a word, but in a book of TCVN3 it is "Số".
    """
    if any(_ONLY_UNICODE.search(text) for text in column.cells):
        return column
    readings = {text: judge.readings(text, code) for text in column.cells}
    own = {text: reading for text, found in readings.items() for reading in found if reading.code == code}
    commoner = {text: reading for text, reading in own.items() if reading.gain > 0}
    if not commoner or any(reading.gain < 0 for reading in own.values()):
        return column
    return replace(column, readings=readings, sure=column.sure | {code: commoner})


def _best(readings: Iterable[_Reading]) -> _Reading | None:
    sure = [reading for reading in readings if reading.is_sure]
    return max(sure, key=lambda reading: reading.gain, default=None)


def _won_words(column: _Column, code: str) -> frozenset[str]:
    return frozenset[str]().union(*(reading.words for reading in column.sure[code].values()))


def _is_trusted(column: _Column, code: str, worth_everywhere: int) -> bool:
    if worth_everywhere >= _MIN_WORTH:
        return True
    is_common = worth_everywhere >= _COMMON_WORTH
    return is_common and column.sure_cells(code) >= _MIN_CELLS and _is_whole(column, code)


def _is_whole(column: _Column, code: str) -> bool:
    """Tell whether a column speaks for one encoding: few of its texts are surely Unicode, as a header may be."""
    against = sum(_is_against(text, column, code) for text in column.cells)
    return against * _FEW <= len(column.sure[code])


def _is_against(text: str, column: _Column, code: str) -> bool:
    if text in column.sure[code]:
        return False
    is_harmed = any(reading.code == code and reading.gain < 0 for reading in column.readings.get(text, ()))
    return is_harmed or bool(_ONLY_UNICODE.search(text))


def _changes(column: _Column, trusted: set[str], *, is_doubtful: bool) -> dict[str, tuple[str, str]]:
    """Return for each text to change the code and the new text."""
    changes = {}
    whole = {code for code in trusted if _is_whole(column, code)}
    for text in column.cells:
        readings = [reading for reading in column.readings.get(text, ()) if reading.code in trusted]
        best = _best(readings)
        if best is None and len(whole) == 1 and not _ONLY_UNICODE.search(text):
            best = next((reading for reading in readings if reading.code in whole and reading.gain >= 0), None)
        if best:
            changes[text] = (best.code, best.text)
        elif SOFT_HYPHEN in text and not is_doubtful:
            changes[text] = (INVISIBLE, text.replace(SOFT_HYPHEN, ""))
    return changes


def _converted(
    sheet: RawSheet, changes: Mapping[tuple[str, int], Mapping[str, tuple[str, str]]]
) -> tuple[RawSheet, list[Conversion]]:
    by_column = {number: texts for (name, number), texts in changes.items() if name == sheet.name and texts}
    if not by_column:
        return sheet, []
    conversions: list[Conversion] = []
    rows = []
    for row, line in enumerate(sheet.rows, start=1):
        cells: list[Cell] = list(line)
        for number, texts in by_column.items():
            before = cells[number - 1] if number <= len(cells) else None
            if isinstance(before, str) and before in texts:
                code, after = texts[before]
                cells[number - 1] = after
                conversions.append(
                    Conversion(sheet=sheet.name, row=row, column=number, code=code, before=before, after=after)
                )
        rows.append(tuple(cells))
    return replace(sheet, rows=tuple(rows)), conversions
