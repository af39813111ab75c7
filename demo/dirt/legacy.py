"""Vietnamese as old fonts and wrong readings store it; written from the published tables.

TCVN 5712:1993 (VN3, "ABC") and VNI Windows, each as the letters that cp1252
shows for its bytes; UTF-8 read as cp1252; cp1258 with its combining tones.
"""

import unicodedata
from collections.abc import Callable, Mapping

_TCVN3_LETTERS = (
    "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    "ăâêôơưđĂÂÊÔƠƯĐ"
)  # fmt: skip
_TCVN3_BYTES = bytes.fromhex(
    "B5B6B7B8B9 BBBCBDBEC6 C7C8C9CACB CCCECFD0D1 D2D3D4D5D6 D7D8DCDDDE DFE1E2E3E4 E5E6E7E8E9 EAEBECEDEE"
    "EFF1F2F3F4 F5F6F7F8F9 FAFBFCFDFE A8A9AAABACADAE A1A2A3A4A5A6A7"
)
_TCVN3 = dict(zip(_TCVN3_LETTERS, _TCVN3_BYTES.decode("latin-1"), strict=True))

# VNI writes the tone, or tone and circumflex or breve together, as a letter of its own after the vowel.
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_CIRCUMFLEX = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_SINGLE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_TONES = frozenset(_VNI_TONES)


def tcvn3(text: str) -> str:
    """Return text as a TCVN3 font stores it; a capital without a code of its own is stored small.

    Examples
    --------
    >>> tcvn3("quán karaoke hoàng gia, ấp tân thuận")
    'qu¸n karaoke hoµng gia, Êp t©n thuËn'
    """
    return "".join(_TCVN3.get(letter, letter) for letter in tcvn3_truth(text))


def tcvn3_truth(text: str) -> str:
    """Return text as TCVN3 can hold it: an accented capital beyond Ă Â Ê Ô Ơ Ư Đ becomes small."""
    return "".join(letter if letter.isascii() or letter in _TCVN3 else letter.lower() for letter in text)


def vni(text: str) -> str:
    """Return text as a VNI font stores it.

    Examples
    --------
    >>> vni("Xin chào các bạn, Đặng")
    'Xin chaøo caùc baïn, Ñaëng'
    """
    return "".join(map(_vni_letter, text))


def _vni_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    small = letter.lower()
    if single := _VNI_SINGLE.get(small):
        return single if letter == small else single.upper()
    base, marks = unicodedata.normalize("NFD", small)[0], unicodedata.normalize("NFD", small)[1:]
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u0302" in marks:
        base += _VNI_CIRCUMFLEX[tone]
    elif "\u0306" in marks:
        base += _VNI_BREVE[tone]
    else:
        base = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
        base += _VNI_TONES.get(tone, "")
    return base if letter == small else base.upper()


def utf8_as_cp1252(text: str) -> str:
    """Return the look of UTF-8 bytes read one by one; the five bytes that cp1252 lacks stay as they are.

    Examples
    --------
    >>> utf8_as_cp1252("ấp")
    'áº¥p'
    """
    return "".join(_cp1252(byte) for byte in text.encode("utf-8"))


def _cp1252(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def cp1258(text: str) -> bytes:
    """Return text as Windows writes a Vietnamese .csv: base letters, each tone behind its letter."""
    return b"".join(map(_cp1258_letter, unicodedata.normalize("NFC", text)))


def _cp1258_letter(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in _TONES)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        return (base + tone).encode("cp1258")


ENCODERS: Mapping[str, Callable[[str], str]] = {"tcvn3": tcvn3, "vni": vni, "utf8_as_cp1252": utf8_as_cp1252}
"""How a column's text may be stored."""
