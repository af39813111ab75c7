"""What must not leave a register's free text: numbers of persons, phones, and words about persons."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from register.fold import fold

MASK = "•••"
"""Stands for what was about a person."""

_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:"
    r"(?:\+?84[ .\-]?|0)?\d{3}([ .\-]?)\d{3}\1\d{3}(?:\1\d{3})?"
    r"|0\d{1,4}([ .\-])\d{3,4}\2\d{3,4}"
    r"|\d{4}([ .\-])\d{4}\3\d{4}"
    r"|\d{11}"
    r")(?!\d)(?![.,]\d)(?!\s*(?:đ\b|đồng|vnđ|vnd))",
    re.IGNORECASE,
)
"""Nine digits (the former identity card), twelve (the citizen's number), or a phone, in their usual groups."""
_CITIZEN = re.compile(r"(?<!\d)(?<!\d[.,])(?:0\d{2}([ .]?)\d{3}\1\d{3}\1\d{3}|[1-9]\d{10})(?!\d)")
"""A citizen's number alone: where other codes of nine or ten digits are at home."""
_MONEY = re.compile(r"\d{3}\.\d{3}\.000|\d{3}\.000\.000\.000")
_HAS_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8}")
_PROSE = re.compile(
    r"(?<!\w)(?!(?:số|ngày|tháng|năm|cấp|giấy|phép|chứng|nhận|quyết|định|đăng|ký|hộ|kinh|doanh|mã)(?!\w))"
    r"[^\W\d_A-Z]{2,}(?!\w)"
)
"""A small word that belongs to no code: the cell says more than one."""
_LABELS = (
    r"cccd|cmnd|cmtnd|căn cước(?: công dân)?|chứng minh nhân dân|định danh(?: cá nhân)?"
    r"|sđt|đt|điện thoại|di động|zalo|hotline|liên hệ|lh|tel"
)
_LABELLED = re.compile(rf"(?<!\w)(?:số\s+)?(?:{_LABELS})(?:\s+số)?\s*[:.]?\s*{MASK}", re.IGNORECASE)
_EMPTY_BRACKETS = re.compile(r"\(\s*[-,;:]?\s*\)|\[\s*\]")
_COMMAS = re.compile(r"\s*,(?:\s*,)+")
_EDGES = " ,;:-–/."
_WORD = re.compile(r"[^\W\d_]+(?:\.(?=\s|[^\W\d_]))?")
_CLAUSE_END = re.compile(r"[,;.()\n]|\s-\s")
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LintIndex:
    """Hold the phrases after which a person's name may follow, whole clauses to hide, and what is no person.

    Each is a pattern over text in lower case, None where the list is empty.
    """

    name: re.Pattern[str] | None
    clause: re.Pattern[str] | None
    office: frozenset[str]


def index_lint_words(words: Mapping[str, tuple[str, ...]]) -> LintIndex:
    """Return the phrases of data/rules/lint_words.csv ready for matching."""
    return LintIndex(
        name=_pattern(words.get("name", ())),
        clause=_pattern(words.get("clause", ())),
        office=frozenset(fold(phrase) for phrase in words.get("office", ())),
    )


def without_numbers(text: str, *, codes_only: bool = False) -> str:
    """Return text with the numbers of persons masked.

    Parameters
    ----------
    codes_only
        True for a column of codes, where only a citizen's number is cut from a
        cell that holds a code: nine digits may be a tax code that lost its zero.

    Examples
    --------
    >>> without_numbers("Karaoke Ánh (CCCD 072185001234)")
    'Karaoke Ánh (CCCD •••)'
    >>> without_numbers("phạt 150.000.000 đồng")
    'phạt 150.000.000 đồng'
    """
    if not _HAS_NUMBER.search(text):
        return text
    is_code = codes_only and not _PROSE.search(text)
    return _CITIZEN.sub(MASK, text) if is_code else _NUMBER.sub(_mask_number, text)


