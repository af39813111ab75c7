"""What makes Word, Excel and PowerPoint offer to repair a file, looked for in its parts (ECMA-376, Open Packaging)."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

ORDERS = {
    f"{W}pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
        snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    f"{W}rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
        snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign
        rtl cs em lang eastAsianLayout specVanish oMath rPrChange""",
    f"{W}tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
        tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription""",
    f"{W}tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
        hideMark""",
    f"{W}sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings""",
    f"{W}tblBorders": "top left start bottom right end insideH insideV",
    f"{W}tblCellMar": "top left start bottom right end",
    f"{W}pBdr": "top left bottom right between bar",
    f"{W}tbl": "tblPr tblGrid tr",
    f"{S}worksheet": """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
        protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr
        conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks
        colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture
        oleObjects controls webPublishItems tableParts extLst""",
    f"{S}workbook": """fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups
        externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches fileRecoveryPr extLst""",
    f"{P}presentation": """sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz embeddedFontLst
        custShowLst photoAlbum custDataLst kinsoku defaultTextStyle modifyVerifier extLst""",
    f"{A}pPr": """lnSpc spcBef spcAft buClrTx buClr buSzTx buSzPct buSzPts buFontTx buFont buNone buAutoNum buChar
        buBlip tabLst defRPr extLst""",
    f"{A}tcPr": "lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D noFill solidFill gradFill blipFill pattFill grpFill extLst",
}  # fmt: skip
"""Children of an element in the order that its schema asks for."""
REFERENCES = ("headerReference", "footerReference")
UNIQUE = {"docx": (f"{W}bookmarkStart", f"{W}id"), "pptx": (f"{P}cNvPr", "id")}


