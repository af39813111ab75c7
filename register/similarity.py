"""How alike two rows are: names without what all names share, places, owners, numbers."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from register.fold import fold
from register.grammar import HAMLET_KINDS, NAME_PREFIXES, NO_NAMES
from register.houses import House, house_in
from register.kinds import TypeIndex, types_in
from register.report import RegisterContact, RegisterRow

_HAMLET_KIND = re.compile(rf"^(?:{'|'.join(HAMLET_KINDS)})\s*(?=\S)")
_GROUP_OF_HOUSES = re.compile(r"to \d")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_WORDS = re.compile(r"[^\W_]+")

MIN_SIMILAR = 0.85
"""Names or addresses less alike than this are others: one letter in seven may differ."""

MIN_WITH_KEY = 0.75
"""With the same tax code, licence, phone or point, one letter in four may differ."""

MIN_SLIP_LENGTH = 5
"""In a shorter name one other letter makes another name: "Mai" is not "Mái" or "Mãi"."""
MIN_DIGITS = 3
"""A number with fewer digits than this ("01", "có") is shared by strangers."""


class NameRelation(StrEnum):
    """Say how two names belong together, the surest first."""

    SAME = "same"
    SLIP = "slip"
    """One letter, or a tone where both names have theirs."""
    LONGER = "longer"
    """One is the other with words added."""
    ALIKE = "alike"
    NEAR = "near"
    """Alike enough only with a shared number."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """Hold one row as it is compared, all texts folded.

    ``core`` is the name without prefixes, words of types and the owner's name,
    ``marked`` the same with its diacritics ("" where they cannot be told),
    ``figures`` the numbers in it, ``kinds`` the types that the name itself
    states, ``keys`` what two businesses hardly share, ``legal`` the numbers of
    the legal subject.
    """

    key: str
    core: str
    marked: str
    figures: frozenset[str]
    type: str | None
    kinds: frozenset[str]
    commune: str
    hamlet: str
    address: str
    address_figures: frozenset[str]
    house: House | None
    owner: str
    keys: frozenset[tuple[str, str]]
    legal: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _NameWords:
    """Hold what may stand before a name and behind it, the longest first, each with its space."""

    before: tuple[str, ...]
    behind: tuple[str, ...]


def portraits(
    rows: Iterable[RegisterRow], contacts: Iterable[RegisterContact], types: TypeIndex
) -> tuple[Portrait, ...]:
    """Return each row, with the contact of the same place in order, as it is compared."""
    words = _name_words(types)
    return tuple(_portrait(row, contact, types, words) for row, contact in zip(rows, contacts, strict=True))


def portrait(row: RegisterRow, contact: RegisterContact, types: TypeIndex) -> Portrait:
    """Return one row as it is compared."""
    return _portrait(row, contact, types, _name_words(types))


def _portrait(row: RegisterRow, contact: RegisterContact, types: TypeIndex, words: _NameWords) -> Portrait:
    owner = fold(contact.owner_name)
    core = _without_owner(_core(fold(row.name), words), owner, words)
    address = fold(row.address_raw)
    legal = {"same_tax_code": row.tax_code[:10], "same_reg_no": telling(row.reg_no)}
    keys = [*legal.items(), ("same_licence", telling(row.licence_no)), ("same_position", row.coords_raw)]
    keys += [("same_phone", phone) for phone in contact.phone.split(", ")]
    commune = row.commune_reported
    return Portrait(
        key=row.key,
        core=core,
        marked=_marked(row.name, core),
        figures=frozenset(_ROMAN.get(word, word) for word in core.split() if word in _ROMAN or word.isdigit()),
        type=row.type,
        kinds=frozenset(types_in(row.name, types)),
        commune=f"{commune.vintage}:{commune.code}" if commune else fold(row.commune_raw),
        hamlet=_hamlet(row.hamlet),
        address=address,
        address_figures=frozenset(re.findall(r"\d+", address)),
        house=house_in(row.address_raw),
        owner=owner,
        keys=frozenset((reason, value) for reason, value in keys if value),
        legal=frozenset((reason, value) for reason, value in legal.items() if value),
    )


def _hamlet(text: str) -> str:
    """Return a hamlet without its kind; a group of houses ("Tổ 5") lies in some hamlet and is none."""
    words = fold(text)
    return "" if _GROUP_OF_HOUSES.match(words) else _HAMLET_KIND.sub("", words)


def telling(number: str) -> str:
    """Return a registration or licence number folded and without spaces, "" where it has too few digits to tell."""
    folded = fold(number).replace(" ", "")
    return folded if sum(map(str.isdigit, folded)) >= MIN_DIGITS else ""


def core_name(name: str, types: TypeIndex) -> str:
    """Return what tells a name from others: folded, without legal form and line of business.

    A name of nothing else keeps all of its words; "không tên" becomes "".
    """
    return _core(fold(name), _name_words(types))


def _name_words(types: TypeIndex) -> _NameWords:
    phrases = [phrase for phrase, _ in types.phrases]
    before = sorted({*NAME_PREFIXES, *phrases}, key=lambda phrase: (-len(phrase), phrase))
    return _NameWords(before=tuple(f"{phrase} " for phrase in before), behind=tuple(f" {phrase}" for phrase in phrases))


def _core(words: str, known: _NameWords) -> str:
    if words in NO_NAMES:
        return ""
    # One call of startswith for all phrases: most names are asked once or twice.
    while words.startswith(known.before):
        words = words[len(next(phrase for phrase in known.before if words.startswith(phrase))) :]
    if words.endswith(known.behind):
        for phrase in known.behind:
            words = words.removesuffix(phrase)
    return words


def _without_owner(core: str, owner: str, words: _NameWords) -> str:
    """Return a name without its owner's behind or before it, unless nothing else is in it."""
    if len(owner.split()) < 2:
        return core
    bare = _without_person(core, owner)
    return _core(bare, words) if bare != core else core


