"""Which kind of business and which status a cell's words mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.establishments import BusinessType, Status
from register.fold import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeIndex:
    """Hold the folded labels and aliases of all types, the longest first."""

    phrases: tuple[tuple[str, str], ...]


def index_types(types: Iterable[BusinessType]) -> TypeIndex:
    """Return the office's types ready for matching; a label with a comma counts by its first part too."""
    found: dict[str, str] = {}
    for kind in types:
        for text in (kind.code, kind.label, kind.label.split(",")[0].split("(")[0], *kind.aliases):
            if phrase := fold(text):
                found.setdefault(phrase, kind.code)
    return TypeIndex(phrases=tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))))


def types_in(text: str, index: TypeIndex) -> tuple[str, ...]:
    """Return the codes of the types that a text names, in the order of naming.

    A longer phrase hides the shorter ones inside it, so that "cà phê sân
    vườn" is not also "cà phê".
    """
    words = f" {fold(text)} "
    places: dict[str, int] = {}
    for phrase, code in index.phrases:
        place = words.find(f" {phrase} ")
        if place >= 0:
            places[code] = min(place, places.get(code, place))
            words = words.replace(f" {phrase} ", f" {'_' * len(phrase)} ")
    return tuple(sorted(places, key=lambda code: places[code]))


def is_type(text: str, index: TypeIndex) -> bool:
    """Tell whether a text is the name of a type and nothing else."""
    words = fold(text)
    return any(phrase == words for phrase, _ in index.phrases)


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
