"""Which commune a text names, in which vintage of the map.

Codes and names were used again in 2025: "Tân Hội" fits two units. What the
rest of the workbook names decides which map it speaks of.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from domain.places import Commune, CommuneKey, Vintage
from register.fold import fold
from register.grammar import KINDS, WIDER_AREAS
from register.renamed import Era, mention_of

_PARTS = re.compile(r"[,;:/()–—]|\s-\s")
_WORDS = re.compile(r"\w+")
_NUMBERING = re.compile(r"(?:[ivx]+|\d{1,3}|[a-z]) ")
_INITIALS = 2
"""Longest abbreviation of a syllable: "T", "Th"."""
_COUNT = re.compile(r" \d+( (co so|ho|don vi|cs))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneIndex:
    """Hold every unit by its folded name and by its code, and the vintages from the earliest."""

    by_name: Mapping[str, tuple[Commune, ...]]
    by_joined: Mapping[str, tuple[Commune, ...]]
    """By the folded name without spaces ("tanha"), and by the code."""
    vintages: tuple[str, ...]
    periods: tuple[Vintage, ...]


def index_communes(communes: Iterable[Commune], vintages: Iterable[Vintage]) -> CommuneIndex:
    """Return the units ready for matching; a kind inside a unit's name is left out."""
    by_name: dict[str, list[Commune]] = {}
    by_joined: dict[str, list[Commune]] = {}
    for commune in communes:
        name = _split_kind(fold(commune.name))[1]
        by_name.setdefault(name, []).append(commune)
        for joined in {name.replace(" ", ""), commune.key.code}:
            by_joined.setdefault(joined, []).append(commune)
    ordered = sorted(vintages, key=lambda vintage: (vintage.valid_from or date.min, vintage.id))
    return CommuneIndex(
        by_name={name: tuple(units) for name, units in by_name.items()},
        by_joined={name: tuple(units) for name, units in by_joined.items()},
        vintages=tuple(vintage.id for vintage in ordered),
        periods=tuple(ordered),
    )


def units_named(text: str, index: CommuneIndex) -> tuple[Commune, ...]:
    """Return every unit that a cell, group row or sheet name may mean, of any vintage.

    The kind before the name ("TT.", "Xã") decides where a unit of that kind
    exists; otherwise it is taken for a slip.
    """
    for part in _PARTS.split(text):
        for words in _readings(fold(part)):
            kind, name = _split_kind(words)
            units = index.by_name.get(name) or (_shortened(kind, name, index) if kind else ())
            if units:
                return tuple(unit for unit in units if fold(unit.kind) == kind) or units
    return ()


def _shortened(kind: str, name: str, index: CommuneIndex) -> tuple[Commune, ...]:
    """Return the units of the one name that initials may mean: "T.Hà", "TT.TC"; none where several may.

    Initials hide much, so the kind, where one is written, must be the unit's.
    """
    tokens = name.split()
    found: dict[str, tuple[Commune, ...]] = {}
    for full, units in index.by_name.items():
        of_kind = tuple(unit for unit in units if not kind or fold(unit.kind) == kind)
        if of_kind and (kind or len(tokens) > 1) and _is_short_for(tokens, full.split()):
            found[full] = of_kind
    return next(iter(found.values())) if len(found) == 1 else ()


def _is_short_for(tokens: list[str], words: list[str]) -> bool:
    if len(tokens) == 1 < len(words):
        return tokens[0] == "".join(word[0] for word in words)
    if len(tokens) != len(words):
        return False
    pairs = list(zip(tokens, words, strict=True))
    is_each = all(word == token or (len(token) <= _INITIALS and word.startswith(token)) for token, word in pairs)
    return is_each and tokens != words


def names_kind(text: str) -> bool:
    """Tell whether a text begins, after its numbering, as a commune does: "II. Xã ...".

    One letter is not enough: in "X. Karaoke" it counts to ten.
    """
    words = fold(text)
    return any(_has_long_kind(reading) for reading in (words, _NUMBERING.sub("", words, count=1)))


def _has_long_kind(words: str) -> bool:
    return bool(_split_kind(words)[0]) and len(words.split(maxsplit=1)[0]) > 1


def spoken_vintage(texts: Iterable[str], index: CommuneIndex) -> str | None:
    """Return the vintage that a workbook speaks of, None where nothing decides.

    The earliest vintage that some text fits alone: registers go on naming
    former communes for years, while nobody names a new one too early. A text
    that marks its unit as former ("Suối Ngô cũ") says that the others are not.
    """
    alone, marks = set(), set()
    for text in texts:
        mention = mention_of(text)
        vintages = {unit.key.vintage for unit in units_named(mention.text, index)}
        if mention.era or mention.successor:
            marks |= {mention.era} if vintages else set()
        elif len(vintages) == 1:
            alone |= vintages
    if alone:
        return next(vintage for vintage in index.vintages if vintage in alone)
    return index.vintages[-1] if Era.FORMER in marks and index.vintages else None


