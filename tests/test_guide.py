"""The guide says what the screens say, shows what its script takes, and leaves no page of the product out."""

import re
import string
import sys
from pathlib import Path

import pytest

from access.page_addresses import PAGES
from ui.guide import guide_page, read_guide
from ui.guide_pages import CONTENTS, GUIDE_OF, guide_address
from workflow.reference import load_words

sys.path.insert(0, str(Path(__file__).resolve().parent / "browser"))
from guide_shots import NAMES

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "huong-dan"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md"))}
TASKS = sorted(name for name in TEXTS if name != CONTENTS)
WITHOUT_A_SCREEN = {"24-sao-luu"}
"""Tasks of the command line; there is nothing to take a picture of."""
OWN_WORDS = {"đậm"}
"""Bold in the contents as a sample of what bold means."""
MOST_LINES, MOST_PICTURE, MOST_PICTURES = 60, 120_000, 3_000_000

QUOTED = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")


def quoted(text: str) -> set[str]:
    """Return what a text quotes from the screens; a line break inside is a space."""
    return {" ".join(found.split()) for found in QUOTED.findall(text)}


def links(text: str, *, pictures: bool) -> set[str]:
    return {target for mark, target in LINK.findall(text) if (mark == "!") is pictures}


def said_on_screen() -> set[str]:
    """Return every sentence of data/words/vi, whole and as the words before the first figure that is put into it."""
    said = set()
    for sentence in load_words(ROOT / "data" / "words" / "vi", language="vi").sentences.values():
        first, name, *_ = next(string.Formatter().parse(sentence))
        said.add(sentence if name is None else first.rstrip(" (:«–·"))
    return said - {""}


@pytest.mark.parametrize("name", TEXTS)
def test_every_bold_word_is_on_a_screen(name):
    assert sorted(quoted(TEXTS[name]) - said_on_screen() - OWN_WORDS) == []


def test_the_words_are_looked_for_whole():
    said = said_on_screen()
    assert "Lập kế hoạch" in said and "Cơ sở chưa có vị trí chính xác" in said
    assert "Lập kế" not in said and "vị trí chính xác" not in said


@pytest.mark.parametrize("name", TASKS)
def test_a_page_is_short_and_has_its_parts(name):
    lines = TEXTS[name].splitlines()
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if line.startswith("# ")] == [lines[0]]
    assert lines[2].startswith("> Sau trang này: ")
    assert "## Khi gặp trở ngại" in lines
    assert len(quoted(TEXTS[name])) >= 1
    assert any(re.match(r"\d\. ", line) for line in lines)
    assert 1 <= len(links(TEXTS[name], pictures=True)) <= 3 or name in WITHOUT_A_SCREEN


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_leads_to_a_page_or_a_picture_of_the_guide(name):
    for target in links(TEXTS[name], pictures=False):
        assert re.fullmatch(r"[\w-]+\.md", target) and (GUIDE / target).is_file(), target
    for target in links(TEXTS[name], pictures=True):
        assert re.fullmatch(r"pictures/[\w-]+\.png", target) and (GUIDE / target).is_file(), target
    assert all(re.search(rf"!\[[^\]]+\]\({re.escape(one)}\)", TEXTS[name]) for one in links(TEXTS[name], pictures=True))


def test_script_files_and_pages_name_the_same_pictures():
    shown = {Path(one).stem for text in TEXTS.values() for one in links(text, pictures=True)}
    kept = {path.stem for path in (GUIDE / "pictures").iterdir()}
    assert set(NAMES) == kept == shown
    assert len(NAMES) == len(set(NAMES))


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in (GUIDE / "pictures").glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > MOST_PICTURE} == {}
    assert sum(sizes.values()) <= MOST_PICTURES


def test_the_contents_name_every_task():
    assert links(TEXTS[CONTENTS], pictures=False) == {f"{name}.md" for name in TASKS}


def test_every_page_of_every_menu_has_its_page_of_the_guide():
    pages = {page for menu in PAGES.values() for page in menu}
    assert set(GUIDE_OF) == pages
    assert {GUIDE_OF[page] for page in pages} <= set(TASKS)
    assert guide_address("round") == "/guide/08-mo-dot"


def test_a_tablet_is_led_to_the_page_of_the_sheet():
    script = (ROOT / "field" / "assets" / "served.js").read_text(encoding="utf-8")
    assert f'guideAt: "{guide_address("team")}"' in script


def test_every_page_becomes_html_whose_links_are_the_products():
    pages = read_guide(GUIDE)
    assert list(pages) == [CONTENTS, *TASKS]
    for page in pages.values():
        addresses = re.findall(r'(?:href|src)="([^"]+)"', page.html)
        assert all(re.fullmatch(r"/guide/(?:[\w-]+|pictures/[\w-]+\.png)", one) for one in addresses), page.name
        assert page.title == TEXTS[page.name].splitlines()[0].removeprefix("# ")


def test_what_a_page_holds_is_text_and_never_markup():
    html = guide_page("x", '# <img src=x onerror=a()>\n<script>a()</script> [a](javascript:a()) !["><b>](x.png)').html
    assert "<script" not in html and "<img src=x" not in html and "<b>" not in html
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', html))
    assert html.count("<img ") == 1 and 'src="/guide/x.png"' in html
