"""How alike two rows are: names without what all names share, addresses, hamlets."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from register.fold import fold
from register.grammar import HAMLET_KINDS, NAME_PREFIXES, NO_NAMES
from register.kinds import TypeIndex
from register.report import RegisterContact, RegisterRow

_HAMLET_KIND = re.compile(rf"^(?:{'|'.join(HAMLET_KINDS)})\s*(?=\S)")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}

MIN_SIMILAR = 0.85
"""Names or addresses less alike than this are others: one letter in seven may differ."""

MIN_WITH_KEY = 0.75
"""With the same tax code, licence, phone or point, one letter in four may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """Hold one row as it is compared, all texts folded.

    ``core`` is the name without prefixes and words of types, ``figures`` the
    numbers in it, ``keys`` what two businesses hardly share.
    """

    key: str
    core: str
    figures: frozenset[str]
    type: str | None
    commune: str
    hamlet: str
    address: str
    address_figures: frozenset[str]
    keys: frozenset[tuple[str, str]]


def portrait(row: RegisterRow, contact: RegisterContact, types: TypeIndex) -> Portrait:
    """Return a row as it is compared."""
    core = core_name(row.name, types)
    address = fold(row.address_raw)
    keys = {
        "same_tax_code": row.tax_code,
        "same_reg_no": fold(row.reg_no),
        "same_licence": fold(row.licence_no),
        "same_phone": contact.phone,
        "same_position": row.coords_raw,
    }
    commune = row.commune_reported
    return Portrait(
        key=row.key,
        core=core,
        figures=frozenset(_ROMAN.get(word, word) for word in core.split() if word in _ROMAN or word.isdigit()),
        type=row.type,
        commune=f"{commune.vintage}:{commune.code}" if commune else fold(row.commune_raw),
        hamlet=_HAMLET_KIND.sub("", fold(row.hamlet)),
        address=address,
        address_figures=frozenset(re.findall(r"\d+", address)),
        keys=frozenset((reason, value) for reason, value in keys.items() if value),
    )


def core_name(name: str, types: TypeIndex) -> str:
    """Return what tells a name from others: folded, without legal form and line of business.

    A name of nothing else keeps all of its words; "không tên" becomes "".
    """
    words = fold(name)
    if words in NO_NAMES:
        return ""
    stripped = words
    phrases = (*NAME_PREFIXES, *(phrase for phrase, _ in types.phrases))
    while shorter := _without_prefix(stripped, phrases):
        stripped = shorter
    for phrase, _ in types.phrases:
        stripped = stripped.removesuffix(f" {phrase}")
    return stripped


def _without_prefix(words: str, phrases: tuple[str, ...]) -> str:
    """Return words without the longest phrase before them, "" where there is none."""
    found = [phrase for phrase in phrases if words.startswith(f"{phrase} ")]
    return words[len(max(found, key=len)) + 1 :] if found else ""


def name_likeness(one: Portrait, two: Portrait) -> float:
    """Return 0 to 1 how alike two names are; 0 where their numbers differ: "Hoa 1" is not "Hoa 2"."""
    if not one.core or not two.core or one.figures != two.figures:
        return 0.0
    if one.core == two.core:
        return 1.0
    joined = fuzz.ratio(one.core.replace(" ", ""), two.core.replace(" ", ""))
    return max(joined, fuzz.token_sort_ratio(one.core, two.core)) / 100


def contains_name(one: Portrait, two: Portrait) -> bool:
    """Tell whether one name is the other with words added, two words at least being shared."""
    first, second = set(one.core.split()), set(two.core.split())
    return len(first & second) >= 2 and (first <= second or second <= first)


def address_likeness(one: Portrait, two: Portrait) -> float:
    """Return 0 to 1 how alike two addresses are, 0 where one is blank."""
    if not one.address or not two.address:
        return 0.0
    return fuzz.token_sort_ratio(one.address, two.address) / 100


def are_hamlets_other(one: Portrait, two: Portrait) -> bool:
    """Tell whether both hamlets are known and differ by more than a slip."""
    first, second = one.hamlet, two.hamlet
    if not first or not second or first == second:
        return False
    has_figures = any(letter.isdigit() for letter in first + second)
    return has_figures or fuzz.ratio(first, second) < 100 * MIN_SIMILAR


def are_numbers_other(one: Portrait, two: Portrait) -> bool:
    """Tell whether both addresses hold numbers and share none."""
    both = bool(one.address_figures and two.address_figures)
    return both and not one.address_figures & two.address_figures
