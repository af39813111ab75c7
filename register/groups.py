"""What a line between the rows says for the rows below it: a commune, a type, a hamlet."""

import re
from dataclasses import dataclass, fields, replace

from register.communes import commune_of, names_kind, units_named
from register.fold import fold
from register.grammar import GROUP_LABELS, HAMLET_GROUPS
from register.kinds import is_type
from register.lexicon import Lexicon

_NUMBERING = re.compile(r"^\s*(?:(?:[IVXivx]+|\d{1,3})(?:\.\d{1,2})*\s*[.)/\-–:]\s*|[A-Za-z]\s*(?:[)/]\s*|[.\-–:]\s+))")
"""One letter and a dot without a space is an abbreviation: "T.Hà"."""
_COUNT = re.compile(r"\s*[(:\-–]?\s*\d+\s*(?:cơ sở|hộ|đơn vị|cs)\s*\)?\s*$|\s*[(:\-–]\s*\d+\s*\)?\s*$", re.IGNORECASE)
_PARTS = re.compile(r"\s[-–]\s|[:,;(]")
_LONGEST_HAMLET = 6
_TYPE_WORDS = (
    "co so kinh doanh dich vu ",
    "co so kinh doanh ",
    "co so dich vu ",
    "co so ",
    "kinh doanh dich vu ",
    "kinh doanh ",
    "dich vu ",
    "cac ",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hold what group lines, a sheet's name or a title say about rows; texts, "" for nothing."""

    commune: str = ""
    type: str = ""
    hamlet: str = ""


_LEVELS = tuple(field.name for field in fields(Group))


def group_in(
    text: str, lexicon: Lexicon, *, is_plain: bool, may_be_business: bool, is_alone: bool = True
) -> Group | None:
    """Return what a line's one text says as a group, None where it is none.

    Parameters
    ----------
    is_plain
        The line is numbered like a row, or its text stands unmarked in the name
        column: there a known commune with its kind is needed.
    may_be_business
        A type alone may be the name of a business here.
    is_alone
        Nothing else stands in the line, not even a figure.
    """
    parts = [text, *(part for part in _PARTS.split(_NUMBERING.sub("", text)) if part.strip())]
    commune = next((part for part in parts if _names_commune(part, lexicon, is_plain)), "")
    types = (part for part in parts if not may_be_business and is_type(_bare(part), lexicon.types))
    kind = _without_marks(next(types, ""))
    may_name_hamlet = is_alone or not is_plain
    inner = [_without_marks(part) for part in (*parts[1:], text)]
    hamlet = next((part for part in inner if may_name_hamlet and is_hamlet(part)), "")
    bare_commune = _without_marks(commune)
    is_same = commune and _names_commune(bare_commune, lexicon, is_plain)
    group = Group(commune=bare_commune if is_same else commune, type=kind, hamlet=hamlet)
    return group if group != Group() else None


def entered(group: Group, order: tuple[str, ...], new: Group) -> tuple[Group, tuple[str, ...]]:
    """Return the group after a group line, and its levels from the outermost, in the order of their first lines.

    "I. Thị trấn Tân Châu", "1. Karaoke": the next commune ends the type, the
    next type leaves the commune, because the commune came first. A hamlet
    never outlives its commune.
    """
    named = [level for level in _LEVELS if getattr(new, level)]
    order = (*order, *(level for level in named if level not in order))
    outer = order[: min(order.index(level) for level in named)]
    kept = {level: getattr(group, level) for level in outer if not (level == "hamlet" and new.commune)}
    return replace(new, **kept), order


def is_hamlet(text: str) -> bool:
    """Tell whether a text is the name of a hamlet and nothing else; "Tổ Ấm" may be a business."""
    words = fold(text)
    for kind, needs_number in HAMLET_GROUPS.items():
        rest = words.removeprefix(kind)
        if rest != words and rest.strip() and (rest[0] == " " or rest[0].isdigit()):
            is_short = len(words.split()) <= _LONGEST_HAMLET
            return is_short and (rest.strip().isdigit() or not needs_number)
    return False


def is_numbered(text: str) -> bool:
    """Tell whether a text begins with numbering: "II.", "a)", "1.2."."""
    return bool(_NUMBERING.match(text))


def _without_marks(text: str) -> str:
    """Return a group's text without numbering, count and the colon behind it."""
    return _COUNT.sub("", _NUMBERING.sub("", text)).strip(" :.-–;")


def _names_commune(text: str, lexicon: Lexicon, is_plain: bool) -> bool:
    if is_plain:
        return names_kind(text) and bool(units_named(text, lexicon.communes))
    return names_kind(text) or commune_of(text, lexicon.communes, None)[1] != "commune_unknown"


def _bare(text: str) -> str:
    """Return a group's text folded, without what stands before a type."""
    words = fold(_without_marks(text))
    for label in (*(f"{label} " for label in GROUP_LABELS), *_TYPE_WORDS):
        words = words.removeprefix(label)
    return words
