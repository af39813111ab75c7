"""Former and present communes: marks beside a name, initials, titles that date a list."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from domain.places import CommuneKey, Vintage
from register.addresses import bare_mention_in, hamlet_in
from register.communes import commune_of, index_communes, successor_in
from register.renamed import Era, mention_of
from register.report import RegisterReference, RegisterReport
from register.titles import title_vintage
from workflow.reference import load_reference

Check = Callable[..., RegisterReport]
DATA = Path(__file__).resolve().parents[2] / "data"
VINTAGES = (
    Vintage(id="old", valid_from=None, valid_to=date(2025, 6, 30), legal_act=""),
    Vintage(id="new", valid_from=date(2025, 7, 1), valid_to=None, legal_act=""),
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("xã Tân Hội (cũ)", "old:25525"),
        ("Tân Hội cũ", "old:25525"),
        ("xã Tân Hội (mới)", "new:25525"),
        ("Xã Tân Hội mới", "new:25525"),
        ("xã Suối Ngô (nay là xã Tân Hòa)", "old:25531"),
        ("Tân Hòa nay là Tân Hòa", "old:25528"),
        ("Tân Hội (xã Tân Hà cũ)", "new:25525"),
        ("xã Tân Hội, thuộc xã Tân Hà cũ", "new:25525"),
        ("Tân Hòa (trước đây là Suối Ngô)", "new:25531"),
        ("thuộc xã Tân Hội cũ", "old:25525"),
        ("T.Hà", "old:25519"),
        ("T. Hà", "old:25519"),
        ("xã T.Hà", "old:25519"),
        ("S.Ngô", "old:25531"),
        ("Th.Đông", "old:25552"),
        ("TT.TC", "old:25516"),
        ("TT. T.Châu", "old:25516"),
        ("T.T Tân Châu", "old:25516"),
        ("Tân Châu (TT)", "old:25516"),
        ("TânHà", "old:25519"),
        ("SUOI NGO", "old:25531"),
        ("Suối Ngô, H. Tân Châu", "old:25531"),
        ("huyện Tân Châu, xã Suối Ngô", "old:25531"),
        ("25519", "old:25519"),
        ("TT", "old:25516"),
        ("Thị trấn", "old:25516"),
        ("Xã", None),
        ("T.H", None),
        ("xã TH", None),
        ("TC", None),
        ("huyện Tân Châu", None),
        ("T. Lập", None),
        ("cũ", None),
    ],
)
def test_marks_and_initials(text: str, named: str | None, reference: RegisterReference) -> None:
    index = index_communes(reference.communes, reference.vintages)
    key, doubt = commune_of(text, index, None)
    assert (f"{key.vintage}:{key.code}" if key else None) == named
    assert bool(doubt) == (named is None)


def test_the_later_unit_beside_a_former_one(reference: RegisterReference) -> None:
    index = index_communes(reference.communes, reference.vintages)
    assert successor_in("xã Suối Ngô (nay là xã Tân Hòa)", index) == CommuneKey(vintage="new", code="25531")
    assert successor_in("xã Suối Ngô -> Tân Hòa", index) == CommuneKey(vintage="new", code="25531")
    assert successor_in("xã Suối Ngô (nay là xã Lạ)", index) is None
    assert successor_in("xã Suối Ngô", index) is None


def test_a_mark_is_told_from_a_name() -> None:
    assert mention_of("Tân Hội") == mention_of("Tân Hội ()")
    assert mention_of("Chợ Mới").era is Era.CURRENT  # commune_of knows the names and asks them first.
    assert mention_of("").text == ""


def test_a_name_that_ends_like_a_mark_stays_whole() -> None:
    known = load_reference(DATA)
    unit = known.communes[0].__class__(
        key=CommuneKey(vintage="pre2025", code="1"), name="Chợ Mới", kind="Xã", centre_lon=1.0, centre_lat=1.0,
        area_km2=None,
    )  # fmt: skip
    index = index_communes((*known.communes, unit), known.vintages)
    assert commune_of("Chợ Mới", index, None) == (unit.key, "")


def test_a_commune_among_the_parts_of_an_address(reference: RegisterReference) -> None:
    index = index_communes(reference.communes, reference.vintages)
    assert bare_mention_in("Ấp 3, Suối Ngô, Tân Châu, Tây Ninh", index) == "Suối Ngô"
    assert bare_mention_in("gần chợ Tân Hà", index) == ""
    assert bare_mention_in("ấp 1 Tân Hà", index) == "Tân Hà"
    assert bare_mention_in("Ấp Tân Hà", index) == ""


@pytest.mark.parametrize(
    ("address", "hamlet"),
    [
        ("Ấp Tân Thuận, xã Tân Hưng", "Ấp Tân Thuận"),
        ("Ấp 2 - xã Suối Ngô - huyện Tân Châu", "Ấp 2"),
        ("Ấp 3 xã Tân Hưng huyện Tân Châu", "Ấp 3"),
        ("số 9 ấp 5 xã Tân Hà", "ấp 5"),
        ("Tổ 5, KP2, TT Tân Châu", "KP2"),
        ("Tổ 5, TT Tân Châu", "Tổ 5"),
        ("số 5 tổ 2 đường Tôn Đức Thắng", ""),
        ("ấp Hội Thắng gần chợ", "ấp Hội Thắng"),
        ("ấp 3 gần chợ Tân Hà", "ấp 3"),
        ("Khu phố Tân Châu, đường 785", "Khu phố Tân Châu"),
        ("ĐT 785", ""),
        ("Ấp", ""),
    ],
)
def test_the_hamlet_inside_an_address(address: str, hamlet: str, reference: RegisterReference) -> None:
    assert hamlet_in(address, index_communes(reference.communes, reference.vintages)) == hamlet


@pytest.mark.parametrize(
    ("lines", "vintage"),
    [
        (["UBND HUYỆN TÂN CHÂU", "DANH SÁCH"], "old"),
        (["UBND XÃ TÂN HỘI", "Tân Hội, ngày 5 tháng 8 năm 2025"], "new"),
        (["(Kèm theo Kế hoạch số 12/KH-UBND ngày 10/3/2023)"], "old"),
        (["UBND HUYỆN TÂN CHÂU (cũ)", "Tháng 9/2025"], "new"),
        (["Theo Nghị định 54/2019/NĐ-CP ngày 19/6/2019", "ngày 05 tháng 9 năm 2026"], "new"),
        (["DANH SÁCH CƠ SỞ NĂM 2023"], "old"),
        (["DANH SÁCH QUÝ I/2026"], "new"),
        (["DANH SÁCH CƠ SỞ"], ""),
        (["Ngày 31/2/2023"], ""),
        ([], ""),
    ],
)
def test_the_vintage_that_titles_speak_of(lines: list[str], vintage: str) -> None:
    found, line = title_vintage(lines, VINTAGES)
    assert found == vintage
    assert (line in lines) == bool(vintage)


TABLE = """
    | {title}   |           |           |          |
    | STT       | Tên cơ sở | Loại hình | Xã       |
    | 1         | Ánh Sao   | Karaoke   | Tân Hội  |
    | 2         | Hoa Mai   | Karaoke   | {second} |
    |           |           | {foot}    |          |
    """


@pytest.mark.parametrize(
    ("title", "second", "foot", "vintage", "told"),
    [
        ("UBND HUYỆN TÂN CHÂU", "Tân Hòa", "", "old", True),
        ("DANH SÁCH", "Tân Hòa", "Tân Châu, ngày 5 tháng 8 năm 2025", "new", True),
        ("UBND HUYỆN TÂN CHÂU", "xã Tân Châu", "", "new", False),
        ("DANH SÁCH", "Suối Ngô cũ", "", "new", False),
        ("DANH SÁCH", "Suối Ngô", "", "old", False),
    ],
)
def test_names_first_then_marks_then_the_title(
    title: str, second: str, foot: str, vintage: str, told: bool, check: Check
) -> None:
    report = check(TABLE.format(title=title, second=second, foot=foot))
    named = report.rows[0].commune_reported
    assert named == CommuneKey(vintage=vintage, code="25525")
    notes = [(issue.code, issue.severity, issue.value) for issue in report.issues if issue.code == "commune_by_title"]
    assert notes == ([("commune_by_title", "note", foot or title)] if told else [])


def test_a_later_unit_leaves_the_register_beside_the_former_one(check: Check) -> None:
    report = check("| Tên cơ sở | Loại hình | Xã |\n| Ánh Sao | Karaoke | xã Suối Ngô (nay là xã Tân Hòa) |")
    row = report.rows[0]
    assert row.commune_reported == CommuneKey(vintage="old", code="25531")
    assert row.commune_successor == CommuneKey(vintage="new", code="25531")
