"""A commune's review workbook: locked where it must be, lists to choose from, ready to print, the same bytes."""

import tomllib
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from documents.commune_review import BLANK_ROWS, ReviewLine, ReviewPaper, commune_review_workbook
from documents.review_summary import SummaryCommune, SummaryPaper, review_summary_workbook
from domain.establishments import Decision, Establishment, Status
from domain.places import CommuneKey
from domain.reviews import RegisterCount, count_register
from domain.words import Words

HOSTILE = ("=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "http://evil.example/x", "{=1+1}", '=HYPERLINK("http://e")')
HEAD = [
    "Mã cơ sở",
    "STT",
    "Tên cơ sở",
    "Loại hình",
    "Địa chỉ",
    "Ấp",
    "Tình trạng",
    "Kết quả rà soát",
    "Nội dung thay đổi",
]
HEADER_ROW = 9


@pytest.fixture(scope="module")
def words() -> Words:
    path = Path(__file__).resolve().parents[2] / "data" / "words" / "vi" / "reviews.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["documents"]
    return Words("vi", {f"documents.{key}": text for key, text in table.items()})


def paper(*names: str, **more) -> ReviewPaper:
    lines = tuple(
        ReviewLine(
            id=f"CS{n:06d}", name=name, type_label="Quán bar, pub", address="Ấp 1", hamlet="Ấp 1", status="active"
        )
        for n, name in enumerate(names, start=1)
    )
    plain = ReviewPaper(
        office_name="Phòng Văn hóa", superior="UBND huyện", commune="Xã Tân Đông", former_names=("Tân Đông", "Tân Hà"),
        ticket="RS-post2025-25522", made_at=datetime(2027, 3, 1, 8, tzinfo=UTC),
        type_labels=("Karaoke", "Quán bar, pub"), lines=lines,
    )  # fmt: skip
    return replace(plain, **more)


def sheet_of(content: bytes):
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def texts(sheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_head_names_office_commune_and_former_units(words):
    shown = texts(sheet_of(commune_review_workbook(paper("A"), words=words)))
    for text in ("UBND HUYỆN", "PHÒNG VĂN HÓA", "Xã Tân Đông", "Mã phiếu: RS-post2025-25522"):
        assert text in shown
    assert any("Tân Đông, Tân Hà" in text for text in shown)
    assert {"Ngày rà soát", "Chức vụ người ký"} <= set(shown)


def test_one_row_for_each_establishment_then_blank_ones(words):
    sheet = sheet_of(commune_review_workbook(paper("Karaoke A", "Karaoke B"), words=words))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER_ROW, max_row=HEADER_ROW + 3)]
    assert rows[0] == HEAD
    assert rows[1] == ["CS000001", 1, "Karaoke A", "Quán bar, pub", "Ấp 1", "Ấp 1", "Đang hoạt động", None, None]
    assert rows[2][:3] == ["CS000002", 2, "Karaoke B"]
    blank = [
        row for row in sheet.iter_rows(min_row=HEADER_ROW + 3) if row[0].value is None and row[7].border.left.style
    ]
    assert len(blank) >= BLANK_ROWS


@pytest.mark.parametrize("name", HOSTILE)
def test_text_stays_text(words, name):
    content = commune_review_workbook(paper(name, office_name=name, commune=name), words=words)
    sheet = sheet_of(content)
    assert (sheet.cell(HEADER_ROW + 1, 3).value, sheet.cell(HEADER_ROW + 1, 3).data_type) == (name, "s")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {part: archive.read(part).decode("utf-8") for part in archive.namelist()}
    assert not any("<f>" in text or "<f " in text for part, text in parts.items() if "sheet" in part)
    assert not any('TargetMode="External"' in text for text in parts.values())


def test_codes_are_locked_and_what_a_commune_may_correct_is_open(words):
    sheet = sheet_of(commune_review_workbook(paper("A"), words=words))
    assert sheet.protection.sheet
    locked = [cell.protection.locked for cell in sheet[HEADER_ROW + 1]]
    assert locked == [True, True, *[False] * 7]
    assert all(cell.protection.locked for cell in sheet[HEADER_ROW])
    last_blank = sheet[HEADER_ROW + 1 + BLANK_ROWS]
    assert [cell.protection.locked for cell in last_blank] == locked


def test_answers_statuses_and_types_are_chosen_from_lists(words):
    book = openpyxl.load_workbook(BytesIO(commune_review_workbook(paper("A"), words=words)))
    sheet, lists = book.worksheets
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in lists["A"]][:4] == ["Đúng", "Đã nghỉ", "Có thay đổi", "Không có ở địa bàn"]
    assert [cell.value for cell in lists["C"]][:2] == ["Karaoke", "Quán bar, pub"]
    found = {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}
    last = HEADER_ROW + 1 + BLANK_ROWS
    assert found[f"H{HEADER_ROW + 1}:H{last}"] == ("list", "'Danh mục'!$A$1:$A$4")
    assert found[f"G{HEADER_ROW + 1}:G{last}"] == ("list", "'Danh mục'!$B$1:$B$5")
    assert found[f"D{HEADER_ROW + 1}:D{last}"] == ("list", "'Danh mục'!$C$1:$C$2")
    assert "date" in {kind for kind, _ in found.values()}


