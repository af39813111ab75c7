"""Lists of other agencies' inspections: rows, doubts, and which establishment is meant."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.establishments import Decision, Establishment, Precision, Status
from domain.issues import Severity
from domain.places import CommuneKey, Succession
from register.inspection_matching import Certainty, match_inspections
from register.inspection_rows import SEVERITIES, InspectionRow, read_inspections
from register.inspection_words import InspectionWords, meaning_of, read_inspection_words
from register.lexicon import build_lexicon

AGENCIES = {
    "VAN_HOA": "Văn hóa",
    "CONG_AN": "Công an",
    "Y_TE": "Y tế",
    "QLTT": "Quản lý thị trường",
    "LAO_DONG": "Lao động",
    "THUE": "Thuế",
    "PCCC": "Phòng cháy chữa cháy",
    "BIEN_PHONG": "Bộ đội Biên phòng",
    "XA": "UBND xã",
}
RULES = Path(__file__).resolve().parents[2] / "data" / "rules"
NEW_TAN_DONG, OLD_TAN_HA = CommuneKey(vintage="new", code="25522"), CommuneKey(vintage="old", code="25519")
OLD_TAN_DONG, NEW_TAN_HOI = CommuneKey(vintage="old", code="25522"), CommuneKey(vintage="new", code="25525")
SUCCESSIONS = (
    Succession(old=OLD_TAN_HA, new=NEW_TAN_DONG, is_whole=True),
    Succession(old=OLD_TAN_DONG, new=NEW_TAN_DONG, is_whole=True),
)


@pytest.fixture(scope="module")
def words() -> InspectionWords:
    return read_inspection_words((RULES / "inspection_columns.toml").read_text("utf-8"), agencies=AGENCIES)


@pytest.fixture
def read(write, reference, words):
    """Write a table and read it as a list of inspections."""

    def read(table, *, agency="", title=()):
        rows = list(title) + [
            [cell.strip() or None for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()
        ]
        return read_inspections(write({"DS": rows}), reference, words, agency=agency)

    return read


def establishment(id_: str, name: str, **more) -> Establishment:
    plain = {
        "entity_id": f"DN-{id_}", "type": "KARAOKE", "type_raw": "", "hamlet": "", "address_raw": "",
        "commune_raw": "", "commune_reported": OLD_TAN_HA, "commune_now": NEW_TAN_DONG, "coords_raw": "",
        "position": None, "status": Status.ACTIVE, "decision": Decision.ACCEPTED,
    }  # fmt: skip
    return Establishment(id=id_, name=name, **(plain | more))


def row(name: str, **more) -> InspectionRow:
    plain = {
        "key": "DS!2", "agency": "CONG_AN", "agency_raw": "", "on": date(2026, 6, 10), "on_precision": Precision.DAY,
        "kind": "", "scope": "", "is_full": True, "minutes_no": "1", "code": "", "type": None, "address_raw": "",
        "hamlet": "", "commune_raw": "xã Tân Hà", "tax_code": "", "reg_no": "", "licence_no": "",
        "source_sheet": "DS", "source_row": 2,
    }  # fmt: skip
    return InspectionRow(name=name, **(plain | more))


def matched(rows, register, reference):
    found = match_inspections(rows, register, lexicon=build_lexicon(reference), successions=SUCCESSIONS)
    return [(match.certainty, [one.establishment_id for one in match.candidates]) for match in found]


# Reading.


def test_a_plain_list_is_read_cell_by_cell(read):
    report = read("""
        STT | Cơ quan kiểm tra | Tên cơ sở | Địa chỉ | Xã | MST | Ngày kiểm tra | Hình thức | Nội dung | Số biên bản
        1 | Công an huyện | Karaoke Hoa Mai | Ấp 2 | Tân Hà | 3901234567 | 10/6/2026 | Kiểm tra | Toàn diện | 12/BB-KT
    """)
    (one,) = report.rows
    assert (one.agency, one.name, one.commune_raw, one.tax_code) == (
        "CONG_AN",
        "Karaoke Hoa Mai",
        "Tân Hà",
        "3901234567",
    )
    assert (one.on, one.on_precision, one.kind, one.is_full) == (date(2026, 6, 10), Precision.DAY, "check", True)
    assert (one.minutes_no, one.key, one.source_row, one.is_blocked) == ("12/BB-KT", "DS!2", 2, False)
    assert report.issues == ()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "inspection_date_missing"),
        ("chưa rõ ngày", "inspection_date_unreadable"),
        ("02/03/2027", "inspection_date_in_future"),  # read on 1 March 2027
        ("31/12/1989", "inspection_date_too_old"),
    ],
)
def test_a_day_that_cannot_be_blocks_its_row_and_says_where(read, cell, code):
    report = read(f"""
        Cơ quan | Tên cơ sở | Ngày kiểm tra | Số biên bản
        Công an | Karaoke Hoa Mai | {cell} | 12
    """)
    (issue,) = report.issues
    assert (issue.code, issue.severity, issue.sheet, issue.row) == (code, Severity.BLOCK, "DS", 2)
    assert (issue.column, issue.value) == ("Ngày kiểm tra", cell)
    assert report.rows[0].is_blocked
    assert report.rows[0].on is None


@pytest.mark.parametrize("cell", ["01/03/2027", "01/01/1990"])
def test_the_first_and_the_last_day_that_can_be_are_taken(read, cell):
    report = read(f"""
        Cơ quan | Tên cơ sở | Ngày kiểm tra | Số biên bản
        Công an | Karaoke Hoa Mai | {cell} | 12
    """)
    assert report.issues == ()
    assert report.rows[0].on is not None


def test_a_month_keeps_its_precision_and_is_told(read):
    report = read("""
        Cơ quan | Tên cơ sở | Ngày kiểm tra | Số biên bản
        Công an | Karaoke Hoa Mai | T3/2026 | 12
    """)
    assert (report.rows[0].on, report.rows[0].on_precision) == (date(2026, 3, 1), Precision.MONTH)
    assert [(issue.code, issue.severity) for issue in report.issues] == [("inspection_date_rough", Severity.NOTE)]
    assert not report.rows[0].is_blocked


def test_without_minutes_a_row_stays_and_is_told(read):
    report = read("""
        Cơ quan | Tên cơ sở | Ngày kiểm tra | Số biên bản
        Công an | Karaoke Hoa Mai | 10/6/2026 | không
    """)
    assert report.rows[0].minutes_no == ""
    assert not report.rows[0].is_blocked
    assert [issue.code for issue in report.issues] == ["inspection_no_minutes"]


@pytest.mark.parametrize(
    ("scope", "is_full"),
    [("Toàn diện", True), ("", True), ("ANTT, PCCC", True), ("Chuyên đề PCCC", False), ("Một nội dung: PCCC", False)],
)
def test_only_a_scope_that_says_so_is_partial(read, scope, is_full):
    report = read(f"""
        Cơ quan | Tên cơ sở | Ngày kiểm tra | Nội dung kiểm tra | Số biên bản
        Công an | Karaoke Hoa Mai | 10/6/2026 | {scope} | 12
    """)
    assert report.rows[0].is_full is is_full
    assert ("inspection_partial" in {issue.code for issue in report.issues}) is not is_full


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Công an huyện Tân Châu", "CONG_AN"),
        ("CA xã Tân Hà", "CONG_AN"),
        ("Đội QLTT số 3", "QLTT"),
        ("Đoàn liên ngành 814 huyện", "VAN_HOA"),
        ("Tổ kiểm tra xã Suối Dây", "XA"),
        ("Phòng Cảnh sát PCCC", "PCCC"),
        ("Đội liên ngành 178", "LAO_DONG"),
        ("Ban quản lý chợ", ""),
    ],
)
def test_agencies_are_known_by_what_they_are_called(words, text, code):
    assert meaning_of(text, words.agencies) == code


def test_an_unknown_agency_blocks_unless_the_planner_says_whose_list_it_is(read):
    table = """
        Cơ quan | Tên cơ sở | Ngày kiểm tra | Số biên bản
        Đội số 3 | Karaoke Hoa Mai | 10/6/2026 | 12
    """
    (issue,) = read(table).issues
    assert (issue.code, issue.value, issue.column) == ("inspection_agency_unknown", "Đội số 3", "Cơ quan")
    assert read(table, agency="QLTT").rows[0].agency == "QLTT"


def test_the_letterhead_names_the_agency_of_rows_that_do_not(read):
    table = """
        Tên cơ sở | Ngày kiểm tra | Số biên bản
        Cà phê Hoa Mai | 10/6/2026 | 12
    """
    head = (["CÔNG AN HUYỆN TÂN CHÂU"], ["DANH SÁCH CƠ SỞ ĐÃ KIỂM TRA"])
    assert read(table, title=head).rows[0].agency == "CONG_AN"
    # "Cà phê" is not "CA", and "cho thuê" is not the tax office.
    assert read(table, title=(["CÀ PHÊ VÀ NHÀ CHO THUÊ ĐÃ KIỂM TRA"],)).rows[0].agency == ""


def test_columns_about_persons_are_dropped_and_numbers_of_persons_masked(read):
    report = read("""
        Cơ quan | Tên cơ sở | Họ tên chủ cơ sở | Thành phần đoàn | Ngày kiểm tra | Nội dung | Số biên bản
        Công an | Karaoke Hoa Mai | Nguyễn Thị Tám | Trần Văn Chín | 10/6/2026 | CCCD 072185001234 | 12
    """)
    assert report.dropped_columns == ("Họ tên chủ cơ sở", "Thành phần đoàn")
    assert not any(text in repr(report) for text in ("Tám", "Chín", "072185001234"))


def test_every_doubt_has_its_sentence_and_remedy(reference):
    from workflow.reference import load_words

    catalogue = load_words(RULES.parent / "words" / "vi", language="vi")
    place = {"sheet": "DS", "row": 7, "column": "Ngày", "value": "x", "key": "DS!7"}
    for code in SEVERITIES:
        sentence = catalogue.say(f"issue.{code}", **place)
        assert "«DS», dòng 7" in sentence
        assert catalogue.say(f"remedy.{code}", **place)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.lists(st.text(max_size=12) | st.none() | st.integers(0, 99_999), min_size=4, max_size=4), max_size=5
    )
)
def test_any_table_goes_through(write, reference, words, cells):
    head = ["Cơ quan", "Tên cơ sở", "Ngày kiểm tra", "Số biên bản"]
    legal = [
        ["".join(c for c in cell if c.isprintable()) if isinstance(cell, str) else cell for cell in line]
        for line in cells
    ]
    report = read_inspections(write([head, ["Công an", "Hoa Mai", "1/1/2026", "1"], *legal]), reference, words)
    assert report.rows[0].name == "Hoa Mai"
    assert len(report.rows) <= 1 + len(cells)


# Matching.


def test_the_code_is_certain_and_a_merged_one_stands_for_its_survivor(reference):
    gone = establishment("CS2", "Karaoke Cũ", decision=Decision.REJECTED, merged_into="CS1")
    register = [establishment("CS1", "Karaoke Hoa Mai"), gone]
    assert matched([row("x", code="CS2")], register, reference) == [(Certainty.CERTAIN, ["CS1"])]


def test_a_name_in_its_former_or_present_commune_is_certain(reference):
    register = [
        establishment("CS1", "Karaoke Hoa Mai"),
        establishment("CS2", "Karaoke Hoa Mai", commune_reported=NEW_TAN_HOI, commune_now=NEW_TAN_HOI),
    ]
    certain = [(Certainty.CERTAIN, ["CS1"])]
    assert matched([row("HKD Hoa Mai", commune_raw="xã Tân Hà")], register, reference) == certain
    assert matched([row("KARAOKE HOA MAI", commune_raw="xã Tân Đông")], register, reference) == certain


def test_a_name_without_a_commune_is_never_certain(reference):
    register = [establishment("CS1", "Karaoke Hoa Mai")]
    assert matched([row("Karaoke Hoa Mai", commune_raw="")], register, reference) == [(Certainty.CHOOSE, ["CS1"])]


def test_another_commune_is_another_business(reference):
    register = [establishment("CS1", "Karaoke Hoa Mai", commune_reported=NEW_TAN_HOI, commune_now=NEW_TAN_HOI)]
    assert matched([row("Karaoke Hoa Mai", commune_raw="xã Tân Hà")], register, reference) == [(Certainty.UNKNOWN, [])]


def test_a_contradicting_address_or_a_slip_in_the_name_is_only_offered(reference):
    register = [establishment("CS1", "Karaoke Hoàng Gia Bảo", hamlet="Ấp 2")]
    offered = [(Certainty.CHOOSE, ["CS1"])]
    assert matched([row("Karaoke Hoàng Gia Bảo", hamlet="Ấp 3")], register, reference) == offered
    assert matched([row("Karaoke Hoàng Gia Bão Bình")], register, reference) == offered
    assert matched([row("Karaoke Hoàng Gja Bảo")], register, reference) == offered
    assert matched([row("Karaoke Hoàngia Bảoo")], register, reference) == offered  # no word is the same
    assert matched([row("Karaoke Sao Đêm")], register, reference) == [(Certainty.UNKNOWN, [])]
    assert matched([row("Karaoke Hoàng Gia Bảo 2")], register, reference) == [(Certainty.UNKNOWN, [])]


def test_one_tax_code_with_three_lines_of_business_is_told_apart_by_type_or_offered(reference):
    kinds = {"CS1": "NHANGHI", "CS2": "KARAOKE", "CS3": "MASSAGE"}
    register = [establishment(id_, "Hoàng Gia", type=kind, tax_code="3901234567") for id_, kind in kinds.items()]
    unclear, clear = row("Hoàng Gia", tax_code="3901234567"), row("Hoàng Gia", tax_code="3901234567", type="MASSAGE")
    assert matched([unclear], register, reference) == [(Certainty.CHOOSE, ["CS1", "CS2", "CS3"])]
    assert matched([clear], register, reference) == [(Certainty.CERTAIN, ["CS3"])]


def test_a_number_of_one_establishment_is_certain_whatever_its_name(reference):
    register = [establishment("CS1", "Karaoke Hoa Mai", licence_no="01/GP-KR"), establishment("CS2", "Karaoke Lan")]
    assert matched([row("Quán Sáu", licence_no="01/gp kr")], register, reference) == [(Certainty.CERTAIN, ["CS1"])]
