"""Names that are markup, formulas or template code stay names in every paper; nobody reads what is not theirs."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx.oxml import parse_xml
from docx_text import text_of
from sample_official import owner_facts, read_words, sample_facts, write_all

from workflow.official_papers import OPEN_TO_LEADERS

HOSTILE = (
    "Quán {{ 7 * 7 }} & {% for x in range(9) %}A{% endfor %}",
    "{{ self.__init__.__globals__ }}",
    "{%p if true %} {%tr endfor %} {# ẩn #}",
    '</w:t></w:r><w:r><w:fldSimple w:instr="DDEAUTO c:\\cmd"/>',
    "<script>alert(1)</script> &amp; &#x3C;b&#x3E;",
    '=HYPERLINK("http://e") `${x}` $(id)',
    "@SUM(1+1)*cmd|' /C calc'!A0",
)
WRITTEN_WHERE = (
    "inspection_plan",
    "team_decision",
    "result_report",
    "call_up-CONG_AN",
    "annex_6",
    "annex_2",
    "annex_4",
    "visit_minutes-S1",
    "draw_minutes",
    "owner_sheet",
    "annex_3",
)
SEALED_FACTS = ("Hoa Mai", "đường 785", "CS1", "CS3", "HKD-", "ABCD-234", "08/03", "09/03", "18:30", "19:00", "Đội số")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_stays_a_name_in_every_paper(hostile):
    papers = write_all(sample_facts(hostile=hostile), owner_facts(hostile), read_words())
    plain = write_all(sample_facts(), owner_facts(), read_words())
    for name, content in papers.items():
        assert "49" not in text_of(content).replace("49", "", text_of(plain[name]).count("49")), name
        archive = zipfile.ZipFile(BytesIO(content))
        body = archive.read("word/document.xml")
        parse_xml(body)
        assert b"<w:fldSimple" not in body and b"<script" not in body
        assert archive.namelist() == zipfile.ZipFile(BytesIO(plain[name])).namelist()
    for name in WRITTEN_WHERE:
        assert hostile in text_of(papers[name]), name


def test_letters_that_are_not_seen_never_reach_a_paper():
    hostile = "Quán\u202eiaM aoH\x00\x0b\x0c\r\n\t\u2028\ufffe cuối"
    papers = write_all(sample_facts(hostile=hostile), owner_facts(hostile), read_words())
    for name, content in papers.items():
        text = zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode("utf-8")
        assert not set(text) & set("\u202e\u2028\ufffe\x00\x0b\x0c"), name
    assert "Quán iaM aoH  cuối" in text_of(papers["annex_2"])


def test_what_leaders_may_read_holds_no_establishment_no_day_and_no_hour():
    papers = write_all(sample_facts(), owner_facts(), read_words())
    open_papers = {
        name: text_of(content) for name, content in papers.items() if name.partition("-")[0] in OPEN_TO_LEADERS
    }
    assert sorted(open_papers) == ["annex_1", "inspection_plan", "team_decision"]
    for name, text in open_papers.items():
        assert [fact for fact in SEALED_FACTS if fact in text] == [], name
    assert all(fact in text_of(papers["annex_3"]) for fact in ("Hoa Mai", "08/03", "19:00", "Đội số"))


def test_a_call_up_and_a_duty_sheet_name_no_establishment_and_no_commune():
    facts = sample_facts()
    named = replace(
        facts,
        plan=replace(facts.plan, shifts=tuple(replace(s, base_name="UBND xã Tân Hội") for s in facts.plan.shifts)),
    )
    for one in (facts, named):
        papers = write_all(one, owner_facts(), read_words())
        for name, content in papers.items():
            if name.partition("-")[0] in ("call_up", "duty_sheet"):
                text = text_of(content).replace("UBND huyện Tân Châu", "")
                places = ("Hoa Mai", "785", "CS1", "CS3", "Tân Đông", "Tân Hội", "Tân Hà", "Tân Hiệp", "Karaoke")
                assert [fact for fact in places if fact in text] == [], name


def test_the_file_itself_names_the_office_and_nobody_else():
    for name, content in write_all(sample_facts(), owner_facts(), read_words()).items():
        about = zipfile.ZipFile(BytesIO(content)).read("docProps/core.xml").decode("utf-8")
        assert "python-docx" not in about and "Phòng Văn hóa và Thông tin" in about, name
