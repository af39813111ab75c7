"""Text of the encodings before Unicode, letter by letter.

The tables are facts: TCVN 5712:1993 (TCVN3, the fonts .VnTime and their kin),
the VNI fonts for Windows, and the code pages 1252 and 1258. What a text is
written in is told elsewhere (register.encodings).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)
_WORD = re.compile(r"[^\W\d_]{2,}")
_DOUBLE_CAPITAL = re.compile(r"[AĂÂEÊIOÔƠUƯY][à-ỹ]")

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_TONE_MARKS = frozenset(_TONES.values())
_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SINGLES = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_CP1252 = {bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0x100) if byte not in b"\x81\x8d\x8f\x90\x9d"}
_BYTES = {**{chr(byte): byte for byte in range(0x80, 0x100)}, **_CP1252, "Ă": 0xC3}
"""What stands for a byte above 127: Latin-1, code page 1252, and 1258's Ă where it differs."""
_BYTE_RUN = re.compile("[" + "".join(map(re.escape, _BYTES)) + "]+")
_SPACED_A = re.compile("[ÃĂ] ")
_CP1258_TABLE = {byte: letter for byte in range(0xA0, 0x100) if (letter := bytes([byte]).decode("cp1258")) != chr(byte)}


def from_tcvn3(text: str) -> str:
    """Return text of the TCVN3 fonts in Unicode; the soft hyphen is its letter ư.

    Fonts for capitals (.VnTimeH) store lower case, which is what comes back.

    Examples
    --------
    >>> from_tcvn3("x· t©n h\\u00adng")
    'xã tân hưng'
    """
    return _WORD.sub(_one_case, _DOUBLE_CAPITAL.sub(_one_capital, text.translate(_TCVN3_TABLE)))


def _one_case(word: re.Match[str]) -> str:
    """Return TRƯỜNG for "TRƯờNG": toned vowels have no capitals in TCVN3."""
    letters = word.group()
    plain = [letter for letter in letters if letter.isascii()]
    is_capital = sum(map(str.isupper, letters)) >= 2 and all(map(str.isupper, plain))
    return letters.upper() if is_capital else letters


def _one_capital(pair: re.Match[str]) -> str:
    """Return Á for "A¸", the way converters write a capital with a tone; other pairs stay."""
    capital, toned = pair.group()[0], pair.group()[1]
    letters = [letter for letter in unicodedata.normalize("NFD", toned.upper()) if letter not in _TONE_MARKS]
    return toned.upper() if unicodedata.normalize("NFC", "".join(letters)) == capital else pair.group()


def from_vni(text: str) -> str:
    """Return text of the VNI fonts in Unicode.

    Examples
    --------
    >>> from_vni("Xin chaøo caùc baïn")
    'Xin chào các bạn'
    """
    return _VNI_LETTERS.sub(lambda found: _VNI[found.group()], text)


def _vni_table() -> Mapping[str, str]:
    pairs = dict(_SINGLES)
    for base, letter in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        pairs |= {base + mark: letter + tone for mark, tone in _TONES.items()}
    for base in "aeo":
        pairs |= {base + mark: base + "\u0302" + tone for mark, tone in _HATS.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVES.items()}
    composed = {legacy: unicodedata.normalize("NFC", letter) for legacy, letter in pairs.items()}
    capitals = {legacy.upper(): letter.upper() for legacy, letter in composed.items()}
    # A capital typed with Shift released in between: its mark stays small.
    mixed = {legacy[0].upper() + legacy[1:]: letter.upper() for legacy, letter in composed.items() if legacy[1:]}
    return composed | capitals | mixed


_VNI = _vni_table()
_VNI_LETTERS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_utf8_as_cp1252(text: str) -> str:
    """Return UTF-8 that a program took for code page 1252 (or 1258, or Latin-1).

    Each run of letters above 127 is taken back to its bytes; a run that is no
    UTF-8 stays. A no-break space after Ã, the second byte of à, may have become a space.

    Examples
    --------
    >>> from_utf8_as_cp1252("áº¥p TÃ¢n HÃ\\u00a0")
    'ấp Tân Hà'
    """
    return _BYTE_RUN.sub(_decoded, _SPACED_A.sub("Ã\u00a0", text))


def _decoded(run: re.Match[str]) -> str:
    letters = run.group()
    try:
        return bytes(_BYTES[letter] for letter in letters).decode("utf-8")
    except UnicodeDecodeError:
        return letters


def from_cp1258(text: str) -> str:
    """Return text of code page 1258 that was read as 1252; its tones are letters of their own there."""
    return unicodedata.normalize("NFC", text.translate(_CP1258_TABLE))


CONVERTERS: Mapping[str, Callable[[str], str]] = {
    "utf8_as_cp1252": from_utf8_as_cp1252,
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "cp1258": from_cp1258,
}
"""Each encoding by its code; the surest to tell first."""