def _without_person(core: str, owner: str) -> str:
    return core.removesuffix(f" {owner}").removeprefix(f"{owner} ") if owner else core


def _marked(name: str, core: str) -> str:
    """Return the words of a core with their diacritics, "" where the name's words do not fall on its folded ones."""
    words = _WORDS.findall(unicodedata.normalize("NFC", name.lower()))
    folded = [fold(word) for word in words]
    wanted = core.split()
    for start in range(len(folded) - len(wanted) + 1):
        if folded[start : start + len(wanted)] == wanted:
            return " ".join(words[start : start + len(wanted)])
    return ""


def name_likeness(one: Portrait, two: Portrait) -> float:
    """Return 0 to 1 how alike two names are; 0 where their numbers differ: "Hoa 1" is not "Hoa 2"."""
    if not one.core or not two.core or one.figures != two.figures:
        return 0.0
    if one.core == two.core:
        return 1.0
    joined = fuzz.ratio(one.core.replace(" ", ""), two.core.replace(" ", ""))
    return max(joined, fuzz.token_sort_ratio(one.core, two.core)) / 100


def name_relation(one: Portrait, two: Portrait) -> NameRelation:
    """Return how two names belong together."""
    if not one.core or not two.core:
        return NameRelation.OTHER
    if one.figures != two.figures:
        return NameRelation.LONGER if _is_first_of_several(one, two) else NameRelation.OTHER
    first = _without_person(one.core, two.owner).replace(" ", "")
    second = _without_person(two.core, one.owner).replace(" ", "")
    if first == second:
        return NameRelation.SLIP if _are_tones_other(one.marked, two.marked) else NameRelation.SAME
    if min(len(first), len(second)) >= MIN_SLIP_LENGTH and OSA.distance(first, second, score_cutoff=1) == 1:
        return NameRelation.SLIP
    if contains_name(one, two):
        return NameRelation.LONGER
    likeness = name_likeness(one, two)
    if likeness >= MIN_SIMILAR and len(first) >= 8:
        return NameRelation.ALIKE
    return NameRelation.NEAR if likeness >= MIN_WITH_KEY else NameRelation.OTHER


def are_figures_near(one: Portrait, two: Portrait) -> bool:
    """Tell whether two names have the same numbers, a "1" left out or not."""
    return one.figures ^ two.figures <= {"1"}


def _is_first_of_several(one: Portrait, two: Portrait) -> bool:
    """Tell whether one legal subject's "Hoa Mai" may be its "Hoa Mai 1"; its "Hoa Mai 2" never is."""
    bare = [" ".join(word for word in name.core.split() if word not in ("1", "i")) for name in (one, two)]
    return are_figures_near(one, two) and bool(one.legal & two.legal) and bare[0] == bare[1] != ""


def _are_tones_other(one: str, two: str) -> bool:
    """Tell whether some word has other diacritics in each: "Thúy" and "Thùy"; a word without any may be either."""
    pairs = zip(one.split(), two.split(), strict=False)
    return any(first != second and not first.isascii() and not second.isascii() for first, second in pairs)


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


def are_owners_other(one: Portrait, two: Portrait) -> bool:
    """Tell whether both owners are known and differ by more than one letter."""
    return bool(one.owner and two.owner) and not are_owners_same(one, two)


def are_owners_same(one: Portrait, two: Portrait) -> bool:
    """Tell whether both owners are known and are one, a slip of one letter allowed."""
    return bool(one.owner and two.owner) and OSA.distance(one.owner, two.owner, score_cutoff=1) <= 1


def are_subjects_other(one: Portrait, two: Portrait) -> bool:
    """Tell whether two rows name two owners, or name none and have two tax codes or registrations."""
    if are_owners_same(one, two):
        return False
    return are_owners_other(one, two) or _are_numbers_conflicting(one, two)


def _are_numbers_conflicting(one: Portrait, two: Portrait) -> bool:
    first, second = dict(one.legal), dict(two.legal)
    both = first.keys() & second.keys()
    return bool(both) and all(first[reason] != second[reason] for reason in both)
