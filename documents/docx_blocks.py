"""Blocks of an official paper in a document of python-docx: paragraphs, tables, letterhead, signatures.

A text may hold the fields of docxtpl, ``{{ field }}``; ``each`` and ``when``
put a block between the tags that repeat it or leave it out.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from documents.docx_page import text_width_mm

LEFT, CENTRE, RIGHT, JUSTIFY = 0, 1, 2, 3
ALIGN = {"left": LEFT, "center": CENTRE, "right": RIGHT}
NOTHING, HALF_PT_RULE = "nil", "single"
FIRST_LINE_MM = 12.7
UPRIGHT_MM = 34
"""Height of a heading whose labels stand upright."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Hold how a paragraph is set; sizes in points, spaces before and after too."""

    size: float = 14
    align: int = JUSTIFY
    bold: bool = False
    italic: bool = False
    caps: bool = False
    first_mm: float = 0
    before: float = 0
    after: float = 6
    keeps: bool = False
    has_dots: bool = False
    """Whether a tab fills the line with dots, to be written on."""


LOOKS: Mapping[str, Look] = {
    "title": Look(align=CENTRE, bold=True, caps=True, before=12, after=0, keeps=True),
    "about": Look(align=CENTRE, bold=True, after=0, keeps=True),
    "attached": Look(align=CENTRE, italic=True, after=0, keeps=True),
    "decider": Look(align=CENTRE, bold=True, caps=True, before=6, keeps=True),
    "basis": Look(italic=True, first_mm=FIRST_LINE_MM),
    "heading": Look(bold=True, first_mm=FIRST_LINE_MM, before=6, keeps=True),
    "subheading": Look(bold=True, italic=True, first_mm=FIRST_LINE_MM, keeps=True),
    "body": Look(first_mm=FIRST_LINE_MM),
    "line": Look(align=LEFT, after=4, has_dots=True),
    "end": Look(first_mm=FIRST_LINE_MM, keeps=True),
    "note": Look(size=12, italic=True, align=LEFT, after=4),
    "code": Look(size=13, bold=True, align=CENTRE, after=2),
    "unit": Look(size=12, italic=True, align=RIGHT, after=2, keeps=True),
}


def add_blocks(document: Any, blocks: Iterable[Mapping[str, Any]], *, is_landscape: bool) -> None:
    """Add blocks in their order; an unknown block is a ValueError."""
    for block in blocks:
        opening = [f"{{%p for {block['each']} %}}"] if "each" in block else []
        opening += [f"{{%p if {block['when']} %}}"] if "when" in block else []
        for tag in opening:
            _paragraph(document, tag, Look(align=LEFT, after=0))
        _add_block(document, block, is_landscape=is_landscape)
        for tag in reversed(opening):
            _paragraph(document, "{%p endfor %}" if " for " in tag else "{%p endif %}", Look(align=LEFT, after=0))


def _add_block(document: Any, block: Mapping[str, Any], *, is_landscape: bool) -> None:
    if "blocks" in block:
        add_blocks(document, block["blocks"], is_landscape=is_landscape)
    elif "text" in block:
        look = LOOKS[block.get("style", "body")]
        paragraph = _paragraph(document, block["text"], look)
        if look.has_dots:
            right = Mm(text_width_mm(is_landscape=is_landscape))
            paragraph.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    elif "columns" in block:
        _table(document, block, is_landscape=is_landscape)
    elif "signs" in block:
        _signs(document, block["signs"], is_landscape=is_landscape)
    elif block.get("part") in PARTS:
        PARTS[block["part"]](document, is_landscape)
    else:
        raise ValueError(f"unknown block {sorted(block)}")


def _paragraph(place: Any, text: str, look: Look) -> Any:
    paragraph = place.add_paragraph()
    return _set(paragraph, text, look)


