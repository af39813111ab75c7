"""Files of Word, Excel and PowerPoint open without repair: what their programs look for, looked for in every one."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from coverage_sample import HOSTILE, figures
from office_package import problems_of
from sample_official import TEMPLATES, owner_facts, read_words, sample_facts, write_all

from documents.map_registry import COVERAGE_WRITERS
from documents.registry import WRITERS

DOCUMENT = "word/document.xml"


def changed(content, part, old, new):
    """Return an office file in which a part says something else; ``new`` None leaves the part out."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                if new is None:
                    continue
                assert re.search(old, text), "the part has nothing to change"
                text = re.sub(old, new, text, count=1)
            after.writestr(name, text)
    return buffer.getvalue()


def plan_of_sample(hostile=""):
    return replace(sample_facts(hostile=hostile).plan, version=1)


@pytest.mark.parametrize("hostile", ["", *HOSTILE])
def test_every_word_file_opens_without_repair(hostile):
    for name, content in write_all(sample_facts(hostile=hostile), owner_facts(hostile), read_words()).items():
        assert problems_of(content) == [], name


def test_every_shipped_template_opens_without_repair():
    paths = sorted(TEMPLATES.glob("*.docx"))
    assert len(paths) > 10
    for path in paths:
        assert problems_of(path.read_bytes()) == [], path.name


@pytest.mark.parametrize("hostile", ["Xã A", *HOSTILE])
def test_slides_and_workbooks_open_without_repair(hostile):
    words = read_words()
    assert problems_of(COVERAGE_WRITERS["coverage_slides"].write(figures(hostile, "Xã B", office=hostile), words)) == []
    for kind, writer in WRITERS.items():
        assert problems_of(writer.write(plan_of_sample(hostile), words)) == [], kind


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        (DOCUMENT, rb"(<w:keepNext/>)(.*?)(<w:jc [^>]*/>)", rb"\3\2\1", "pPr has"),
        (DOCUMENT, rb"(<w:b/>)(.*?)(<w:sz [^>]*/>)", rb"\3\2\1", "rPr has"),
        (DOCUMENT, rb"(<w:pgSz [^>]*/>)(<w:pgMar [^>]*/>)", rb"\2\1", "sectPr has"),
        (DOCUMENT, rb"<w:vAlign ", rb"<w:vAlined ", "tcPr holds"),
        (DOCUMENT, rb"<w:gridCol [^>]*/>", rb"", "in a grid of"),
        (DOCUMENT, rb"</w:p></w:tc>", rb"</w:p><w:tbl/></w:tc>", "without a paragraph at its end"),
        (DOCUMENT, rb"</w:body>", rb"", "word/document.xml: "),
        (DOCUMENT, rb'<w:headerReference ([^>]*)r:id="[^"]*"', rb'<w:headerReference \1r:id="rId99"', "leads nowhere"),
        (DOCUMENT, rb"<w:pPr>", rb'<w:pPr><w:pStyle w:val="Nowhere"/>', "style Nowhere"),
        ("word/styles.xml", rb"", None, "is not there"),
        ("[Content_Types].xml", rb'<Default Extension="rels"[^>]*/>', rb"", "no content type"),
        ("word/_rels/document.xml.rels", rb'Id="(rId\d+)"(.*?)Id="rId\d+"', rb'Id="\1"\2Id="\1"', "twice"),
        (
            "word/_rels/document.xml.rels",
            rb'Target="styles.xml"',
            rb'Target="http://e/" TargetMode="External"',
            "outside",
        ),
    ],
)
def test_a_file_that_word_would_repair_is_found(part, old, new, told):
    content = write_all(sample_facts(), owner_facts(), read_words())["annex_2"]
    found = problems_of(changed(content, part, old, new))
    assert any(told in one for one in found), found


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("xl/worksheets/sheet2.xml", rb"(<sheetData>.*</sheetData>)(.*?)(<pageMargins [^>]*/>)", rb"\3\2\1", "worksheet has"),
        ("xl/worksheets/sheet2.xml", rb' s="\d+"', rb' s="999"', "has no format"),
        ("xl/worksheets/sheet2.xml", rb'(t="s"><v>)\d+', rb"\g<1>99999", "has no string"),
        ("xl/workbook.xml", rb'<sheet name="[^"]*"', rb'<sheet name="a/b"', "Excel refuses"),
        ("xl/sharedStrings.xml", rb"", None, "is not there"),
    ],
)  # fmt: skip
def test_a_workbook_that_excel_would_repair_is_found(part, old, new, told):
    content = WRITERS["plan_workbook"].write(plan_of_sample(), read_words())
    found = problems_of(changed(content, part, old, new))
    assert any(told in one for one in found), found
