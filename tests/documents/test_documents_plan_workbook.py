"""The plan's workbook: text stays text, same bytes, ready to print."""

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest

from documents.plan_paper import PaperEstablishment, PaperShift, PaperStop, PaperUnassigned, PlanPaper
from documents.plan_workbook import plan_workbook
from documents.registry import WRITERS
from documents.workbook_sheet import LINE_PT, Column, row_height_pt
from domain.rounds import Reason, ReasonCode, Role
from domain.routing import Remedy, Unassigned, UnassignedReason
from domain.words import Words

SHEETS = ["Tổng hợp", "Lịch và phân công", "Danh sách", "Dự phòng", "Chưa xếp được"]
HOSTILE = ("=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "http://evil.example/x", '=HYPERLINK("http://e")')


def establishment(at: int, *, name: str = "Karaoke Hoa Mai", role: Role = Role.RISK) -> PaperEstablishment:
    reason = Reason(code=ReasonCode.RISK_SCORE, params={"points": 40 + at})
    if at == 3:
        reason = Reason(code=ReasonCode.RISK_FLOOR, params={"group": "001"})
    if role is Role.RESERVE:
        reason = Reason(code=ReasonCode.RESERVE, params={"ticket": at})
    return PaperEstablishment(
        id=f"CS{at:05d}",
        name=name,
        type_label="Karaoke",
        address="Thôn 3",
        commune="Xã Tân Hòa",
        commune_former="Xã Cũ",
        role=role,
        reason=reason,
    )


def stop(item: PaperEstablishment, order: int, start_s: int) -> PaperStop:
    return PaperStop(
        establishment=item,
        order=order,
        arrival_s=start_s,
        start_s=start_s,
        leave_s=start_s + 2700,
        agencies=("Văn hóa", "Công an"),
    )


@pytest.fixture
def paper() -> PlanPaper:
    """Two stops, one past midnight (25:30), one reserve, one drawn establishment that fits nowhere."""
    first, second, left = establishment(1), establishment(2, name=HOSTILE[0]), establishment(3)
    shift = PaperShift(
        shift="S1",
        team_name="Đoàn 1",
        date=date(2027, 3, 8),
        departure_s=68_400,
        return_s=95_000,
        travel_s=1_830,
        distance_m=12_340,
        base_name="Trụ sở",
        stops=(stop(first, 1, 70_200), stop(second, 2, 91_800)),
    )
    reasons = (
        UnassignedReason(code="window", shift="S1"),
        UnassignedReason(code="agency", shift="S2", params={"agency": "police, y tế"}),
        UnassignedReason(code="window", shift="S3"),
    )
    remedy = Remedy(code="extra_shift", params={"team": "T2", "like": "S9"}, cost=60)
    return PlanPaper(
        office_name="Phòng VHTT",
        title="Đợt 1",
        starts_on=date(2027, 3, 8),
        ends_on=date(2027, 3, 26),
        version=2,
        registered=15,
        required=3,
        rate_bp=2000,
        travel_source="estimate",
        is_schematic=True,
        names={"001": "Xã Tân Hòa", "police": "Công an", "T2": "Đoàn 2"},
        made_at=datetime(2027, 3, 1, 8, 0, tzinfo=UTC),
        shifts=(shift,),
        selected=(first, second, left),
        reserves=(establishment(9, role=Role.RESERVE),),
        unassigned=(
            PaperUnassigned(
                establishment=left, unassigned=Unassigned(visit=left.id, reasons=reasons, remedies=(remedy,))
            ),
        ),
    )


def read(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def table(book: openpyxl.Workbook, name: str, first_row: int = 4) -> list[tuple]:
    return list(book[name].iter_rows(min_row=first_row, values_only=True))


def test_what_a_way_leads_over_stands_beside_its_shift(paper: PlanPaper, vietnamese_documents: Words) -> None:
    way = replace(paper.shifts[0], has_ferry=True, track_m=300, border_m=2300)
    book = read(plan_workbook(replace(paper, shifts=(way,)), words=vietnamese_documents))
    told = "qua phà, đường mòn 300 m, gần biên giới 2300 m (cần kiểm tra)"
    assert told in {cell for line in table(book, "Tổng hợp", 1) for cell in line}
    plain = read(plan_workbook(paper, words=vietnamese_documents))
    assert not any("biên giới" in str(cell) for line in table(plain, "Tổng hợp", 1) for cell in line)


def test_sheets_and_rows(paper: PlanPaper, vietnamese_documents: Words) -> None:
    book = read(plan_workbook(paper, words=vietnamese_documents))
    assert book.sheetnames == SHEETS
    schedule = table(book, "Lịch và phân công")
    assert [line[2:6] for line in schedule] == [
        (1, "19:30", "20:15", "Karaoke Hoa Mai"),
        (2, "25:30", "26:15", HOSTILE[0]),
    ]
    assert schedule[0][0] == datetime(2027, 3, 8)
    assert schedule[0][8] == "Xã Tân Hòa (Xã Cũ)"
    assert [line[0] for line in table(book, "Danh sách")] == ["CS00001", "CS00002", "CS00003"]
    assert table(book, "Danh sách")[0][-2:] == ("Theo mức độ rủi ro", "Điểm 41")
    assert table(book, "Danh sách")[2][-1] == "Để Xã Tân Hòa đủ mức"
    assert [line[1] for line in table(book, "Dự phòng")] == ["CS00009"]


def test_causes_are_counted_and_remedies_named(paper: PlanPaper, vietnamese_documents: Words) -> None:
    line = table(read(plan_workbook(paper, words=vietnamese_documents)), "Chưa xếp được")[0]
    assert line[-2:] == (
        "Đoàn chỉ đến được ngoài giờ mở cửa của cơ sở (2 ca)\nCa thiếu thành phần bắt buộc: Công an, y tế (1 ca)",
        "Thêm một ca cho Đoàn 2",
    )


def test_summary_has_the_figures(paper: PlanPaper, vietnamese_documents: Words) -> None:
    sheet = read(plan_workbook(paper, words=vietnamese_documents))["Tổng hợp"]
    figures = {label: value for label, value, *_ in sheet.iter_rows(min_row=4, max_row=15, values_only=True)}
    assert figures["Số cơ sở được chọn"] == "3 (20,0 %)"
    assert figures["Số phải kiểm tra theo kế hoạch"] == "3 (20 %)"
    assert figures["Chưa xếp được"] == "1"
    assert figures["Nguồn thời gian đi lại"] == "ước tính theo đường chim bay"


@pytest.mark.parametrize("name", HOSTILE)
def test_no_formula_and_no_link(paper: PlanPaper, vietnamese_documents: Words, name: str) -> None:
    item = replace(paper.selected[0], name=name, address=name, id=name, commune=name)
    data = plan_workbook(replace(paper, selected=(item,), title=name), words=vietnamese_documents)
    book = read(data)
    assert table(book, "Danh sách")[0][1] == name
    assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line} <= {"s", "n", "d"}
    with zipfile.ZipFile(BytesIO(data)) as parts:
        sheets = [parts.read(part) for part in parts.namelist() if part.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
        assert not any("_rels" in part for part in parts.namelist() if part.startswith("xl/worksheets"))


def test_same_values_same_bytes(paper: PlanPaper, vietnamese_documents: Words) -> None:
    first, second = (plan_workbook(paper, words=vietnamese_documents) for _ in range(2))
    assert first == second
    assert read(first).properties.created == datetime(2027, 3, 1, 8, 0)


def test_ready_to_print(paper: PlanPaper, vietnamese_documents: Words) -> None:
    book = read(plan_workbook(paper, words=vietnamese_documents))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_area
    for name in SHEETS[1:]:
        assert book[name].freeze_panes == "A4"
        assert book[name].auto_filter.ref.startswith("A3:")


def test_an_empty_plan_is_written(paper: PlanPaper, vietnamese_documents: Words) -> None:
    empty = replace(paper, shifts=(), selected=(), reserves=(), unassigned=(), registered=0, required=0)
    assert table(read(plan_workbook(empty, words=vietnamese_documents)), "Danh sách") == []


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_every_writer_gives_a_file_twice_the_same(paper: PlanPaper, vietnamese_documents: Words, kind: str) -> None:
    writer = WRITERS[kind]
    assert writer.kind == kind
    assert writer.suffix.startswith(".")
    assert writer.write(paper, vietnamese_documents) == writer.write(paper, vietnamese_documents) != b""


def test_a_long_reason_gets_the_height_that_shows_it_all():
    columns = [Column(heading="a", width=10), Column(heading="b", width=10)]
    # "mười chữ rồi" wraps to two lines of ten letters, the other cells need one.
    assert row_height_pt(["ngắn", "mười chữ rồi"], columns) - row_height_pt(["ngắn", 7], columns) == LINE_PT
