"""What an address says of hamlet and commune."""

import re

from register.communes import CommuneIndex, mention_in
from register.fold import fold
from register.grammar import HAMLET_KINDS

_PARTS = re.compile(r"[,;]|\s[-–]\s")
_WORD = re.compile(r"\w+")
_AFTER = frozenset(
    {"gan", "canh", "doi", "duong", "sau", "truoc", "ke", "khu", "hem", "so", "tren", "ben", "quoc", "ql", "dt"}
)
"""Words with which something else begins behind a hamlet's name."""
_LONGEST_NAME = 4


def hamlet_in(address: str, index: CommuneIndex) -> str:
    """Return the part of an address that names a hamlet, "" for none.

    Examples
    --------
    "số 9 ấp 5 xã Tân Hà" gives "ấp 5"; "Tổ 5, KP2, TT Tân Châu" gives "KP2".
    """
    if mention := mention_in(address, index):
        address = address.split(mention, maxsplit=1)[0]
    parts = [part.strip() for part in _PARTS.split(address)]
    for kind in HAMLET_KINDS:
        for part in parts:
            if found := _hamlet_of_kind(kind, part):
                return found
    return ""


def bare_mention_in(address: str, index: CommuneIndex) -> str:
    """Return the first part of an address that is a commune's name without its kind, else "".

    Examples
    --------
    "Ấp 3, Suối Ngô, Tân Châu, Tây Ninh" gives "Suối Ngô", "ấp 1 Tân Hà" gives "Tân Hà".
    """
    for part in (part.strip() for part in _PARTS.split(address)):
        hamlet = next((found for kind in HAMLET_KINDS if (found := _hamlet_of_kind(kind, part))), "")
        rest = part.split(hamlet, maxsplit=1)[-1].strip() if hamlet and any(map(str.isdigit, hamlet)) else ""
        for text in (part, rest):
            if text and fold(text) in index.by_name:
                return text
    return ""


def _hamlet_of_kind(kind: str, part: str) -> str:
    """Return the hamlet in a part: to its number, or to where something else begins."""
    words = [(found.start(), found.end(), fold(found.group())) for found in _WORD.finditer(part)]
    size = kind.count(" ") + 1
    for place in range(len(words)):
        kind_here = " ".join(word for _, _, word in words[place : place + size])
        # A "tổ" inside a part is a number of a street; "KP2" has its number in the same word.
        joined = words[place][2].removeprefix(kind) if size == 1 else ""
        if joined.isdigit() and words[place][2] != joined:
            return part[words[place][0] : words[place][1]]
        if kind_here == kind and (place == 0 or kind != "to"):
            return _named(part, words, place, size)
    return ""


def _named(part: str, words: list[tuple[int, int, str]], place: int, size: int) -> str:
    name = words[place + size : place + size + _LONGEST_NAME]
    if not name:
        return ""
    end = name[0][1]
    for _, word_end, word in name[1:] if not name[0][2].isdigit() else ():
        if word in _AFTER:
            break
        end = word_end
    return part[words[place][0] : end]
