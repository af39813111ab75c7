"""One form for the many signs and words with which people write coordinates."""

import re
import unicodedata

MARKS = str.maketrans(
    {"’": "'", "‘": "'", "′": "'", "`": "'", "´": "'", "ʹ": "'", "”": '"', "“": '"', "″": '"', "ʺ": '"', "º": "°",
     "˚": "°", "∘": "°", "⁰": "°", "ᵒ": "°", "*": "°", "đ": "d", "ð": "d", "−": "-", "–": "-", "—": "-", "·": ".",
     "．": ".", "，": ",", "|": ";", "/": ";", "~": ";", "_": ";", "&": ";", "?": ";", "(": " ", ")": " ", "[": " ",
     "]": " ", "{": " ", "}": " ", "<": " ", ">": " "}
)  # fmt: skip
WORDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"""["']\s*([a-z]+)\s*["']\s*:""", r" \1:"),
        (r"\b(?:vi do|kinh do|toa do|latitude|longitude|long|lng|lat|lon|gps|wgs\s?-?84|srid=4326)\b\.?\s*[:=]?", " "),
        (r"(?<=[0-9])\s*(?:do|deg|degrees)\b", "°"),
        (r"(?<=[0-9])\s*(?:phut|min|minutes)\b", "'"),
        (r"(?<=[0-9])\s*(?:giay|sec|seconds)\b", '"'),
        (r"(?<=[0-9])\s*(?:do|deg)(?=\s*[0-9])", "°"),
        (r"(?<=[0-9])\s*phut(?=\s*[0-9])", "'"),
        (r"(?<=[0-9])\s*d(?=\s*[0-9]{1,2}(?:[.,][0-9]+)?\s*')", "°"),
        (r"([0-9]{1,3})\s*d\s*([0-9]{1,2})\s*m\s*([0-9]{1,2}(?:[.,][0-9]+)?)\s*s", r"""\1°\2'\3" """),
        (r"''", '"'),
        (r"(?<![a-z])(?:vi|kinh)\s+(?=bac|dong|nam|tay)", " "),
        (r"(?<![a-z])(?:bac|north)(?![a-z])", "n"),
        (r"(?<![a-z])(?:dong|east)(?![a-z])", "e"),
        (r"(?<![a-z])(?:nam|south)(?![a-z])", "s"),
        (r"(?<![a-z])(?:tay|west)(?![a-z])", "w"),
        # Degrees, minutes and seconds between dashes or dots.
        (r"\b([0-9]{1,3})([-.])([0-9]{1,2})\2([0-9]{1,2}(?:[.,][0-9]+)?)(?![0-9.])", r"""\1°\3'\4" """),
        (r"\b([0-9]{1,3})-([0-9]{1,2}[.,][0-9]+)", r"\1°\2'"),
        (r"(?<![a-z0-9])[a-zφλ][a-z .]*[:=]\s*(?=[0-9nsewbdt+-])", " "),
        (r"\b[xyp](?:oint)?\s+(?=[0-9])", " "),
        (r"\s(?:-|va|x|and)\s", "; "),
        (r"\+", " "),
    )
)
"""Labels and spelt-out units, after folding; the range tells latitude from longitude."""


def plain_text(text: str) -> str:
    """Return text in lower case without marks, with one form of each sign and no labels.

    Examples
    --------
    >>> plain_text("Vĩ độ: 11°33’10,8” Bắc")
    '11°33\\'10,8" n'
    """
    plain = folded_signs(text)
    for pattern, replacement in WORDS:
        plain = pattern.sub(replacement, plain)
    return " ".join(plain.split()).strip(" ,;.")


def folded_signs(text: str) -> str:
    """Return text in lower case without marks, with one form of each sign; its words stay."""
    # Signs first: compatibility forms of ″ and ´ would fall apart.
    lowered = unicodedata.normalize("NFD", text.lower().translate(MARKS))
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c
        for c in lowered
        if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )
