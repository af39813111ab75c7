"""Legacy Vietnamese encodings: told by words, converted in sight, and never where it is not sure."""

import random
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.issues import Severity
from register.book import RawBook, RawSheet
from register.check import check_workbook
from register.encodings import ConvertedBook, convert_book
from register.legacy_text import CONVERTERS, from_cp1258, from_tcvn3, from_utf8_as_cp1252, from_vni
from register.report import ReadingChoices, RegisterReference, RegisterReport
from register.syllables import COMMON, SYLLABLES, is_syllable, words_of

VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
TCVN3_BYTES = (
    "61 B5 B6 B7 B8 B9 A8 BB BC BD BE C6 A9 C7 C8 C9 CA CB 65 CC CE CF D0 D1 AA D2 D3 D4 D5 D6 69 D7 D8 DC DD DE "
    "6F DF E1 E2 E3 E4 AB E5 E6 E7 E8 E9 AC EA EB EC ED EE 75 EF F1 F2 F3 F4 AD F5 F6 F7 F8 F9 79 FA FB FC FD FE AE"
)
"""The lower-case column of TCVN 5712:1993 VN3, in the order of VOWELS."""
VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
VNI_ALONE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def to_tcvn3(text: str) -> str:
    """Write text as a .VnTime keyboard does: toned capitals become small."""
    codes = dict(zip(VOWELS, bytes.fromhex(TCVN3_BYTES).decode("latin-1"), strict=True))
    codes |= dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
    return "".join(letter if letter.isascii() else codes.get(letter) or codes[letter.lower()] for letter in text)


def _vni_letter(letter: str) -> str:
    if letter.isascii() or letter in VNI_ALONE:
        return VNI_ALONE.get(letter, letter)
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in marks if mark in VNI_TONES)
    if "\u0302" in marks:
        return base + VNI_HAT[tone]
    if "\u0306" in marks:
        return base + VNI_BREVE[tone]
    horned = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return horned + VNI_TONES.get(tone, "")


def to_vni(text: str) -> str:
    return "".join(_vni_letter(x) if x == x.lower() else _vni_letter(x.lower()).upper() for x in text)


def to_utf8_as_cp1252(text: str) -> str:
    letters = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(256)}
    return "".join(chr(byte) if letters[byte] == "\ufffd" else letters[byte] for byte in text.encode())


def to_cp1258(text: str) -> str:
    """Write text in code page 1258 and read it as 1252."""
    content = b""
    for letter in text:
        try:
            content += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            shape = [mark for mark in marks if mark not in VNI_TONES]
            tones = [mark for mark in marks if mark in VNI_TONES]
            content += (unicodedata.normalize("NFC", base + "".join(shape)) + "".join(tones)).encode("cp1258")
    return content.decode("cp1252")


WRITERS: Mapping[str, Callable[[str], str]] = {
    "tcvn3": to_tcvn3,
    "vni": to_vni,
    "utf8_as_cp1252": to_utf8_as_cp1252,
    "cp1258": to_cp1258,
}
SENTENCE = "quán karaoke hoàng gia, ấp tân thuận, xã tân hưng, đường số 5 gần chợ, mở cửa từ sáng đến khuya"


def book_of(*columns: Iterable[str | None]) -> RawBook:
    rows = tuple(zip(*columns, strict=True))
    return RawBook(sheets=(RawSheet(name="DS", rows=rows),), digest="")


def texts_of(converted: ConvertedBook, column: int = 0) -> list[object]:
    return [line[column] for line in converted.book.sheets[0].rows]


def test_the_published_examples() -> None:
    assert (
        from_tcvn3("qu¸n karaoke hoµng gia, Êp t©n thuËn, x· t©n h\u00adng")
        == "quán karaoke hoàng gia, ấp tân thuận, xã tân hưng"
    )
    assert from_vni("Xin chaøo caùc baïn") == "Xin chào các bạn"
    assert from_utf8_as_cp1252("áº¥p") == "ấp"
    assert from_cp1258("Âìp Tân Hýng") == "Ấp Tân Hưng"


@pytest.mark.parametrize("code", WRITERS)
def test_every_letter_comes_back(code: str) -> None:
    assert CONVERTERS[code](WRITERS[code](VOWELS)) == VOWELS
    assert CONVERTERS[code](WRITERS[code](SENTENCE)) == SENTENCE


@pytest.mark.parametrize("code", ["vni", "utf8_as_cp1252", "cp1258"])
def test_capitals_come_back(code: str) -> None:
    assert CONVERTERS[code](WRITERS[code](VOWELS.upper())) == VOWELS.upper()


