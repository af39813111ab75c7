"""Readers of workbooks: the register, directly and in its child, and whatever else comes back as a table."""

import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fuzz_rule import REFERENCE, ROOT, Target, held, is_refusal
from fuzz_workbook_files import REGISTER, Grid, damaged_files, labels, strange_files
from hypothesis import strategies as st

from domain.places import Base
from domain.shift_calendar import ShiftCalendar
from domain.teams import Team, TeamLevel
from register.calendar_rows import CalendarReference, read_calendar_workbook
from register.check import check_workbook
from register.commune_report_rows import ReportReference, read_commune_report
from register.confined import check_confined
from register.inspection_rows import read_inspections
from register.inspection_words import read_inspection_words
from register.review_foot import read_foot

TODAY = date(2027, 3, 1)
KNOWN = REFERENCE.register_reference(TODAY)
RULES = ROOT / "data" / "rules"
INSPECTIONS = read_inspection_words((RULES / "inspection_columns.toml").read_text("utf-8"), agencies=REFERENCE.agencies)
COLUMNS = tomllib.loads((RULES / "shift_columns.toml").read_text("utf-8"))["columns"]
CALENDAR = CalendarReference(
    teams=(Team(id="T1", name="Đoàn số 1", level=TeamLevel.AREA, base="B1", agencies=("CONG_AN", "VAN_HOA")),),
    bases=(Base(id="B1", name="Trụ sở", lon=106.1, lat=11.5),),
    agencies=REFERENCE.agencies, columns=COLUMNS, calendar=ShiftCalendar(), on=TODAY,
)  # fmt: skip
FOOT = {"ticket": "Mã phiếu", "signed_on": "Ngày ký", "signer_title": "Chức vụ người ký"}
LISTED: Grid = (
    ("DANH SÁCH KIỂM TRA NĂM 2026",),
    ("STT", "Tên cơ sở", "Loại hình", "Xã", "Ngày kiểm tra", "Cơ quan", "Số biên bản", "Mã số thuế"),
    (1, "Ánh Sao", "Karaoke", "Suối Ngô", date(2026, 6, 10), "Công an", "12/BB", "3900123456"),
    (2, "Hoa Mai", "Nhà nghỉ", "Tân Hội", "tháng 5/2026", "Y tế", "", ""),
)
SHIFTS: Grid = (
    ("LỊCH CA", None, "Từ 08/03/2027 đến 14/03/2027"),
    tuple(names[0] for names in COLUMNS.values()),
    tuple(
        {"date": date(2027, 3, 8), "team": "Đoàn số 1", "start": "18:00", "end": "23h00"}.get(name) for name in COLUMNS
    ),
    tuple({"date": "09/03/2027", "team": "T1", "start": 0.75, "end": 0.9}.get(name) for name in COLUMNS),
)
REVIEW: Grid = (
    *REGISTER,
    ("Mã phiếu:", "post2025/25516"),
    ("Ngày ký:", "12/03/2027"),
    ("Chức vụ người ký:", "Chủ tịch"),
)


def _report() -> tuple[ReportReference, Grid]:
    rules, named = tomllib.loads((RULES / "targets.toml").read_text("utf-8")), labels()
    keys = ("ticket", "reported_on", "in_need", "supported", "column_on", "column_form", "column_audience", "yes")
    known = ReportReference(
        labels=dict(zip(keys, named, strict=True)), programmes=rules["programmes"], forms=rules["forms"], on=TODAY
    )
    blank: list[Sequence[Any]] = [
        (named[0], "post2025/25516/2027/1"),
        (named[1], "28/02/2027"),
        (named[2], 12),
        (named[3], "1.200"),
    ]
    blank += [(label, named[7]) for label in rules["programmes"].values()]
    blank += [tuple(named[4:7]), (date(2027, 2, 2), next(iter(rules["forms"].values())), 30)]
    return known, blank


def on_file(work: Callable[[Path], object]) -> Callable[[Any, Path], object]:
    """Return what writes a drawn file and has it read; a reader leaves the folder as it was."""

    def read(drawn: tuple[str, bytes], folder: Path) -> object:
        name, content = drawn
        path = folder / name
        path.write_bytes(content)
        found = held(lambda: work(path))
        assert path.read_bytes() == content and [one.name for one in folder.iterdir()] == [name]
        return found

    return read


def check_once(path: Path) -> object:
    """Check a workbook; every row of the report has its issues' words."""
    report = check_workbook(path, KNOWN)
    assert report.rows_read == len(report.rows) == len(report.contacts)
    return report


def same_in_child(drawn: tuple[str, bytes], folder: Path) -> None:
    """Check a workbook in the child as the product does: it gives what a reading without one gives."""
    path = folder / drawn[0]
    path.write_bytes(drawn[1])
    direct, confined = held(lambda: check_workbook(path, KNOWN)), held(lambda: check_confined(path, KNOWN))
    assert is_refusal(direct) == is_refusal(confined)
    assert repr(direct) == repr(confined)


def workbook_targets() -> list[Target]:
    """Return the readers of workbooks."""
    report, blank = _report()
    broken, strange = damaged_files(REGISTER), strange_files((), REGISTER[1:2], REGISTER[:4])
    others = {
        "shift calendars": (lambda path: read_calendar_workbook(path, CALENDAR), SHIFTS, 1),
        "inspection lists": (lambda path: read_inspections(path, KNOWN, INSPECTIONS, agency=""), LISTED, 1),
        "commune reviews": (lambda path: read_foot(path, FOOT, known=("Ánh Sao",), today=TODAY), REVIEW, 8),
        "commune reports": (lambda path: read_commune_report(path, report), blank, 4),
    }
    made = [
        Target(name="registers, damaged", content=broken, read=on_file(check_once), cases=50),
        Target(name="registers of strange cells", content=strange, read=on_file(check_once), cases=50),
        Target(name="registers in the child", content=st.one_of(broken, strange), read=same_in_child, cases=1),
    ]
    for name, (work, grid, head) in others.items():
        content = st.one_of(damaged_files(grid), strange_files(grid, grid[:head], grid[: head + 1]))
        made.append(Target(name=name, content=content, read=on_file(work), cases=30))
    return made
