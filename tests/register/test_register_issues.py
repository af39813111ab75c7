"""Every doubt has its place and words; every refusal its code."""

import re
import string
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.errors import InputError
from domain.establishments import Decision, Status
from domain.words import Words
from register.ledger import REPAIRS, SEVERITIES
from register.report import RegisterReport
from workflow.reference import load_words

Check = Callable[..., RegisterReport]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words(ROOT / "data" / "words" / "vi", language="vi")


@pytest.fixture(scope="session")
def source() -> str:
    return "".join(path.read_text("utf-8") for path in sorted((ROOT / "register").glob("*.py")))


@pytest.mark.parametrize(
    ("name", "kind", "commune", "code", "column"),
    [
        ("", "Karaoke", "Suối Ngô", "name_missing", "Tên cơ sở"),
        ("Ánh Sao", "", "Suối Ngô", "type_missing", "Loại hình"),
        ("Ánh Sao", "Rạp xiếc", "Suối Ngô", "type_unknown", "Loại hình"),
        ("Ánh Sao", "Karaoke", "", "commune_missing", "Xã"),
        ("Ánh Sao", "Karaoke", "Phước Vinh", "commune_unknown", "Xã"),
    ],
)
def test_a_blocking_doubt_keeps_the_row_pending(
    name: str, kind: str, commune: str, code: str, column: str, check: Check
) -> None:
    report = check(
        [
            ["STT", "Tên cơ sở", "Loại hình", "Xã"],
            [1, "Hoa Mai", "Nhà nghỉ", "Tân Hà"],
            [2, name, kind, commune],
        ]
    )
    assert report.rows_read == 2
    assert [row.decision for row in report.rows] == [Decision.ACCEPTED, Decision.PENDING]
    issue = report.issues[0]
    assert (issue.code, issue.severity, issue.sheet, issue.row, issue.column) == (code, "block", "DS", 3, column)
    assert issue.value == {"type_unknown": kind, "commune_unknown": commune}.get(code, "")


def test_unreadable_cells_are_doubted_and_the_row_is_accepted(check: Check) -> None:
    report = check(
        """
        | Tên cơ sở | Loại hình | Xã       | Số phòng | Ngày cấp | Tình trạng | Giờ hoạt động | MST  |
        | Ánh Sao   | Karaoke   | Suối Ngô | vài      | hôm qua  | lơ lửng    | buổi tối      | 12AB |
        """
    )
    row = report.rows[0]
    assert (row.rooms, row.licence_on, row.hours, row.status) == (None, None, None, Status.UNVERIFIED)
    assert row.decision is Decision.ACCEPTED
    found = {(issue.code, issue.column, issue.value) for issue in report.issues}
    assert found == {
        ("number_unreadable", "Số phòng", "vài"),
        ("date_unreadable", "Ngày cấp", "hôm qua"),
        ("status_unknown", "Tình trạng", "lơ lửng"),
        ("hours_unreadable", "Giờ hoạt động", "buổi tối"),
        ("tax_code_unreadable", "MST", "12AB"),
    }
    assert {issue.severity for issue in report.issues} == {"check"}


def test_repairs_are_shown_with_what_stood_before(check: Check) -> None:
    report = check(
        [
            ["Tên cơ sở", "Loại hình", "Xã", "Số phòng", "Ngày cấp", "Tình trạng", "MST"],
            ["Karaoke  Hoà\u00a0Bình", "Karaoke", "Suối Ngô", "5 phòng", "T3/2022", "đã nghỉ", 312345678],
        ]
    )
    row = report.rows[0]
    assert (row.name, row.rooms, str(row.licence_on), row.licence_on_precision) == (
        "Karaoke Hòa Bình",
        5,
        "2022-03-01",
        "month",
    )
    assert (row.status, row.tax_code, row.entity_key) == (Status.CLOSED, "0312345678", "0312345678")
    assert {(repair.code, repair.column, repair.before, repair.after) for repair in report.repairs} == {
        ("invisible", "Tên cơ sở", "Karaoke  Hoà\u00a0Bình", "Karaoke  Hoà Bình"),
        ("spaces", "Tên cơ sở", "Karaoke  Hoà Bình", "Karaoke Hoà Bình"),
        ("tone", "Tên cơ sở", "Karaoke Hoà Bình", "Karaoke Hòa Bình"),
        ("number_text", "Số phòng", "5 phòng", "5"),
        ("date_month", "Ngày cấp", "T3/2022", "2022-03-01"),
        ("status_word", "Tình trạng", "đã nghỉ", "closed"),
        ("code_zero", "MST", "312345678", "0312345678"),
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", Status.ACTIVE),
        ("Đang hoạt động", Status.ACTIVE),
        ("đã nghỉ", Status.CLOSED),
        ("ngưng HĐ", Status.CLOSED),
        ("tạm ngưng", Status.PAUSED),
        ("Tạm ngừng hoạt động từ 2022", Status.PAUSED),
        ("không còn hoạt động", Status.CLOSED),
        ("đóng cửa", Status.CLOSED),
        ("giải thể", Status.CLOSED),
        ("chuyển nghề", Status.CLOSED),
        ("chưa HĐ", Status.PAUSED),
        ("đã dời đi nơi khác", Status.MOVED),
    ],
)
def test_status_words(text: str, status: Status, check: Check) -> None:
    report = check([["Tên cơ sở", "Loại hình", "Xã", "Tình trạng"], ["Ánh Sao", "Karaoke", "Suối Ngô", text or None]])
    assert report.rows[0].status is status
    assert not report.issues