def test_capitals_of_tcvn3() -> None:
    """Its fonts for capitals store small letters; converters write a capital before the toned letter."""
    assert from_tcvn3(to_tcvn3("Ấp 1, TRƯỜNG HỌC, ĐƯỜNG")) == "ấp 1, TRƯỜNG HỌC, ĐƯỜNG"
    assert from_tcvn3("A¸nh, ¢Êp, §µ L¹t, HaiYÕn") == "Ánh, Ấp, Đà Lạt, HaiYến"


def test_vni_marks_of_either_case() -> None:
    assert from_vni("Aáp, AÁP, ÑÖÔØNG, Ñöôøng, THÒ") == "Ấp, ẤP, ĐƯỜNG, Đường, THỊ"


def test_utf8_whose_no_break_space_was_lost_and_read_as_1258() -> None:
    assert from_utf8_as_cp1252("HÃ  Ná»™i, hÃ ng") == "Hà Nội, hàng"
    assert from_utf8_as_cp1252("Ă¡nh nhĂ\u00a0") == "ánh nhà"


@given(st.text())
def test_converting_never_fails(text: str) -> None:
    for convert in CONVERTERS.values():
        convert(text)


def test_syllables_follow_the_spelling() -> None:
    good = "ấp xã thị trấn nghiêng giếng gì quý quyền hòa hoà thuỷ thủy khuỷu ngoằn nghỉ được rượu thuở oái"
    assert [word for word in good.split() if not is_syllable(word)] == []
    bad = "êp tân hßa xaõ căphê ngê kà cê nge hòan qùan ât quỏn đac"
    assert [word for word in bad.split() if is_syllable(word)] == ["tân"]
    assert [word for word in COMMON if len(word) > 1 and word not in SYLLABLES] == []
    assert words_of('Ấp 3,"Tân Hà"; x·-T©n (Sony®)') == ["ấp", "tân", "hà", "x·", "t©n", "sony®"]


CLEAN = ["Xã", "Tân Hà", "Suối Ngô", "Tân Hưng", "Thạnh Đông", None]


@pytest.mark.parametrize("code", WRITERS)
def test_a_column_is_converted_and_its_neighbour_is_not(code: str) -> None:
    legacy = [WRITERS[code](text) if text else None for text in CLEAN]
    converted = convert_book(book_of(legacy, CLEAN), ())
    assert texts_of(converted) == CLEAN
    assert texts_of(converted, 1) == CLEAN
    assert converted.doubts == ()
    assert {(change.column, change.code) for change in converted.conversions} == {(1, code)}
    first = converted.conversions[0]
    assert (first.sheet, first.row, first.before, first.after) == ("DS", 1, legacy[0], "Xã")


GOOD = """Café|Crème brûlée|Hôtel Métropole|São Paulo|Müller|Ñandú|Sony®|½ lít|§ 5|© 2020|25°C|Ka-ra-ô-kê|Phô Mai|Lê Thị Bé
Karaoke Ðông Ðô|Hòang Gia|Ngọai ô|Nhà nghỉ · Tân Hà|Quán «Gió»|Olé|卡拉OK|Пиво|Bà Tó|Chị Bê|Sò điệp|Út Mì|Cô Ý"""


@pytest.mark.parametrize("text", GOOD.replace("\n", "|").split("|"))
def test_good_unicode_is_never_touched(text: str) -> None:
    converted = convert_book(book_of(["Tên cơ sở", "Xã Suối Ngô", text, text, text, text]), ())
    assert (converted.conversions, converted.doubts) == ((), ())


def test_decomposed_letters_are_good_unicode() -> None:
    converted = convert_book(book_of([unicodedata.normalize("NFD", text) for text in CLEAN if text]), ())
    assert (converted.conversions, converted.doubts) == ((), ())


@pytest.mark.parametrize("text", ["Êp", "5 µm"])
def test_one_word_is_a_doubt(text: str) -> None:
    converted = convert_book(book_of(["Tên cơ sở", "Xã Suối Ngô", text]), ())
    assert converted.conversions == ()
    assert [(doubt.column, doubt.code, doubt.cells) for doubt in converted.doubts] == [(1, "tcvn3", 1)]


def test_a_single_letter_proves_nothing() -> None:
    # Ê is ấ in TCVN3 and Ê in Unicode: the word decides.
    converted = convert_book(book_of(["Êp T©n Hµ", "Bến Lức", "LÊ THỊ BÊ"]), ())
    assert texts_of(converted) == ["ấp Tân Hà", "Bến Lức", "LÊ THỊ BÊ"]


def test_a_mixed_column_is_converted_cell_by_cell() -> None:
    mixed = ["Tân Hà", to_tcvn3("Tân Hội"), to_vni("Thạnh Đông"), to_utf8_as_cp1252("Suối Ngô"), "Suối Dây"]
    converted = convert_book(book_of(mixed), ())
    assert texts_of(converted) == ["Tân Hà", "Tân Hội", "Thạnh Đông", "Suối Ngô", "Suối Dây"]