def _set(paragraph: Any, text: str, look: Look) -> Any:
    paragraph.alignment = look.align
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), 1.1
    form.first_line_indent = Mm(look.first_mm) if look.first_mm else None
    form.keep_with_next = look.keeps or None
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(look.size), look.bold or None, look.italic or None
    run.font.all_caps = look.caps or None
    return paragraph


def _rule(place: Any, *, share: float, width_mm: float) -> None:
    """Add a thin line in the middle, so long as a share of the width."""
    paragraph = _paragraph(place, "", Look(size=2, align=CENTRE, before=3, after=0))
    inset = Mm(width_mm * (1 - share) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    paragraph.paragraph_format.line_spacing = 1
    borders = OxmlElement("w:pBdr")
    borders.append(_border("w:top"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _border(side: str, kind: str = HALF_PT_RULE) -> Any:
    border = OxmlElement(side)
    for name, value in (("val", kind), ("sz", "4"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    return border


def _grid(document: Any, widths_mm: Sequence[float], *, rows: int, has_lines: bool) -> Any:
    """Add a table of fixed widths; without lines it only divides the page."""
    table = document.add_table(rows=rows, cols=len(widths_mm))
    table.autofit = False
    properties = table._tbl.tblPr
    if has_lines:
        inset = OxmlElement("w:tblInd")
        inset.set(qn("w:w"), "70")
        inset.set(qn("w:type"), "dxa")
        properties.insert_element_before(inset, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_border(f"w:{side}", HALF_PT_RULE if has_lines else NOTHING))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        space = OxmlElement(f"w:{side}")
        space.set(qn("w:w"), "70" if has_lines else "0")
        space.set(qn("w:type"), "dxa")
        margins.append(space)
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")
    for at, width in enumerate(widths_mm):
        table.columns[at].width = Mm(width)
        for row in table.rows:
            row.cells[at].width = Mm(width)
    return table


def _letterhead(document: Any, is_landscape: bool) -> None:
    """Add the issuing body with the paper's number, and the national title with place and day."""
    width = text_width_mm(is_landscape=is_landscape)
    widths = (width * 0.44, width * 0.56)
    table = _grid(document, widths, rows=2, has_lines=False)
    own, nation = table.rows[0].cells
    _set(own.paragraphs[0], "{{ superior }}", Look(size=12, align=CENTRE, caps=True, after=0))
    _paragraph(own, "{{ office }}", Look(size=12, align=CENTRE, bold=True, caps=True, after=2))
    _rule(own, share=0.4, width_mm=widths[0])
    _set(nation.paragraphs[0], "{{ nation }}", Look(size=12, align=CENTRE, bold=True, caps=True, after=0))
    _paragraph(nation, "{{ motto }}", Look(size=13, align=CENTRE, bold=True, after=2))
    _rule(nation, share=0.66, width_mm=widths[1])
    number, day = table.rows[1].cells
    _set(number.paragraphs[0], "{{ number }}", Look(size=13, align=CENTRE, before=4))
    _set(day.paragraphs[0], "{{ place_day }}", Look(size=13.5, align=CENTRE, italic=True, before=4))


def _signature(document: Any, is_landscape: bool) -> None:
    """Add who receives the paper, and the place for the signature; both stay on one page."""
    width = text_width_mm(is_landscape=is_landscape)
    table = _grid(document, (width * 0.48, width * 0.52), rows=1, has_lines=False)
    _stay_whole(table.rows[0])
    left, right = table.rows[0].cells
    _set(left.paragraphs[0], "{{ recipients_title }}", Look(size=12, bold=True, italic=True, align=LEFT, after=0))
    for text in ("{%p for recipient in recipients %}", "{{ recipient }}", "{%p endfor %}"):
        _paragraph(left, text, Look(size=11, align=LEFT, after=0))
    _set(right.paragraphs[0], "{{ sign_authority }}", Look(align=CENTRE, bold=True, caps=True, after=0))
    _paragraph(right, "{{ sign_title }}", Look(align=CENTRE, bold=True, caps=True, after=72))
    _paragraph(right, "{{ signer }}", Look(align=CENTRE, bold=True, after=0))


def _signs(document: Any, titles: Sequence[str], *, is_landscape: bool) -> None:
    """Add places for signatures side by side."""
    width = text_width_mm(is_landscape=is_landscape) / len(titles)
    _paragraph(document, "", Look(size=4, after=0, keeps=True))
    table = _grid(document, [width] * len(titles), rows=1, has_lines=False)
    _stay_whole(table.rows[0])
    for cell, title in zip(table.rows[0].cells, titles, strict=True):
        name, _, help_ = title.partition("|")
        _set(cell.paragraphs[0], name, Look(size=13, align=CENTRE, bold=True, after=0))
        _paragraph(cell, help_, Look(size=12, align=CENTRE, italic=True, after=66))


def _title_rule(document: Any, is_landscape: bool) -> None:
    _rule(document, share=0.28, width_mm=text_width_mm(is_landscape=is_landscape))
    _paragraph(document, "", Look(size=6, after=0))


def _next_paper(document: Any, is_landscape: bool) -> None:
    """End a section: what follows begins on a page of its own and is numbered from 1."""
    paragraph = _paragraph(document, "", Look(size=2, after=0))
    paragraph._p.get_or_add_pPr().append(deepcopy(document.sections[0]._sectPr))


PARTS = {"letterhead": _letterhead, "signature": _signature, "rule": _title_rule, "next_paper": _next_paper}


def _table(document: Any, block: Mapping[str, Any], *, is_landscape: bool) -> None:
    """Add a table with a repeated heading; ``rows`` and, in bold, ``feet`` are loops over the same cells."""
    size = block.get("size", 12)
    columns = _spread(block["columns"])
    loops = [(block["rows"], False)] + ([(block["feet"], True)] if "feet" in block else [])
    scale = text_width_mm(is_landscape=is_landscape) / sum(column["mm"] for column in columns)
    table = _grid(document, [column["mm"] * scale for column in columns], rows=1 + 3 * len(loops), has_lines=True)
    _repeat(table.rows[0])
    if any("upright" in column for column in columns):
        table.rows[0].height = Mm(UPRIGHT_MM)
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        look = Look(size=size, align=CENTRE, bold=True, after=0)
        _fill(cell, column["head"], look, is_upright=column.get("upright", False))
    for at, (loop, is_bold) in enumerate(loops):
        opening, row, closing = table.rows[1 + 3 * at : 4 + 3 * at]
        opening.cells[0].paragraphs[0].add_run(f"{{%tr for {loop} %}}")
        closing.cells[0].paragraphs[0].add_run("{%tr endfor %}")
        _stay_whole(row)
        for cell, column in zip(row.cells, columns, strict=True):
            align = ALIGN[column.get("align", "left")]
            _fill(cell, column["cell"], Look(size=size, align=align, bold=is_bold, after=0))
    _paragraph(document, "", Look(size=4, after=4))


def _spread(columns: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the columns as cells; one that repeats stands between two that hold its tags."""
    spread: list[dict[str, Any]] = []
    for column in columns:
        if "each" not in column:
            spread.append(dict(column))
            continue
        begin = {"head": f"{{%tc for {column['each']} %}}", "cell": f"{{%tc for {column['cells']} %}}"}
        end = {"head": "{%tc endfor %}", "cell": "{%tc endfor %}"}
        spread += [{**begin, "mm": 0.5}, dict(column), {**end, "mm": 0.5}]
    return spread


def _fill(cell: Any, text: str, look: Look, *, is_upright: bool = False) -> None:
    _set(cell.paragraphs[0], text, look)
    properties = cell._tc.get_or_add_tcPr()
    if is_upright:
        turned = OxmlElement("w:textDirection")
        turned.set(qn("w:val"), "btLr")
        properties.append(turned)
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    properties.append(middle)


def _repeat(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


def _stay_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