@pytest.mark.parametrize(
    ("text", "code", "doubts"),
    [
        ("Kinh doanh dịch vụ karaoke", "KARAOKE", []),
        ("HÁT KARAOKE", "KARAOKE", []),
        ("Karaokê gia đình", "KARAOKE", []),
        ("NN", "NHANGHI", []),
        ("Nhà nghỉ, nhà khách", "NHANGHI", []),
        ("Nhà hàng - karaoke", "NHAHANG", ["type_several"]),
    ],
)
def test_types_are_found_among_words(text: str, code: str, doubts: list[str], check: Check) -> None:
    report = check([["Tên cơ sở", "Loại hình", "Xã"], ["Ánh Sao", text, "Suối Ngô"]])
    assert (report.rows[0].type, report.rows[0].type_raw) == (code, text)
    assert [issue.code for issue in report.issues] == doubts


def test_a_formula_without_a_value_is_told_from_a_blank(check: Check) -> None:
    def formula(book: Any) -> None:
        book["DS"]["D2"] = "=2+3"

    report = check([["Tên cơ sở", "Loại hình", "Xã", "Số phòng"], ["Ánh Sao", "Karaoke", "Suối Ngô", None]], formula)
    assert report.rows[0].rooms is None
    assert [(issue.code, issue.row, issue.column) for issue in report.issues] == [
        ("formula_without_value", 2, "Số phòng")
    ]


@pytest.mark.parametrize("nothing", ["-", "không có", "Chưa", "x", "  ", None])
def test_words_for_nothing_are_blanks(nothing: str | None, check: Check) -> None:
    header = ["Tên cơ sở", "Loại hình", "Xã", "Số phòng", "Ngày kiểm tra", "MST", "Điện thoại", "Giờ hoạt động"]
    report = check([header, ["Ánh Sao", "Karaoke", "Suối Ngô", *[nothing] * 5]])
    row = report.rows[0]
    assert (row.rooms, row.last_inspected_on, row.tax_code, row.entity_key, row.hours) == (None, None, "", "", None)
    assert not report.issues


def test_errors_of_excel_are_no_values(check: Check) -> None:
    report = check([["Tên cơ sở", "Loại hình", "Xã"], ["#REF!", "Karaoke", "Suối Ngô"]])
    assert report.rows[0].name == ""
    assert [issue.code for issue in report.issues] == ["cell_error", "name_missing"]


def test_a_day_yet_to_come_is_doubted_and_kept(check: Check) -> None:
    report = check(
        [["Tên cơ sở", "Loại hình", "Xã", "Ngày kiểm tra"], ["Ánh Sao", "Karaoke", "Suối Ngô", "02/03/2027"]]
    )
    assert str(report.rows[0].last_inspected_on) == "2027-03-02"
    assert [issue.code for issue in report.issues] == ["date_in_future"]


@pytest.mark.parametrize(
    ("headers", "values", "coords"),
    [
        (["Tọa độ"], ["11,5530; 106,1630"], "11,5530; 106,1630"),
        (["Vĩ độ", "Kinh độ"], [11.553, 106.163], "11.553; 106.163"),
        (["Kinh độ", "Vĩ độ"], ["106,163", "11,553"], "11,553; 106,163"),
        (["X", "Y"], [1277705, 572118], "X 1277705; Y 572118"),
        (["Vĩ độ", "Kinh độ"], [11.553, None], ""),
    ],
)
def test_coordinates_leave_as_text(headers: list[str], values: list[Any], coords: str, check: Check) -> None:
    report = check([["Tên cơ sở", "Loại hình", "Xã", *headers], ["Ánh Sao", "Karaoke", "Suối Ngô", *values]])
    assert report.rows[0].coords_raw == coords


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["Không có gì ở đây"], ["một", "hai"]], "register.no_header"),
        ([], "register.no_header"),
        ([["STT", "Loại hình", "Xã"], [1, "Karaoke", "Suối Ngô"]], "register.missing_column"),
        ([["STT", "Tên cơ sở", "Loại hình", "Xã"]], "register.no_rows"),
        ([["STT", "Tên cơ sở", "Loại hình", "Xã"], [1, None, None, None]], "register.no_rows"),
        ([["Tên cơ sở", "Loại hình", "Xã"], ["Ánh Sao", "Karaoke", "Phước Vinh"]], "register.no_commune_known"),
        ([["Tên cơ sở", "Loại hình", "Xã"], ["Ánh Sao", "Karaoke", None]], "register.no_commune_known"),
    ],
)
def test_a_workbook_that_says_nothing_is_refused(rows: list[list[Any]], code: str, check: Check) -> None:
    with pytest.raises(InputError) as refused:
        check(rows)
    assert refused.value.code == code
    assert refused.value.exit_code == 3


