"""How hands and programs misspell: forms of the letters, slips, and names as other lists have them."""

import unicodedata
from collections.abc import Callable
from random import Random

from demo.dirt.truth import Venue
from demo.dirt.words import DirtWords
from demo.planting import new_tone_style, without_marks

SPOILT_SHARE = 0.12
"""How many texts have an invisible or decomposed letter, a tone in the new place or a space too many."""


def spoilt(rng: Random, text: str) -> str:
    """Return text that looks the same and is stored otherwise; most texts stay as they are."""
    if not text or rng.random() >= SPOILT_SHARE:
        return text
    return rng.choice(_SPOILERS)(rng, text)


def _inside(rng: Random, text: str, letter: str) -> str:
    place = rng.randint(0, len(text))
    return text[:place] + letter + text[place:]


_SPOILERS: tuple[Callable[[Random, str], str], ...] = (
    lambda rng, text: unicodedata.normalize("NFD", text),
    lambda rng, text: new_tone_style(text),
    lambda rng, text: text.replace("Đ", "Ð"),
    lambda rng, text: text.replace(" ", "\u00a0", 1),
    lambda rng, text: _inside(rng, text, rng.choice("\u200b\u200c\ufeff")),
    lambda rng, text: text.replace(" ", "  ", 1),
    lambda rng, text: f"{text}  ",
    lambda rng, text: f" {text}\u00a0",
)


def own_name(rng: Random, venue: Venue, words: DirtWords) -> str:
    """Return a name as the first list has it."""
    name = rng.choice(words.kinds[venue.kind].names).format(sign=venue.sign)
    draw = rng.random()
    if draw < 0.12:
        return rng.choice(words.forms["legal"]).format(name=name)
    return name.upper() if draw < 0.2 else name


def other_name(rng: Random, venue: Venue, words: DirtWords) -> str:
    """Return a name as another agency has it: other words around the sign, other letters, a slip."""
    sign = _slip(rng, venue.sign) if rng.random() < 0.2 else venue.sign
    name = rng.choice((*words.kinds[venue.kind].names, "{sign}")).format(sign=sign)
    draw = rng.random()
    if draw < 0.2:
        name = rng.choice(words.forms["legal"]).format(name=name)
    elif draw < 0.28:
        name = rng.choice(words.forms["with_owner"]).format(name=name, owner=venue.owner)
    draw = rng.random()
    if draw < 0.15:
        return without_marks(name)
    return name.upper() if draw < 0.3 else name


def _slip(rng: Random, sign: str) -> str:
    """Return a sign with one letter doubled, left out, changed or two exchanged, never at its start or in a number."""
    places = [place for place in range(1, len(sign) - 1) if sign[place].isalpha() and sign[place + 1].isalpha()]
    place = rng.choice(places)
    before, letter, after = sign[:place], sign[place], sign[place + 1 :]
    return rng.choice(
        (
            f"{before}{letter}{letter}{after}",
            f"{before}{after}",
            f"{before}{rng.choice('aeinou')}{after}",
            f"{before}{after[0]}{letter}{after[1:]}",
        )
    )
