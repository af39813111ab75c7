"""How Vietnamese was typed before Unicode: TCVN 5712 (ABC fonts), VNI, and UTF-8 opened as Windows-1252.

Written from the published letter tables, apart from the reader's own.
"""

import unicodedata
from collections.abc import Callable

_TCVN3_BYTES = (
    "B5B6B7B8B9A8BBBCBDBEC6A9C7C8C9CACBAECCCECFD0D1AAD2D3D4D5D6D7D8DCDDDEDFE1E2E3E4ABE5E6E7E8E9"
    "ACEAEBECEDEEEFF1F2F3F4ADF5F6F7F8F9FAFBFCFDFE"
)
_TCVN3_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_TCVN3 = dict(zip(_TCVN3_LETTERS, bytes.fromhex(_TCVN3_BYTES).decode("latin-1"), strict=True)) | dict(
    zip("ĂÂÊÔƠƯĐ", bytes.fromhex("A1A2A3A4A5A6A7").decode("latin-1"), strict=True)
)
_MARKS = {"\u0300": 0, "\u0309": 1, "\u0303": 2, "\u0301": 3, "\u0323": 4}
_VNI_WHOLE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ư": "ö", "ơ": "ô", "ỵ": "î"}
_VNI_SIGNS = {"": "øûõùï", "\u0302": "àåãáä", "\u0306": "èúüéë"}
_VNI_PLAIN = {"": "", "\u0302": "â", "\u0306": "ê"}


def tcvn3(text: str) -> str:
    """Return text as an ABC font stores it; toned capitals exist only as small letters of a capital font."""
    return "".join(_TCVN3.get(letter) or _TCVN3.get(letter.lower(), letter) for letter in text)


def tcvn3_capital_font(text: str) -> str:
    """Return text as typed in .VnTimeH: everything stored small, shown in capitals."""
    return tcvn3(text.lower())


def vni(text: str) -> str:
    """Return text as a VNI font stores it: a letter, then its signs."""
    return "".join(_vni_letter(letter) for letter in unicodedata.normalize("NFC", text))


def mojibake(text: str) -> str:
    """Return text whose UTF-8 bytes were read as Windows-1252; bytes without a letter there stay controls."""
    return "".join(_cp1252(byte) for byte in text.encode())


def decomposed(text: str) -> str:
    """Return text in NFD, as an old Mac exports it."""
    return unicodedata.normalize("NFD", text)


def cp1258(text: str) -> bytes:
    """Return the bytes of Windows-1258: base letters composed, tones as marks after them."""
    return "".join(_base_and_tone(letter) for letter in unicodedata.normalize("NFC", text)).encode("cp1258")


ENCODERS: dict[str, Callable[[str], str]] = {
    "tcvn3": tcvn3,
    "tcvn3h": tcvn3_capital_font,
    "vni": vni,
    "mojibake": mojibake,
    "nfd": decomposed,
}


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small in _VNI_WHOLE:
        found = _VNI_WHOLE[small]
    else:
        base, *marks = list(unicodedata.normalize("NFD", small))
        shape = next((mark for mark in marks if mark in ("\u0302", "\u0306")), "")
        tone = next((_MARKS[mark] for mark in marks if mark in _MARKS), None)
        # A horned letter is one sign in VNI and takes its tone like a plain vowel.
        stem = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
        found = stem + (_VNI_PLAIN[shape] if tone is None else _VNI_SIGNS[shape][tone])
    return found.upper() if letter.isupper() else found


def _cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _base_and_tone(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in _MARKS)
        base = "".join(mark for mark in parts if mark not in _MARKS)
        return unicodedata.normalize("NFC", base) + tones
    return letter