def test_every_code_has_its_words(words: Words, source: str) -> None:
    needed = {f"{space}.{code}" for code in SEVERITIES for space in ("issue", "remedy")}
    needed |= {f"repair.{code}" for code in REPAIRS}
    needed |= {f"error.{code}" for code in re.findall(r'InputError\(\s*"([a-z_.]+)"', source)}
    needed |= {f"step.{code}" for code in re.findall(r'on_progress\(\s*"(register\.[a-z_]+)"', source)}
    merging = "".join((ROOT / "register" / f"{name}.py").read_text("utf-8") for name in ("duplicates", "similarity"))
    needed |= {f"merge_reason.{reason}" for reason in re.findall(r'"(s(?:ame|imilar)_[a-z_]+)"', merging)}
    assert needed <= set(words.sentences), sorted(needed - set(words.sentences))


def test_no_sentence_of_the_register_is_left_over(source: str) -> None:
    text = (ROOT / "data" / "words" / "vi" / "register.toml").read_text("utf-8")
    for space, entries in tomllib.loads(text).items():
        for code in entries:
            known = {"issue": SEVERITIES, "remedy": SEVERITIES, "repair": REPAIRS}.get(space)
            assert code in known if known is not None else f'"{code}"' in source, f"{space}.{code}"


def test_every_code_that_is_used_is_declared(source: str) -> None:
    used = set(re.findall(r'\.doubt\(\s*"([a-z_]+)"', source)) | {"row_skipped", "row_continued"}
    used |= {"commune_missing", "commune_unknown", "commune_ambiguous"}
    assert used == set(SEVERITIES)


WHOLE_SHEET = {"sheet_without_header", "hidden_columns", "hidden_sheet", "hidden_unknown", "commune_by_title"}
"""What is said of a whole sheet has no row."""
NO_COLUMN = WHOLE_SHEET | {"row_skipped", "row_continued", "hidden_rows", "column_without_header"}
BLANK_OR_HIDDEN = {
    "name_missing", "type_missing", "commune_missing", "phone_unreadable", "tax_code_personal",
    "personal_number_removed", "note_about_person", "formula_without_value", "row_skipped", "row_continued",
    "sheet_without_header", "hidden_rows", "hidden_columns", "hidden_sheet", "hidden_unknown",
}  # fmt: skip
"""Where there is no value, or it is about a person."""
OWN = tuple(sorted(code for code in SEVERITIES if not code.startswith(("encoding_", "entity_", "owner_"))))


@pytest.mark.parametrize("code", OWN)
def test_a_sentence_names_sheet_row_column_value_and_the_remedy(code: str, words: Words) -> None:
    sentence = words.sentences[f"issue.{code}"]
    fields = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    assert "sheet" in fields
    assert "row" in fields or code in WHOLE_SHEET
    assert fields & {"column", "letter"} or code in NO_COLUMN
    assert "value" in fields or code in BLANK_OR_HIDDEN
    assert words.sentences[f"remedy.{code}"].endswith(".")


def test_words_say_only_what_an_issue_knows(check: Check, words: Words) -> None:
    report = check(
        """
        | STT | Tên cơ sở  | Loại hình | Xã      | Địa chỉ         | Tình trangj | Hạng | Xã       | Số phòng |
        | 1   | Ánh Sao    | Karaoke   | Tân Hà  | Ấp 1, xã Tân Hội |            |      | Suối Ngô | vài      |
        | 2   | Ánh Sao    | Karaoke   | Tân Hà  | Ấp 1            |             |      |          | 3        |
        | 3   | Nhà hàng X | nhà hàng, karaoke | Lạ Lùng |         |             |      |          |          |
        """
    )
    assert len({issue.code for issue in report.issues}) >= 7
    for issue in report.issues:
        known = {
            **issue.params, "sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value,
        }  # fmt: skip
        assert words.say(f"issue.{issue.code}", **known)
        assert words.say(f"remedy.{issue.code}", **known)