def is_of_several_vintages(text: str, index: CommuneIndex) -> bool:
    """Tell whether a text names units of several vintages and does not say which."""
    mention = mention_of(text)
    vintages = {unit.key.vintage for unit in units_named(mention.text, index)}
    return not mention.era and len(vintages) > 1


def commune_of(text: str, index: CommuneIndex, vintage: str | None) -> tuple[CommuneKey | None, str]:
    """Return the unit that a text names, or None with the code of the doubt."""
    if not text:
        return None, "commune_missing"
    if fold(text) in index.by_name:  # "Chợ Mới" is no new "Chợ".
        return _one_of(units_named(text, index), vintage)
    mention = mention_of(text)
    units = units_named(mention.text, index) or _units_shortly_named(mention.text, index)
    if mention.era and index.vintages:
        is_last = mention.era is Era.CURRENT
        units = tuple(unit for unit in units if (unit.key.vintage == index.vintages[-1]) == is_last) or units
    return _one_of(units or units_named(text, index), vintage)


def successor_in(text: str, index: CommuneIndex) -> CommuneKey | None:
    """Return the later unit that a text names beside a former one ("nay là xã Tân Thành"), None for none."""
    successor = mention_of(text).successor
    units = units_named(successor, index) if successor else ()
    later = [unit.key for unit in units if unit.key.vintage == index.vintages[-1]]
    return later[0] if len(later) == 1 else None


def _one_of(units: tuple[Commune, ...], vintage: str | None) -> tuple[CommuneKey | None, str]:
    if len(units) > 1:
        units = tuple(unit for unit in units if unit.key.vintage == vintage) or units
    if len(units) == 1:
        return units[0].key, ""
    return None, "commune_ambiguous" if units else "commune_unknown"


def _units_shortly_named(text: str, index: CommuneIndex) -> tuple[Commune, ...]:
    """Return the units that a cell of the commune column names without spaces, by initials or by code."""
    words = fold(text)
    if alone := KINDS.get(words):
        return _only_one_of(alone, index)
    kind, name = _split_kind(words)
    units = index.by_joined.get(name.replace(" ", "")) or _shortened(kind, name, index) if name else ()
    return tuple(unit for unit in units if fold(unit.kind) == kind) or units


def _only_one_of(kind: str, index: CommuneIndex) -> tuple[Commune, ...]:
    """Return the area's only unit of a kind: "Thị trấn" needs no name where there is one."""
    of_kind = tuple(unit for units in index.by_name.values() for unit in units if fold(unit.kind) == kind)
    return of_kind if len(of_kind) == 1 else ()


def mention_in(text: str, index: CommuneIndex) -> str:
    """Return the part of an address or title that names a commune with its kind, else "".

    A part that names a known unit goes before one that does not.

    Examples
    --------
    "Tổ 5, KP2, TT Tân Châu" gives "TT Tân Châu"; "gần chợ Tân Hà" gives "".
    """
    mentions = list(_mentions(text))
    return next((mention for mention in mentions if units_named(mention, index)), mentions[0] if mentions else "")


def _mentions(text: str) -> Iterator[str]:
    words = [(found.start(), found.end(), fold(found.group())) for found in _WORDS.finditer(text)]
    folded = [word for _, _, word in words]
    for place, size in _kinds_in(folded):
        start = words[place][0]
        end = start + len(_PARTS.split(text[start:])[0])
        if words[place + size][0] >= end:
            continue  # "đường liên xã, ấp 2": the name would stand in another part.
        # A commune's name has two syllables or more: the second of An Tịnh is no tỉnh.
        for word_start, _, word in words[place + size + 2 :]:
            if word_start < end and word in WIDER_AREAS:
                end = word_start
        yield text[start:end].strip(" .")


def _kinds_in(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield (place, size in words) of each kind that a name follows; "hợp tác xã" is none."""
    for place, word in enumerate(words[:-1]):
        size = 2 if " ".join(words[place : place + 2]) in KINDS else 1
        is_kind = size == 2 or word in KINDS
        follows = words[place + size : place + size + 1]
        if is_kind and follows and not follows[0].isdigit() and words[place - 1 : place] not in (["tac"], ["lien"]):
            yield place, size


def _readings(words: str) -> Iterator[str]:
    """Yield a folded text as it is, then without numbering, count and wider area."""
    yield words
    bare = _COUNT.sub("", _NUMBERING.sub("", words, count=1) if _NUMBERING.match(words) else words)
    yield bare
    yield _COUNT.sub("", words)
    for text in (words, bare):
        parts = text.split()
        for place, word in enumerate(parts[1:], start=1):
            if word in WIDER_AREAS:
                yield " ".join(parts[:place])
                break


def _split_kind(words: str) -> tuple[str, str]:
    parts = words.split()
    for size in (2, 1):
        kind = KINDS.get(" ".join(parts[:size]))
        if kind and len(parts) > size:
            return kind, " ".join(parts[size:])
    return "", words
