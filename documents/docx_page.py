"""The page of an official paper as Decree 30/2020/NĐ-CP, appendix I, lays it out: margins, type, page numbers."""

from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
PORTRAIT_MM, LANDSCAPE_MM = (210, 297), (297, 210)
MARGIN_MM = {"top": 20, "bottom": 20, "left": 30, "right": 18}
"""Within 20-25, 20-25, 30-35 and 15-20 mm."""
NUMBER_PT = 13
KEPT_STYLES = frozenset({"Normal", "Header", "Default Paragraph Font", "Normal Table", "No List"})
UNUSED_PARTS = ("/docProps/thumbnail", "/customXml/", "/word/stylesWithEffects", "/word/webSettings", "/word/numbering",
                "/word/theme/")  # fmt: skip


def new_page(*, is_landscape: bool) -> Any:
    """Return an empty document of python-docx: A4, the decree's margins, 14 pt type, page numbers from page 2."""
    document = Document()
    _prune(document)
    document.styles["Normal"].font.size = Pt(14)
    _set_fonts(document)
    set_section(document.sections[0], is_landscape=is_landscape)
    return document


def text_width_mm(*, is_landscape: bool) -> int:
    """Return how wide a line is between the margins."""
    wide = (LANDSCAPE_MM if is_landscape else PORTRAIT_MM)[0]
    return wide - MARGIN_MM["left"] - MARGIN_MM["right"]


def set_section(section: Any, *, is_landscape: bool) -> None:
    """Give a section its page, its margins and its numbering, which begins at 1 and is not shown on page 1."""
    wide, high = LANDSCAPE_MM if is_landscape else PORTRAIT_MM
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    for side, width in MARGIN_MM.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    _number(section.header)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")


def _set_fonts(document: Any) -> None:
    """Name the one type for every script, in the place of the theme's."""
    for properties in document.styles.element.iter(qn("w:rPr")):
        fonts = properties.get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)


def _number(header: Any) -> None:
    """Put the number of the page into the middle of the upper margin."""
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.alignment = 1
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size, run.font.name = Pt(NUMBER_PT), FONT
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _prune(document: Any) -> None:
    """Leave out what python-docx brings along and no paper uses, so that a template stays small."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")).title() not in KEPT_STYLES:
            styles.remove(style)
    for rels in (document.part.package.rels, document.part.rels):
        for key, link in list(rels.items()):
            if not link.is_external and str(link.target_part.partname).startswith(UNUSED_PARTS):
                del rels[key]