def test_a_mixed_cell_is_converted_word_by_word() -> None:
    text = f"xã Tân Hưng (cũ: {to_tcvn3('xã Tân Hà, ấp Suối Bà')}) khu phố 1"
    converted = convert_book(book_of([text]), ())
    assert texts_of(converted) == ["xã Tân Hưng (cũ: xã Tân Hà, ấp Suối Bà) khu phố 1"]


def test_words_that_are_good_either_way_follow_their_column() -> None:
    # Tó is a Vietnamese word, and in TCVN3 it is Tú.
    converted = convert_book(book_of([to_tcvn3(text) for text in ("Nguyễn Văn Hải", "Trần Thị Sáu", "Tú")]), ())
    assert texts_of(converted)[-1] == "Tú"
    mixed = convert_book(book_of(["Nguyễn Văn Hải", "Bùi Thị Thêm", to_tcvn3("Trần Thị Sáu"), "Tó"]), ())
    assert texts_of(mixed) == ["Nguyễn Văn Hải", "Bùi Thị Thêm", "Trần Thị Sáu", "Tó"]


def test_a_header_in_unicode_does_not_keep_its_column_from_conversion() -> None:
    column = ["Chủ cơ sở", *(to_tcvn3(text) for text in ("Lê Văn Hải", "Trần Thị Sáu", "Võ Minh Đức", "Bùi Nga", "Tú"))]
    assert texts_of(convert_book(book_of(column), ()))[-1] == "Tú"
    one_word = ["Ấp", *(f"Êp {number}" for number in range(1, 6))]
    assert texts_of(convert_book(book_of(one_word), ())) == ["Ấp", *(f"ấp {number}" for number in range(1, 6))]


def test_a_header_that_is_a_word_either_way_follows_its_book() -> None:
    names = [to_tcvn3(text) for text in ("Tên", "Nguyễn Văn Hải", "Trần Thị Sáu")]
    figures = ["Sè CCCD", "1", "2"]
    converted = convert_book(book_of(names, figures, ["Phô Mai", "Phô Mai", "Ấp"]), ())
    assert texts_of(converted, 1) == ["Số CCCD", "1", "2"]
    assert texts_of(converted, 2) == ["Phô Mai", "Phô Mai", "Ấp"]
    assert texts_of(convert_book(book_of(figures), ())) == figures


def test_the_soft_hyphen_is_a_letter_in_tcvn3_and_nothing_elsewhere() -> None:
    tcvn3 = ["X·", "T©n H\u00adng", "H\u00adng Hµ", "Êp T\u00ad"]
    unicode = ["Xã", "Tân Hưng", "nhà\u00ad nghỉ", "Karaoke"]
    converted = convert_book(book_of(tcvn3, unicode), ())
    assert texts_of(converted) == ["Xã", "Tân Hưng", "Hưng Hà", "ấp Tư"]
    assert texts_of(converted, 1) == ["Xã", "Tân Hưng", "nhà nghỉ", "Karaoke"]
    assert [change.code for change in converted.conversions if change.column == 2] == ["invisible"]


def test_a_soft_hyphen_in_a_doubtful_column_stays() -> None:
    converted = convert_book(book_of(["H\u00adng"]), ())
    assert (texts_of(converted), len(converted.doubts)) == (["H\u00adng"], 1)


@pytest.mark.parametrize("code", WRITERS)
def test_random_lists_come_back_whole(code: str) -> None:
    """Names of three common words in one encoding: every cell right, none of a Unicode column touched."""
    rng = random.Random(7)
    words = sorted(word for word in COMMON if len(word) > 1)
    names = [" ".join(rng.sample(words, 3)) for _ in range(300)]
    converted = convert_book(book_of([WRITERS[code](name) for name in names], names), ())
    wrong = [pair for pair in zip(texts_of(converted), names, strict=True) if pair[0] != pair[1]]
    assert wrong == []
    assert {change.column for change in converted.conversions} == {1}


TABLE = [
    ["DANH SÁCH CƠ SỞ", None, None, None, None, None, None],
    ["STT", "Tên cơ sở", "Loại hình", "Xã", "Chủ cơ sở", "Ghi chú", "Số CCCD"],
    ["1", "Karaoke Hoàng Gia", "Karaoke", "Tân Hưng", "Nguyễn Văn Hải", "chủ là ông Nguyễn Văn Hải", "của Hải"],
    ["2", "Nhà nghỉ Suối Đá", "Nhà nghỉ", "Suối Ngô", "Trần Thị Sáu", "không hoạt động", "của Sáu"],
]


