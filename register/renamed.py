"""What a text says about old and new units: "Tân Hội (cũ)", "xã Suối Dây nay là xã Tân Thành"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from register.fold import fold
from register.grammar import KINDS

_PARTS = re.compile(r"[,;()\[\]]")
_NOW = re.compile(
    r"(?:->|→|=>)|(?<!\w)(?:(?:hiện\s+)?nay|hien nay|hiện)\s+(?:là|la|thuộc|thuoc|gọi là|đổi thành)(?!\w)"
    r"|(?<!\w)(?:sáp nhập|nhập|sap nhap)\s+(?:vào|thành|vao)(?!\w)",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?<!\w)(?:thuộc|thuoc)(?!\w)", re.IGNORECASE)
_BEFORE = ("truoc day ", "truoc la ", "nguyen la ", "ten cu ", "cu ")


class Era(StrEnum):
    """Say whether a text means a former unit, today's, or does not say."""

    UNSAID = ""
    FORMER = "former"
    CURRENT = "current"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Hold the unit that a text names first, of which era it is, and the later unit beside it, "" for none."""

    text: str
    era: Era = Era.UNSAID
    successor: str = ""


def mention_of(text: str) -> Mention:
    """Return what a text says of a unit's era.

    Examples
    --------
    >>> mention_of("xã Suối Dây (nay là xã Tân Thành)")
    Mention(text='xã Suối Dây', era=<Era.FORMER: 'former'>, successor='xã Tân Thành')
    >>> mention_of("Tân Hội (xã Tân Hiệp cũ)").era
    <Era.CURRENT: 'current'>
    """
    before, *after = _NOW.split(text, maxsplit=1)
    main, *rest = [part.strip(" .:-–") for part in _PARTS.split(before) if part.strip(" .:-–")] or [""]
    if after and main:
        return Mention(text=_bare(main)[0], era=Era.FORMER, successor=after[0].strip(" .,;()[]:-–"))
    inner = _WITHIN.split(main, maxsplit=1)
    if len(inner) == 2:
        main, rest = (inner[0].strip() or inner[1].strip()), ([inner[1]] if inner[0].strip() else []) + rest
    main, era = _bare(main)
    kind = next((part for part in rest if fold(part) in KINDS), "")
    return Mention(text=f"{kind} {main}".strip(), era=era or _era_beside(rest))


def _bare(text: str) -> tuple[str, Era]:
    """Return a unit's name without the word "cũ" or "mới" behind it, and what that word says."""
    words = text.split()
    last = fold(words[-1]) if len(words) > 1 else ""
    eras = {"cu": Era.FORMER, "moi": Era.CURRENT}
    return (" ".join(words[:-1]).rstrip(" -–"), eras[last]) if last in eras else (text, Era.UNSAID)


def _era_beside(parts: list[str]) -> Era:
    for part in parts:
        words = fold(part)
        if words in ("cu", "xa cu", "ten cu"):
            return Era.FORMER
        if words in ("moi", "xa moi", "ten moi"):
            return Era.CURRENT
        # Another unit is said to be the former one, so the first is today's.
        if words.endswith(" cu") or words.startswith(_BEFORE):
            return Era.CURRENT
    return Era.UNSAID
