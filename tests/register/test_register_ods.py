"""Workbooks of LibreOffice, written with odfpy and read without it."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from odf.element import Element
from odf.namespaces import OFFICENS, TABLENS
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import A, P, S, Span

from domain.errors import InputError
from domain.progress import silent
from register import book_ods
from register.archive import MAX_ODS_TAGS
from register.book import RawSheet
from register.check import check_workbook
from register.reading import read_book
from register.report import RegisterReference

HEADER = ("STT", "Tên cơ sở", "Loại hình", "Xã")


def cell(text: str = "", **attributes: object) -> Element:
    made = TableCell(**({"valuetype": "string"} | attributes if text else attributes))
    if text:
        made.addElement(P(text=text))
    return made


def row(*cells: Element | str, **attributes: object) -> Element:
    made = TableRow(**attributes)
    for each in cells:
        made.addElement(cell(each) if isinstance(each, str) else each)
    return made


@pytest.fixture
def ods(tmp_path: Path) -> Callable[..., Path]:
    """Write one sheet of rows to an .ods; a row may be of texts or of odfpy's cells."""

    def ods(*rows: Element, before: list[Element] | None = None, style: Element | None = None) -> Path:
        document = OpenDocumentSpreadsheet()
        table = Table(name="DS", stylename=style) if style else Table(name="DS")
        if style:
            document.automaticstyles.addElement(style)
        for each in (*(before or []), *rows):
            table.addElement(each)
        document.spreadsheet.addElement(table)
        path = tmp_path / "a.ods"
        document.save(str(path))
        return path

    return ods


def only_sheet(path: Path) -> RawSheet:
    return read_book(path, silent).sheets[0]


def test_a_list_is_read_like_any_other(ods: Callable[..., Path], reference: RegisterReference) -> None:
    path = ods(row(*HEADER), row(cell(valuetype="float", value="1"), "Karaoke Ánh", "Karaoke", "Suối Ngô"))
    report = check_workbook(path, reference)
    assert [(line.key, line.name, line.type) for line in report.rows] == [("DS!2", "Karaoke Ánh", "KARAOKE")]
    assert report.issues == ()


def test_values_have_their_kinds(ods: Callable[..., Path]) -> None:
    cells = [
        cell(valuetype="float", value="12"),
        cell(valuetype="float", value="12.5"),
        cell(valuetype="percentage", value="0.2"),
        cell(valuetype="currency", value="1500000"),
        cell(valuetype="boolean", booleanvalue="true"),
        cell(valuetype="date", datevalue="2023-03-05"),
        cell(valuetype="date", datevalue="2023-03-05T08:30:00"),
        cell(valuetype="time", timevalue="PT08H30M00S"),
        cell(valuetype="time", timevalue="PT25H00M00S"),
        cell("không phải ngày", valuetype="date", datevalue="hôm qua"),
    ]
    assert only_sheet(ods(row(*cells))).rows[0] == (
        12,
        12.5,
        0.2,
        1500000,
        True,
        datetime(2023, 3, 5),
        datetime(2023, 3, 5, 8, 30),
        time(8, 30),
        timedelta(hours=25),
        "không phải ngày",
    )


def test_text_in_pieces_and_without_its_comment(ods: Callable[..., Path]) -> None:
    made = TableCell(valuetype="string")
    note = Annotation()
    note.addElement(P(text="chủ cơ sở tên A"))
    made.addElement(note)
    line = P(text="Karaoke")
    for piece in (S(c=2), Span(text="Ánh "), A(href="http://192.0.2.1/", text="Sao")):
        line.addElement(piece)
    made.addElement(line)
    made.addElement(P(text="2"))
    assert only_sheet(ods(row(made))).rows[0] == ("Karaoke  Ánh Sao\n2",)


def test_repeated_cells_and_rows_keep_their_places(ods: Callable[..., Path]) -> None:
    sheet = only_sheet(
        ods(
            row(cell(numbercolumnsrepeated="2"), "a", cell("b", numbercolumnsrepeated="3")),
            row(cell(), numberrowsrepeated="2"),
            row("c", numberrowsrepeated="2"),
            row(cell(numbercolumnsrepeated="16384"), numberrowsrepeated="1048576"),
        )
    )
    assert sheet.rows == ((None, None, "a", "b", "b", "b"), (), (), ("c",), ("c",))


def test_merged_cells_are_filled(ods: Callable[..., Path]) -> None:
    sheet = only_sheet(
        ods(
            row("x", cell("Tân Hà", numberrowsspanned="2", numbercolumnsspanned="2"), CoveredTableCell()),
            row("y", CoveredTableCell(), CoveredTableCell(), "z"),
        )
    )
    assert sheet.rows == (("x", "Tân Hà", "Tân Hà"), ("y", "Tân Hà", "Tân Hà", "z"))
    assert sheet.continued == {(2, 2), (2, 3)}


