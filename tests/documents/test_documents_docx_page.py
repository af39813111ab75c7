"""The layout of Decree 30/2020/NĐ-CP, read from the XML; the same bytes; files that open without repair."""

import re
import shutil
import subprocess
import time
import tomllib
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from sample_official import KINDS, PAPERS, TEMPLATES, item, owner_facts, read_words, sample_facts, write_all

from documents.make_templates import make_templates
from documents.official_facts import PaperPlace
from documents.plan_paper import PaperStop
from domain.rounds import Role

LANDSCAPE = {"annex_1", "annex_2", "annex_3", "annex_4", "annex_6"}


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return write_all(sample_facts(), owner_facts(), read_words())


def kind_of(name: str) -> str:
    return name.partition("-")[0]


def mm(length) -> int:
    return round(length.mm)


def test_margins_size_and_direction_are_the_decrees(papers):
    for name, content in papers.items():
        for section in Document(BytesIO(content)).sections:
            wide, high = mm(section.page_width), mm(section.page_height)
            assert (wide, high) == ((297, 210) if kind_of(name) in LANDSCAPE else (210, 297)), name
            assert 20 <= mm(section.top_margin) <= 25 and 20 <= mm(section.bottom_margin) <= 25
            assert 30 <= mm(section.left_margin) <= 35 and 15 <= mm(section.right_margin) <= 20


def test_times_new_roman_is_the_only_type(papers):
    for name, content in papers.items():
        archive = zipfile.ZipFile(BytesIO(content))
        named = set()
        for part in archive.namelist():
            if part.endswith(".xml") and part.startswith("word/") and "fontTable" not in part:
                text = archive.read(part).decode("utf-8")
                assert "asciiTheme" not in text, name
                named |= set(re.findall(r'w:(?:ascii|hAnsi|cs|eastAsia)="([^"]+)"', text)) - {"en-US"}
        assert {one for one in named if "-" not in one} == {"Times New Roman"}, name


def test_pages_are_numbered_in_the_middle_of_the_upper_margin_from_page_2(papers):
    for name, content in papers.items():
        for section in Document(BytesIO(content)).sections:
            assert section.different_first_page_header_footer, name
            (number,) = section.header.paragraphs
            assert number.alignment == 1 and "PAGE" in number._p.xml
            assert {run.font.size.pt for run in number.runs} == {13}
            assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml
            start = section._sectPr.find(qn("w:pgNumType"))
            assert start.get(qn("w:start")) == "1"


def test_the_national_title_and_the_signature_stand_as_the_decree_has_them(papers):
    document = Document(BytesIO(papers["inspection_plan"]))
    own, nation = document.tables[0].rows[0].cells
    title, motto = nation.paragraphs[:2]
    assert title.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert title.runs[0].font.bold and 12 <= title.runs[0].font.size.pt <= 13
    assert motto.text == "Độc lập - Tự do - Hạnh phúc"
    assert motto.runs[0].font.bold and 13 <= motto.runs[0].font.size.pt <= 14
    assert "w:pBdr" in nation.paragraphs[2]._p.xml and "w:pBdr" in own.paragraphs[2]._p.xml
    assert own.paragraphs[0].runs[0].font.all_caps and not own.paragraphs[0].runs[0].font.bold
    recipients, signer = document.tables[-1].rows[0].cells
    assert recipients.paragraphs[0].text == "Nơi nhận:" and recipients.paragraphs[0].runs[0].font.size.pt == 12
    assert recipients.paragraphs[-1].text == "- Lưu: VT." and recipients.paragraphs[-1].runs[0].font.size.pt == 11
    assert signer.paragraphs[0].runs[0].font.bold and signer.paragraphs[0].runs[0].font.all_caps


def test_the_body_is_justified_at_13_to_14_points_and_ends_with_the_sign(papers):
    for name in ("inspection_plan", "team_decision", "result_report", "visit_minutes-S1", "call_up-CONG_AN"):
        written = [p for p in Document(BytesIO(papers[name])).paragraphs if p.text.strip()]
        body = [p for p in written if len(p.text) > 110 and "*" not in p.text]
        assert body, name
        for paragraph in body:
            is_note = paragraph.runs[0].font.italic
            assert paragraph.alignment == 3 or is_note, paragraph.text
            assert paragraph.runs[0].font.size.pt >= 12 if is_note else paragraph.runs[0].font.size.pt in (13, 14)
        assert written[-1].text.endswith("./."), name


