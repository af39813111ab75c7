"""A template of an office: what it asks for against what its paper gives, and what it may not hold."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from sample_official import KINDS, TEMPLATES, contract_of, owner_facts, read_words, sample_facts

from documents.docx_fields import TemplateContract, TemplateFinding, check_template
from documents.official_owner import owner_drafts
from documents.registry import OFFICIAL_WRITERS
from domain.errors import InputError

CONTRACT = TemplateContract(fields=frozenset({"office", "rows[].name", "rows[].parts[].x"}), required=("rows[].name",))
GOOD = ("{%p for row in rows %}", "{{ row.name }} {{ office }}", "{%p endfor %}")


def template(tmp_path, *lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = tmp_path / "t.docx"
    document.save(path)
    return path


def paths(value, prefix=""):
    """Return the names of fields as a contract has them."""
    if isinstance(value, dict):
        return {name for key, one in value.items() for name in paths(one, f"{prefix}.{key}" if prefix else key)}
    if isinstance(value, list | tuple):
        return {name for one in value for name in paths(one, f"{prefix}[]")}
    return {prefix}


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_template_asks_for_what_its_paper_gives(kind):
    assert check_template(TEMPLATES / f"{kind}.docx", contract_of(kind)) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_gives_every_field_that_it_promises_and_no_other(kind):
    words = read_words()
    drafts = (
        owner_drafts(owner_facts("x"), words)
        if kind == "owner_sheet"
        else OFFICIAL_WRITERS[kind].drafts(sample_facts(hostile="x"), words)
    )
    given = set().union(*(paths(dict(draft.fields)) for draft in drafts))
    promised = contract_of(kind).fields - ({"about"} if "about" not in given else set())
    assert given == promised


def test_a_good_template_passes(tmp_path):
    assert check_template(template(tmp_path, *GOOD), CONTRACT) == ()


def test_a_field_that_nobody_gives_and_one_that_is_missing_are_named(tmp_path):
    path = template(tmp_path, "{{ ofice }}", "{%p for row in rows %}", "{{ row.nam }}", "{%p endfor %}")
    found = check_template(path, CONTRACT)
    assert {(one.code, one.field) for one in found} == {
        ("unknown", "ofice"), ("unknown", "rows[].nam"), ("missing", "rows[].name"),
    }  # fmt: skip


def test_a_field_of_a_loop_within_a_loop_is_known(tmp_path):
    lines = (
        "{%p for row in rows %}",
        "{{ row.name }}",
        "{%p for p in row.parts %}",
        "{{ p.x }} {{ p.y }}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    assert check_template(template(tmp_path, *lines), CONTRACT) == (
        TemplateFinding(code="unknown", field="rows[].parts[].y"),
    )


@pytest.mark.parametrize(
    "code",
    (
        "{{ office.__class__ }}", "{{ range(10**9) }}", "{{ office|upper }}", "{% set x = 1 %}", "{% include 'a' %}",
        "{{ 7 * 7 }}", "{{ rows[0] }}", "{% macro m() %}{% endmacro %}", "{{ office if true else lipsum() }}",
        "{% for a, b in rows %}{% endfor %}", "{% for a in rows if a %}{% endfor %}",
    ),
)  # fmt: skip
def test_code_is_refused(tmp_path, code):
    assert "construct" in {one.code for one in check_template(template(tmp_path, *GOOD, code), CONTRACT)}


def test_a_header_is_looked_at_as_well(tmp_path):
    path = template(tmp_path, *GOOD)
    document = Document(path)
    document.sections[0].header.paragraphs[0].text = "{{ secret }}"
    document.save(path)
    assert check_template(path, CONTRACT) == (TemplateFinding(code="unknown", field="secret"),)


def test_wrong_syntax_is_told(tmp_path):
    (found,) = check_template(template(tmp_path, *GOOD, "{{ office "), CONTRACT) or (None,)
    assert found is not None and found.code == "syntax"


def test_what_is_no_word_file_or_too_large_is_refused(tmp_path):
    path = tmp_path / "t.docx"
    for content, code in ((b"PK\x03\x04 no zip", "template.not_docx"), (b"x" * 2_000_001, "template.too_large")):
        path.write_bytes(content)
        with pytest.raises(InputError) as refused:
            check_template(path, CONTRACT)
        assert refused.value.code == code
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    with pytest.raises(InputError) as refused:
        check_template(path, CONTRACT)
    assert refused.value.code == "template.too_large"


@pytest.mark.parametrize("part", ("word/vbaProject.bin", "word/embeddings/a.xlsx", "word/activeX/a.xml"))
def test_macros_and_embedded_files_are_refused(tmp_path, part):
    path = template(tmp_path, *GOOD)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, b"x")
    with pytest.raises(InputError) as refused:
        check_template(path, CONTRACT)
    assert refused.value.code == "template.active"


def test_a_link_to_another_file_is_refused(tmp_path):
    path = template(tmp_path, *GOOD)
    source = zipfile.ZipFile(BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                link = b'<Relationship Id="rX" Type="t" Target="http://e.example/x.dotm" TargetMode="External"/>'
                content = content.replace(b"</Relationships>", link + b"</Relationships>")
            archive.writestr(name, content)
    with pytest.raises(InputError) as refused:
        check_template(path, CONTRACT)
    assert refused.value.code == "template.active"
