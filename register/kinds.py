"""Which kind of business and which status a cell's words mean."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.establishments import BusinessType, Status
from register.fold import fold

_SINCE = re.compile(
    r"(?:(?:ke|tu|hoi|khoang|vao|ngay|thang|nam|quy|dau|cuoi|giua) )*(?:[tq]?\d|i{1,3}v? )|(?:luon|han|roi|do|vi)\b"
)
"""What may follow a status in a note: since when, or why."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TypeIndex:
    """Hold the folded labels and aliases of all types, the longest first; one is equal to itself only."""

    phrases: tuple[tuple[str, str], ...]
    codes: Mapping[str, str]
    pattern: re.Pattern[str]
    """Finds a phrase among words with one space before and after each."""


def index_types(types: Iterable[BusinessType]) -> TypeIndex:
    """Return the office's types ready for matching; a label with a comma counts by its first part too."""
    found: dict[str, str] = {}
    for kind in types:
        for text in (kind.code, kind.label, kind.label.split(",")[0].split("(")[0], *kind.aliases):
            if phrase := fold(text):
                found.setdefault(phrase, kind.code)
    phrases = tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))
    pattern = re.compile(rf" ({'|'.join(re.escape(phrase) for phrase, _ in phrases) or '(?!)'})(?= )")
    return TypeIndex(phrases=phrases, codes=found, pattern=pattern)


def types_in(text: str, index: TypeIndex) -> tuple[str, ...]:
    """Return the codes of the types that a text names, in the order of naming.

    A longer phrase hides the shorter ones inside it, so that "cà phê sân
    vườn" is not also "cà phê".
    """
    named = index.pattern.findall(f" {fold(text)} ")
    return tuple(dict.fromkeys(index.codes[phrase] for phrase in named))


def is_type(text: str, index: TypeIndex) -> bool:
    """Tell whether a text is the name of a type and nothing else."""
    return fold(text) in index.codes


def status_of(text: str, words: Mapping[str, Status]) -> Status | None:
    """Return the status that a text states, None where no known word is in it.

    The whole text first, then the word that stands first and is longest:
    "ngưng hoạt động" is not "hoạt động".
    """
    folded = fold(text)
    if folded in words:
        return words[folded]
    padded = f" {folded} "
    found = [(place, -len(word), word) for word in words if (place := padded.find(f" {word} ")) >= 0]
    return words[min(found)[2]] if found else None


def status_noted(text: str, words: Mapping[str, Status]) -> Status | None:
    """Return the status that a note states and little else: "ngưng HĐ từ T3/2022"; None for any other note."""
    folded = fold(text)
    found = [word for word in words if folded == word or folded.startswith(f"{word} ")]
    if not found:
        return None
    longest = max(found, key=len)
    rest = folded[len(longest) :].strip()
    return words[longest] if not rest or _SINCE.match(rest) else None