def test_each_form_of_a_shift_begins_on_a_page_of_its_own_numbered_from_1():
    facts = sample_facts()
    (first, *_), extra = facts.plan.shifts, item("CS3")
    second = replace(first.stops[0], establishment=extra, order=2)
    plan = replace(facts.plan, shifts=(replace(first, stops=(first.stops[0], second)),))
    content = write_all(replace(facts, plan=plan), owner_facts(), read_words())["visit_minutes-S1"]
    sections = Document(BytesIO(content)).sections
    assert len(sections) == 2
    assert all(section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1" for section in sections)
    assert all(section.different_first_page_header_footer for section in sections)


def test_wide_tables_keep_to_the_page_however_many_types_there_are():
    facts = sample_facts()
    types = {f"T{at}": f"Loại hình dịch vụ thứ {at}" for at in range(14)}
    registered = {("X1", code): 1 for code in types}
    content = write_all(replace(facts, types=types, registered=registered), owner_facts(), read_words())["annex_1"]
    document = Document(BytesIO(content))
    (table,) = document.tables
    room = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    assert len(table.rows[0].cells) == 14 + 6
    for row in table.rows:
        assert sum(cell.width for cell in row.cells) <= room * 1.02
    assert {mm(cell.width) for cell in table.rows[0].cells[3:17]} == {7}


def test_the_same_values_give_the_same_bytes(papers):
    again = write_all(sample_facts(), owner_facts(), read_words())
    assert again == papers
    for content in papers.values():
        assert {entry.date_time for entry in zipfile.ZipFile(BytesIO(content)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_shipped_templates_are_those_that_data_papers_describes(tmp_path):
    made = make_templates(PAPERS, tmp_path)
    assert sorted(path.stem for path in made) == sorted(KINDS)
    for path in made:
        shipped, fresh = (zipfile.ZipFile(one) for one in (TEMPLATES / path.name, path))
        assert {n: shipped.read(n) for n in shipped.namelist()} == {n: fresh.read(n) for n in fresh.namelist()}, path


def test_every_paper_is_named_on_screen_and_on_disk():
    named = [tomllib.loads((PAPERS / f"{kind}.toml").read_text(encoding="utf-8")) for kind in KINDS]
    assert len({one["label"] for one in named}) == len({one["file"] for one in named}) == len(KINDS)
    assert all(re.fullmatch(r"[a-z0-9-]+", one["file"]) for one in named)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_paper(papers, tmp_path):
    for name, content in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.docx")))], check=True, capture_output=True, timeout=180)
    assert sorted(path.stem for path in tmp_path.glob("*.pdf")) == sorted(papers)


def test_all_papers_of_a_round_of_60_visits_take_under_15_cpu_seconds():
    facts = sample_facts()
    drawn = tuple(item(f"V{at:03d}", Role.RISK) for at in range(60))
    shift = facts.plan.shifts[0]
    stops = [
        PaperStop(
            establishment=one, order=1 + at % 5, arrival_s=68_400, start_s=68_400, leave_s=70_000, agencies=("Công an",)
        )
        for at, one in enumerate(drawn)
    ]
    shifts = tuple(replace(shift, shift=f"S{at}", stops=tuple(stops[at::12])) for at in range(12))
    facts = replace(
        facts, plan=replace(facts.plan, selected=drawn, reserves=drawn[:20], shifts=shifts),
        places={**facts.places, **{one.id: PaperPlace(commune="X1", type="KARAOKE") for one in drawn}},
        crews={one.shift: ("VAN_HOA", "CONG_AN", "Y_TE") for one in shifts}, hours={one.shift: (0, 1) for one in shifts},
        duties={"": facts.duties["KARAOKE"] * 8, "KARAOKE": facts.duties["KARAOKE"] * 8},
    )  # fmt: skip
    began = time.process_time()
    made = write_all(facts, owner_facts(), read_words())
    assert len(made) == 12 * 2 + 3 + 12 and time.process_time() - began < 15