def test_it_prints_on_a4_landscape_with_its_header_on_every_page(words):
    sheet = sheet_of(commune_review_workbook(paper("A"), words=words))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    assert sheet.print_area.startswith("'Rà soát'!$A$1:$I$")
    assert sheet.freeze_panes == f"D{HEADER_ROW + 1}"


def test_owners_come_only_where_asked(words):
    line = ReviewLine(
        id="CS000001",
        name="A",
        type_label="Karaoke",
        address="",
        hamlet="",
        status="closed",
        owner="Bà Tám",
        phone="09",
    )
    bare = paper(lines=(line,))
    assert "Bà Tám" not in texts(sheet_of(commune_review_workbook(bare, words=words)))
    asked = sheet_of(commune_review_workbook(replace(bare, has_contacts=True), words=words))
    assert [cell.value for cell in asked[HEADER_ROW]][7:9] == ["Chủ cơ sở", "Điện thoại"]
    assert [cell.value for cell in asked[HEADER_ROW + 1]][6:9] == ["Đã nghỉ", "Bà Tám", "09"]


def test_the_same_values_give_the_same_bytes(words):
    one, two = (commune_review_workbook(paper("A", "B"), words=words) for _ in range(2))
    assert one == two


# The count that the plan asks for.


def establishment(id_: str, commune: str, kind: str | None, status: Status = Status.ACTIVE, **more) -> Establishment:
    key = CommuneKey(vintage="post2025", code=commune)
    plain = {"decision": Decision.ACCEPTED, **more}
    return Establishment(
        id=id_, entity_id=id_, name=id_, type=kind, type_raw="", hamlet="", address_raw="", commune_raw="",
        commune_reported=key, commune_now=key, coords_raw="", position=None, status=status, **plain,
    )  # fmt: skip


def test_the_register_is_counted_by_commune_and_type():
    """Two communes; 1: karaoke 2 at work, 1 closed; bar 1 unverified; 2: bar 1 moved; two rows do not count."""
    counts = count_register(
        [
            establishment("a", "1", "KARAOKE"),
            establishment("b", "1", "KARAOKE"),
            establishment("c", "1", "KARAOKE", Status.CLOSED),
            establishment("d", "1", "BAR", Status.UNVERIFIED),
            establishment("e", "2", "BAR", Status.MOVED),
            establishment("f", "2", "BAR", decision=Decision.PENDING),
            establishment("g", "2", None),
        ]
    )
    assert [(c.commune, c.type, c.registered, c.at_work, c.closed, c.unverified) for c in counts] == [
        ("1", "BAR", 1, 0, 0, 1),
        ("1", "KARAOKE", 3, 2, 1, 0),
        ("1", None, 4, 2, 1, 1),
        ("2", "BAR", 1, 0, 1, 0),
        ("2", None, 1, 0, 1, 0),
        (None, "BAR", 2, 0, 1, 1),
        (None, "KARAOKE", 3, 2, 1, 0),
        (None, None, 5, 2, 2, 1),
    ]


def test_the_summary_has_a_line_for_each_commune_and_their_sum(words):
    counts = (
        RegisterCount(commune="1", type="BAR", registered=3, at_work=2, closed=1, unverified=0),
        RegisterCount(commune="1", type=None, registered=3, at_work=2, closed=1, unverified=0),
        RegisterCount(commune=None, type="BAR", registered=3, at_work=2, closed=1, unverified=0),
        RegisterCount(commune=None, type=None, registered=3, at_work=2, closed=1, unverified=0),
    )
    summary = SummaryPaper(
        office_name="Phòng", year=2027, made_at=datetime(2027, 3, 1, tzinfo=UTC),
        communes=(
            SummaryCommune(code="1", name="Xã Một", reviewed_on=date(2027, 2, 1), signer_title="Phó Chủ tịch"),
            SummaryCommune(code="2", name="Xã Hai", reviewed_on=None, signer_title=""),
        ),
        types=(("BAR", "Quán bar"),), counts=counts,
    )  # fmt: skip
    content = review_summary_workbook(summary, words=words)
    types, states = openpyxl.load_workbook(BytesIO(content)).worksheets
    assert [[cell.value for cell in row] for row in types.iter_rows(min_row=3, max_row=6)] == [
        ["Xã, phường", "Quán bar", "Tổng số"],
        ["Xã Một", 3, 3],
        ["Xã Hai", 0, 0],
        ["Toàn địa bàn", 3, 3],
    ]
    assert types["A2"].value == "1/2 xã, phường đã rà soát; số liệu đến ngày 01/03/2027"
    first = [cell.value for cell in states[4]]
    assert first == ["Xã Một", 3, 2, 1, 0, datetime(2027, 2, 1), "Phó Chủ tịch"]
    assert content == review_summary_workbook(summary, words=words)
