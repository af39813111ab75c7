"""Folding of Vietnamese text for matching, and the repairs that keep its look.

Folded text is for comparing only; what is kept and shown stays NFC with its
diacritics.
"""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[\W_]+")
# The soft hyphen U+00AD is left alone: in TCVN3 it is the letter ư.
_ZERO_WIDTH = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
# A control character cannot be kept in a database or a workbook.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

_D_STROKE = str.maketrans({"đ": "d", "ð": "d"})

_NEW_STYLE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)
"""Tone on the second vowel of an open syllable: hoà, khoẻ, thuý; quý is not one."""


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Return text for matching: lower case, no accents, no punctuation, single spaces.

    Examples
    --------
    >>> fold("  Số ĐKKD: Ấp/Khu phố ")
    'so dkkd ap khu pho'
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFD", text.lower())).translate(_D_STROKE)
    return _NOT_WORD.sub(" ", text.lower()).strip()


def old_tone_style(text: str) -> str:
    """Return NFC text with the tone where the old style puts it: Hoà becomes Hòa.

    Examples
    --------
    >>> old_tone_style("Tân Hoà, Thuý, Hoàng, quý")
    'Tân Hòa, Thúy, Hoàng, quý'
    """
    return text if text.isascii() else _NEW_STYLE.sub(_move_tone, text)


def _move_tone(found: re.Match[str]) -> str:
    pair = found.group()
    split = unicodedata.normalize("NFD", pair[1])
    return unicodedata.normalize("NFC", pair[0] + split[1]) + split[0]


def clean_text(text: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """Return text as the register keeps it, and each step that changed it.

    Returns
    -------
    The clean text and steps (code, before, after); codes are ``control``,
    ``composed``, ``d_stroke``, ``invisible``, ``spaces`` and ``tone``.
    """
    if _is_clean(text):
        return text, ()
    steps: list[tuple[str, str, str]] = []
    for code, change in _STEPS:
        changed = change(text)
        if changed != text:
            steps.append((code, text, changed))
            text = changed
    return text, tuple(steps)


def _is_clean(text: str) -> bool:
    """Tell cheaply whether no step would change a text, as with most cells."""
    if not text.isprintable() or "  " in text or text != text.strip():
        return False
    if text.isascii():
        return True
    has_look_alike = "\u00d0" in text or "\u00f0" in text
    return not has_look_alike and unicodedata.is_normalized("NFC", text) and not _NEW_STYLE.search(text)


def _d_stroke(text: str) -> str:
    # Ð U+00D0 and ð U+00F0 are Icelandic letters that look like Vietnamese ones.
    return text.replace("\u00d0", "Đ").replace("\u00f0", "đ")


def _invisible(text: str) -> str:
    return _ZERO_WIDTH.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")


_STEPS = (
    ("control", lambda text: _CONTROL.sub(" ", text)),
    ("composed", lambda text: unicodedata.normalize("NFC", text)),
    ("d_stroke", _d_stroke),
    ("invisible", _invisible),
    ("spaces", lambda text: _SPACES.sub(" ", text).strip()),
    ("tone", old_tone_style),
)