def test_what_is_hidden_is_told(ods: Callable[..., Path]) -> None:
    style = Style(name="ta9", family="table")
    style.addElement(TableProperties(display="false"))
    columns = [TableColumn(numbercolumnsrepeated="2"), TableColumn(visibility="collapse")]
    sheet = only_sheet(ods(row("a"), row("b", visibility="filter"), row("c"), before=columns, style=style))
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.is_hidden) == ({2}, {3}, True)
    assert not only_sheet(ods(row("a"))).is_hidden


def test_a_formula_without_a_value_is_told(ods: Callable[..., Path]) -> None:
    cells = (cell(formula="of:=1+1"), cell(formula="of:=1+1", valuetype="float", value="2"))
    sheet = only_sheet(ods(row(*cells)))
    assert (sheet.uncomputed, sheet.rows) == ({(1, 1)}, ((None, 2),))


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"numbercolumnsrepeated": "1000000000"}, 256),
        ({"numberrowsspanned": "1000000000", "numbercolumnsspanned": "1000000000"}, 256),
    ],
)
def test_endless_cells_end_at_the_last_column(
    attributes: dict[str, str], expected: int, ods: Callable[..., Path]
) -> None:
    sheet = only_sheet(ods(row(cell("a", **attributes))))
    assert sheet.rows == (("a",) * expected,)


def test_endless_rows_are_refused(ods: Callable[..., Path]) -> None:
    with pytest.raises(InputError) as refused:
        only_sheet(ods(row("a", numberrowsrepeated="1000000000")))
    assert (refused.value.code, refused.value.params["row"]) == ("register.too_many_rows", 1_000_000_000)


def test_endless_merges_are_refused(ods: Callable[..., Path]) -> None:
    spanned = [row(cell("a", numberrowsspanned="100000", numbercolumnsspanned="256"), numberrowsrepeated="100")] * 1
    rows = [row("a", numberrowsrepeated="2500"), *spanned]
    with pytest.raises(InputError) as refused:
        only_sheet(ods(row(cell("a", numberrowsspanned="100000", numbercolumnsspanned="256")), *rows))
    assert (refused.value.code, refused.value.params) == ("register.zip_refused", {"file": "a.ods", "reason": "merged"})


def test_endless_spaces_are_a_cell_too_long(ods: Callable[..., Path]) -> None:
    made = TableCell(valuetype="string")
    line = P(text="a")
    for _ in range(3):
        line.addElement(S(c=1_000_000_000))
    made.addElement(line)
    with pytest.raises(InputError) as refused:
        only_sheet(ods(row("x", made)))
    assert (refused.value.code, refused.value.params["letter"]) == ("register.cell_too_long", "B")


def changed(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of an .ods."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in (parts | {name: change(parts.get(name, b""))}).items():
            archive.writestr(entry, content)
    path.write_bytes(buffer.getvalue())
    return path


LAUGH = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("content.xml", lambda part: part.replace(b"?>", b"?>" + LAUGH, 1), "register.zip_refused"),
        ("content.xml", lambda part: part.decode().encode("utf-16"), "register.zip_refused"),
        ("content.xml", lambda part: part[: len(part) // 2], "register.not_workbook"),
        ("content.xml", lambda _: b"<a>" * 5000 + b"</a>" * 5000, "register.no_header"),
        ("../content.xml", lambda _: b"<a/>", "register.zip_refused"),
        ("mimetype", lambda _: b"application/vnd.oasis.opendocument.text", "register.other_kind"),
        ("META-INF/manifest.xml", lambda _: b"<m><encryption-data/></m>", "register.encrypted"),
    ],
)
def test_archives_made_to_hurt(
    name: str, change: Callable[[bytes], bytes], code: str, ods: Callable[..., Path], reference: RegisterReference
) -> None:
    with pytest.raises(InputError) as refused:
        check_workbook(changed(ods(row(*HEADER)), name, change), reference)
    assert refused.value.code == code


def test_more_tags_than_any_list_has(ods: Callable[..., Path]) -> None:
    empty = b"".join(b'<a b="%d"/>' % (number * 7919 % 99_991) for number in range(MAX_ODS_TAGS))
    path = changed(
        ods(row("a")), "content.xml", lambda part: part.replace(b"</table:table>", empty + b"</table:table>")
    )
    with pytest.raises(InputError) as refused:
        only_sheet(path)
    assert refused.value.code == "register.too_many_cells"


def test_the_names_that_are_read_are_the_standards() -> None:
    assert [name.strip("{}") for name in (book_ods._TABLE, book_ods._OFFICE)] == [TABLENS, OFFICENS]