def cut_numbers(text: str) -> str:
    """Return text with the numbers of persons cut out, with their labels.

    Examples
    --------
    >>> cut_numbers("Karaoke Ánh (CCCD 072185001234)")
    'Karaoke Ánh'
    """
    masked = without_numbers(text)
    if masked == text:
        return text
    bare = _EMPTY_BRACKETS.sub(" ", _LABELLED.sub(" ", masked).replace(MASK, " "))
    return " ".join(_COMMAS.sub(",", bare).split()).strip(_EDGES)


@lru_cache(maxsize=1 << 12)
def lint(text: str, index: LintIndex, owners: frozenset[str] = frozenset()) -> str:
    """Return a note with the names of persons and clauses about them masked.

    ``owners`` are folded names to mask wherever they stand. Another name is the
    capitalised words after "anh", "chị", "nhân viên" and the like; a clause
    runs to the next comma, full stop or bracket.
    """
    spans = sorted((*_clauses(text, index), *_names(text, index), *_owners(text, owners)))
    for start, end in reversed(_merged(spans)):
        text = text[:start] + MASK + text[end:]
    return text


def _mask_number(found: re.Match[str]) -> str:
    return found.group() if _MONEY.fullmatch(found.group()) else MASK


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return a pattern of the phrases, with diacritics or wholly without."""
    forms = {phrase.lower() for phrase in phrases} | {_long(fold(phrase)) for phrase in phrases}
    ordered = sorted((form for form in forms if form), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE) if ordered else None


def _long(folded: str) -> str:
    # One syllable without its tone ("ba", "em", "co") is too many other words.
    return folded if " " in folded else ""


def _clauses(text: str, index: LintIndex) -> Iterator[tuple[int, int]]:
    for found in index.clause.finditer(text) if index.clause else ():
        if fold(text[: found.start()]).endswith("chong"):
            continue  # "phòng, chống mại dâm" is what an office does.
        before = [end.end() for end in _CLAUSE_END.finditer(text, 0, found.start())]
        after = _CLAUSE_END.search(text, found.end())
        start = before[-1] if before else 0
        start += len(text[start:]) - len(text[start:].lstrip())
        yield start, after.start() if after else len(text)


def _names(text: str, index: LintIndex) -> Iterator[tuple[int, int]]:
    for found in index.name.finditer(text) if index.name else ():
        if span := _name_after(text, found.end(), index):
            yield span


def _owners(text: str, owners: frozenset[str]) -> Iterator[tuple[int, int]]:
    words = [(found.start(), found.end(), fold(found.group())) for found in _WORD.finditer(text)] if owners else []
    for size in range(_LONGEST_NAME, 1, -1):
        for place in range(len(words) - size + 1):
            if " ".join(word for _, _, word in words[place : place + size]) in owners:
                yield words[place][0], words[place + size - 1][1]


def _name_after(text: str, place: int, index: LintIndex) -> tuple[int, int] | None:
    """Return where the name after a title stands; after "tên" it may be in small letters."""
    gap = re.compile(r"\s*[:/]?\s*((?:có\s+)?tên\s*(?:là)?\s*:?\s*)?").match(text, place)
    start = end = gap.end() if gap else place
    is_called = bool(gap and gap[1])
    words = 0
    for word in _WORD.finditer(text, start):
        is_next = text[end : word.start()].strip() == ""
        is_name = word.group()[0].isupper() or (is_called and words < 2)
        if not (is_next and is_name and words < _LONGEST_NAME):
            break
        words, end = words + 1, word.end()
    if not words or _is_office(text[start:end], index):
        return None
    return start, end


def _is_office(name: str, index: LintIndex) -> bool:
    words = fold(name)
    is_acronym = name.isupper() and len(name) > 2 and " " not in name.strip()
    return is_acronym or any(words == phrase or words.startswith(f"{phrase} ") for phrase in index.office)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