def legacy_report(
    write: Callable[..., Path], reference: RegisterReference, *, keep_encodings: bool = False
) -> RegisterReport:
    rows = [[to_tcvn3(cell) if cell else None for cell in line] for line in TABLE]
    rows[1] = [*rows[1][:6], "Sè CCCD"]
    return check_workbook(write(rows), reference, choices=ReadingChoices(keep_encodings=keep_encodings))


def test_a_workbook_in_tcvn3(write: Callable[..., Path], reference: RegisterReference) -> None:
    report = legacy_report(write, reference)
    assert [(row.name, row.type, row.commune_raw) for row in report.rows] == [
        ("Karaoke Hoàng Gia", "KARAOKE", "Tân Hưng"),
        ("Nhà nghỉ Suối Đá", "NHANGHI", "Suối Ngô"),
    ]
    assert [contact.owner_name for contact in report.contacts] == ["Nguyễn Văn Hải", "Trần Thị Sáu"]


def test_every_converted_cell_is_a_repair_and_every_column_an_example(
    write: Callable[..., Path], reference: RegisterReference
) -> None:
    report = legacy_report(write, reference)
    repairs = {(r.column, r.row): (r.before, r.after) for r in report.repairs if r.code == "tcvn3"}
    assert repairs["Tên cơ sở", 3] == ("Karaoke Hoµng Gia", "Karaoke Hoàng Gia")
    assert repairs["Xã", 3] == ("T©n H\u00adng", "Tân Hưng")
    assert repairs["Xã", 2] == ("X·", "Xã")
    found = {each.letter: each for each in report.encodings}
    assert (found["D"].encoding, found["D"].cells, found["D"].before, found["D"].after) == (
        "tcvn3",
        3,
        "T©n H\u00adng",
        "Tân Hưng",
    )
    issues = [issue for issue in report.issues if issue.code == "encoding_converted"]
    assert {issue.params["letter"] for issue in issues} == set(found)
    assert {issue.severity for issue in issues} == {Severity.NOTE}


def test_no_example_shows_a_person(write: Callable[..., Path], reference: RegisterReference) -> None:
    report = legacy_report(write, reference)
    shown = repr((report.repairs, report.encodings, report.issues))
    for secret in ("Nguyễn Văn Hải", to_tcvn3("Nguyễn Văn Hải"), "của Hải", to_tcvn3("của Sáu"), "Sáu"):
        assert secret not in shown


def test_encodings_are_kept_when_the_user_says_so(write: Callable[..., Path], reference: RegisterReference) -> None:
    rows = [TABLE[1][:4], ["1", to_tcvn3("Hoàng Yến"), "Karaoke", "Tân Hưng"]]
    path = write(rows)
    assert check_workbook(path, reference).rows[0].name == "Hoàng Yến"
    kept = check_workbook(path, reference, choices=ReadingChoices(keep_encodings=True))
    assert (kept.rows[0].name, kept.encodings) == (to_tcvn3("Hoàng Yến"), ())
    assert [issue for issue in kept.issues if issue.code.startswith("encoding_")] == []


def test_a_doubtful_column_is_an_issue(write: Callable[..., Path], reference: RegisterReference) -> None:
    report = check_workbook(write([TABLE[1][:4], ["1", "Karaoke Hµ", "Karaoke", "Tân Hưng"]]), reference)
    doubts = [issue for issue in report.issues if issue.code == "encoding_doubtful"]
    assert [(issue.column, issue.params["letter"], issue.severity) for issue in doubts] == [
        ("Tên cơ sở", "B", Severity.CHECK)
    ]
    assert report.rows[0].name == "Karaoke Hµ"


@pytest.mark.parametrize("code", ["tcvn3", "vni", "cp1258"])
def test_a_csv_of_one_byte_a_letter(code: str, tmp_path: Path, reference: RegisterReference) -> None:
    lines = "\r\n".join(";".join(cell or "" for cell in line[:4]) for line in TABLE)
    path = tmp_path / "a.csv"
    path.write_bytes(WRITERS[code](lines).encode("cp1252"))
    report = check_workbook(path, reference)
    assert [(row.name, row.commune_raw) for row in report.rows] == [
        ("Karaoke Hoàng Gia", "Tân Hưng"),
        ("Nhà nghỉ Suối Đá", "Suối Ngô"),
    ]
    assert {found.encoding for found in report.encodings} == {code}


def test_a_csv_in_utf8_with_a_broken_byte(tmp_path: Path, reference: RegisterReference) -> None:
    lines = "\n".join(";".join(cell or "" for cell in line[:4]) for line in TABLE)
    path = tmp_path / "a.csv"
    path.write_bytes(lines.encode() + "\n3;Karaoke Đêm Trăng;Karaoke;Tân Hà".encode() + b"\xff")
    rows = check_workbook(path, reference).rows
    assert [row.name for row in rows] == ["Karaoke Hoàng Gia", "Nhà nghỉ Suối Đá", "Karaoke Đêm Trăng"]