def problems_of(content: bytes) -> list[str]:
    """Return everything in a docx, xlsx or pptx for which its program would offer a repair."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name}: twice in the file" for name, count in Counter(names).items() if count > 1]
    trees = {}
    for name, text in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    found += _types(trees.get("[Content_Types].xml"), parts)
    for name, tree in trees.items():
        found += _relationships(name, tree, parts) if name.endswith(".rels") else _content(name, tree, trees)
    return found + list(_whole(trees))


def _types(tree: etree._Element | None, parts: Iterable[str]) -> Iterator[str]:
    if tree is None:
        yield "[Content_Types].xml: missing"
        return
    endings = [one.get("Extension").lower() for one in tree.iter(f"{TYPES}Default")]
    named = [one.get("PartName") for one in tree.iter(f"{TYPES}Override")]
    for told in (endings, named):
        yield from (f"content type of {one} given twice" for one, count in Counter(told).items() if count > 1)
    yield from (f"content type of {one}, which is not there" for one in named if one.removeprefix("/") not in parts)
    for name in parts:
        is_typed = f"/{name}" in named or name.rpartition(".")[2].lower() in endings
        if not is_typed and name != "[Content_Types].xml":
            yield f"{name}: no content type"


def _relationships(name: str, tree: etree._Element, parts: Iterable[str]) -> Iterator[str]:
    home = PurePosixPath(name).parent.parent
    for one, count in Counter(node.get("Id") for node in tree.iter(RELATIONSHIP)).items():
        if count > 1:
            yield f"{name}: {one} twice"
    for node in tree.iter(RELATIONSHIP):
        if node.get("TargetMode") == "External":
            yield f"{name}: {node.get('Target')} lies outside"
            continue
        target = node.get("Target")
        path = target.removeprefix("/") if target.startswith("/") else _joined(home, target)
        if path not in parts:
            yield f"{name}: {target} is not there"


def _joined(home: PurePosixPath, target: str) -> str:
    steps: list[str] = []
    for step in (home / target).parts:
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


def _content(name: str, tree: etree._Element, trees: dict[str, etree._Element]) -> Iterator[str]:
    path = PurePosixPath(name)
    links = trees.get(str(path.parent / "_rels" / f"{path.name}.rels"))
    known = {node.get("Id") for node in links.iter(RELATIONSHIP)} if links is not None else set()
    for node in tree.iter(etree.Element):
        for attribute in ("id", "embed", "link"):
            if (used := node.get(f"{R}{attribute}")) is not None and used not in known:
                yield f"{name}: {used} of {_short(node)} leads nowhere"
        if node.tag in ORDERS:
            yield from _order(name, node)
    yield from _cells(name, tree)
    for kind, (tag, attribute) in UNIQUE.items():
        for one, count in Counter(node.get(attribute) for node in tree.iter(tag)).items():
            if count > 1:
                yield f"{name}: {kind} id {one} {count} times"


def _order(name: str, node: etree._Element) -> Iterator[str]:
    order = ORDERS[node.tag].split()
    space = node.tag[: node.tag.index("}") + 1]
    tags = [child.tag for child in node if isinstance(child.tag, str)]
    own = [tag.removeprefix(space) for tag in tags if tag.startswith(space)]
    unknown = [tag for tag in own if tag not in order]
    # A section names its headers and footers in any order.
    ranks = [order.index(tag) for tag in own if tag in order and tag not in REFERENCES]
    if unknown:
        yield f"{name}: {_short(node)} holds {unknown}"
    if ranks != sorted(ranks):
        yield f"{name}: {_short(node)} has {own}"


def _cells(name: str, tree: etree._Element) -> Iterator[str]:
    """Look for table rows that do not fill their grid, and cells that do not end with a paragraph."""
    for table in tree.iter(f"{W}tbl"):
        wide = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
            filled = sum(1 if span is None else int(span.get(f"{W}val")) for span in spans)
            if filled != wide:
                yield f"{name}: a row of {filled} cells in a grid of {wide}"
        if not table.findall(f"{W}tr"):
            yield f"{name}: a table without rows"
    for cell in tree.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag != f"{W}p":
            yield f"{name}: a cell without a paragraph at its end"
    for table in tree.iter(f"{A}tbl"):
        wide = len(table.findall(f"{A}tblGrid/{A}gridCol"))
        if any(len(row.findall(f"{A}tc")) != wide for row in table.findall(f"{A}tr")):
            yield f"{name}: a row that does not fill its grid"


def _whole(trees: dict[str, etree._Element]) -> Iterator[str]:
    """Look over parts: styles that are used, sheets, strings and slides."""
    if (styles := trees.get("word/styles.xml")) is not None:
        known = {node.get(f"{W}styleId") for node in styles.iter(f"{W}style")}
        used = {
            node.get(f"{W}val")
            for name, tree in trees.items()
            if name.startswith("word/")
            for tag in ("pStyle", "rStyle", "tblStyle")
            for node in tree.iter(f"{W}{tag}")
        }
        yield from (f"style {one} is not there" for one in sorted(used - known))
    if (book := trees.get("xl/workbook.xml")) is not None:
        yield from _book(book, trees)
    if (show := trees.get("ppt/presentation.xml")) is not None:
        ids = [int(node.get("id")) for node in show.iter(f"{P}sldId")]
        if len(set(ids)) != len(ids) or min(ids, default=256) < 256:
            yield f"slides: ids {ids}"


def _book(book: etree._Element, trees: dict[str, etree._Element]) -> Iterator[str]:
    names = [node.get("name") for node in book.iter(f"{S}sheet")]
    if len({name.casefold() for name in names}) != len(names):
        yield f"sheets: {names}"
    yield from (
        f"sheet {name}: a name Excel refuses" for name in names if len(name) > 31 or set(name) & set("[]:*?/\\")
    )
    strings = trees.get("xl/sharedStrings.xml")
    count = len(strings.findall(f"{S}si")) if strings is not None else 0
    formats = len(trees["xl/styles.xml"].findall(f"{S}cellXfs/{S}xf"))
    tables = [tree.get("displayName") for name, tree in trees.items() if name.startswith("xl/tables/")]
    if len(set(tables)) != len(tables):
        yield f"tables: {tables}"
    for name, sheet in trees.items():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        rows = [int(row.get("r")) for row in sheet.iter(f"{S}row")]
        if rows != sorted(set(rows)):
            yield f"{name}: rows {rows}"
        for cell in sheet.iter(f"{S}c"):
            if cell.get("t") == "s" and int(cell.findtext(f"{S}v", "-1")) >= count:
                yield f"{name}: {cell.get('r')} has no string"
            if int(cell.get("s", "0")) >= formats:
                yield f"{name}: {cell.get('r')} has no format"
            if cell.find(f"{S}f") is not None and cell.get("t") == "e":
                yield f"{name}: {cell.get('r')} is an error"
        merged = [node.get("ref") for node in sheet.iter(f"{S}mergeCell")]
        yield from (f"{name}: {ref} merged twice" for ref, times in Counter(merged).items() if times > 1)


def _short(node: etree._Element) -> str:
    return re.sub(r"\{.*\}", "", str(node.tag))
