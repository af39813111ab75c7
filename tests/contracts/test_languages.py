"""Every language of the screens says what Vietnamese says: the same keys and fields; papers stay Vietnamese."""

import io
import re
import string
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

import workflow
from domain.accounts import AccountRole, Actor
from domain.words import Words
from workflow.reference import PAPERS, load_reference, load_words
from workflow.workspace import open_workspace, settings_from, speaking

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "data" / "words"
LANGUAGES = sorted(path.name for path in WORDS.iterdir() if path.is_dir())
OTHERS = [name for name in LANGUAGES if name != PAPERS]

PAPER_HEADINGS = (
    # Papers, the files and maps that are handed on, and their names (docs/decisions/english.md).
    "official.", "papers.", "paper.", "letterhead.", "notice.", "minutes.", "draw_minutes.", "draw_notice.",
    "public_plan.", "coverage_paper.", "regulation_map.", "gis.", "place_map.", "sheet.", "sheet_list.", "cover.",
    "review.", "commune_report.", "documents.plan.", "documents.shifts.", "documents.review.", "documents.summary.",
    "archive.",
    # What is kept with a round, whoever made it, and what reads a workbook's own Vietnamese.
    "round.", "results.", "office.kinds",
    # The command line.
    "demo.", "serve.", "register_check.", "office_show.", "backup.", "travel.", "health.",
)  # fmt: skip
"""A key that begins so is only ever read where Vietnamese stays."""
SHOWN = (
    "minutes.column_", "minutes.differs", "documents.shifts.unchecked", "documents.review.status_",
    "commune_report.ticket", "commune_report.reported_on", "commune_report.in_need", "commune_report.supported",
    "commune_report.column_",
)  # fmt: skip
"""What a page shares with a paper."""

MARKED = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
"""A letter that Vietnamese writes and English does not."""
GUILT = re.compile(
    r"\b(culprits?|offend(er|ers|ed|ing)|suspects?|suspected|criminals?|guilty|illegal(ly)?|illicit|vice|prostitut\w*|"
    r"violators?|wrongdoers?|evils?)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def vietnamese() -> Words:
    return load_words(WORDS / PAPERS, language=PAPERS)


@pytest.fixture(scope="module", params=OTHERS)
def other(request: pytest.FixtureRequest) -> Words:
    return load_words(WORDS / request.param, language=request.param)


def is_on_screen(key: str) -> bool:
    return key.startswith(SHOWN) or not key.startswith(PAPER_HEADINGS)


def fields(sentence: str) -> list[tuple[str, str, str]]:
    parts = string.Formatter().parse(sentence)
    return sorted((name, form or "", turned or "") for _, name, form, turned in parts if name is not None)


def test_english_is_there_and_every_language_has_a_code_of_two_letters():
    assert OTHERS == ["en"]
    assert all(re.fullmatch("[a-z]{2}", name) for name in LANGUAGES), "the page's own lang attribute has two letters"


def test_every_sentence_of_the_screens_is_said_in_every_language(vietnamese, other):
    missing = sorted(key for key in vietnamese.sentences if is_on_screen(key) and key not in other)
    assert missing == [], f"{len(missing)} keys without {other.language}"


def test_no_language_says_what_vietnamese_does_not(vietnamese, other):
    assert sorted(set(other.sentences) - set(vietnamese.sentences)) == []


def test_papers_are_not_worded_in_another_language(other):
    assert sorted(key for key in other.sentences if not is_on_screen(key)) == []


def test_every_heading_of_papers_is_still_in_use(vietnamese):
    assert [one for one in PAPER_HEADINGS + SHOWN if not any(key.startswith(one) for key in vietnamese.sentences)] == []


def test_a_sentence_has_the_same_fields_in_every_language(vietnamese, other):
    differing = {
        key: (fields(text), fields(vietnamese.sentences[key]))
        for key, text in other.sentences.items()
        if fields(text) != fields(vietnamese.sentences[key])
    }
    assert differing == {}


def test_no_sentence_is_empty_and_no_vietnamese_letter_is_left(other):
    assert [key for key, text in other.sentences.items() if not text.strip()] == []
    assert {key: text for key, text in other.sentences.items() if MARKED.search(text)} == {}


def test_no_sentence_calls_anybody_guilty(other):
    assert {key: text for key, text in other.sentences.items() if GUILT.search(text)} == {}


def test_file_by_file_the_languages_stand_side_by_side(vietnamese, other):
    """A key stands in the file of the same name, so that whoever changes one finds the other."""
    for path in sorted((WORDS / other.language).glob("*.toml")):
        here = set(one_file(path))
        assert here and here <= set(one_file(WORDS / PAPERS / path.name)), path.name


def one_file(path: Path) -> list[str]:
    def below(table: dict, prefix: str) -> list[str]:
        return [
            key
            for name, value in table.items()
            for key in (below(value, f"{prefix}{name}.") if isinstance(value, dict) else [prefix + name])
        ]

    return below(tomllib.loads(path.read_text(encoding="utf-8")), "")


def test_a_key_that_a_language_lacks_is_said_in_vietnamese():
    reference = load_reference(ROOT / "data")
    english = reference.screens["en"]
    assert reference.words.language == PAPERS and reference.screens[PAPERS] is reference.words
    assert english.say("ui.start.title") == "Start"
    assert english.say("official.total") == reference.words.say("official.total") == "Tổng cộng"


@pytest.mark.parametrize("room", ["ui", "access", "field"])
def test_no_page_takes_the_words_of_the_papers(room):
    """A screen speaks through ``screen_words``; whoever writes ``reference.words`` there leaves Vietnamese on it."""
    left = [
        path.name
        for path in sorted((ROOT / room).glob("*.py"))
        if "reference.words" in path.read_text(encoding="utf-8")
    ]
    assert left == []


SCREENS_OF_THE_WORKFLOW = frozenset(
    {
        "workspace.py", "labelling.py", "mend_actions.py", "field_sheets.py", "results_intake.py", "paper_templates.py",
        "setting_up.py",
    }
)  # fmt: skip
"""What words a value for a page alone; papers and what is kept are worded elsewhere."""


def test_no_paper_is_written_with_the_words_of_a_screen():
    for room in ("documents", "workflow", "store", "commands", "demo"):
        found = {p.name for p in (ROOT / room).glob("*.py") if "screen_words" in p.read_text(encoding="utf-8")}
        assert found <= SCREENS_OF_THE_WORKFLOW, room


def test_papers_are_the_same_whatever_language_the_screen_speaks(demo_copy):
    """Written from an English page and from a Vietnamese one: the same names, the same texts."""
    office = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    planner = Actor(account="planner", role=AccountRole.PLANNER)
    round_id = workflow.read_plan(office, planner).round.id

    def written(asked):
        views = [
            *workflow.write_papers(asked, planner, round_id=round_id),
            workflow.write_review_summary(asked, planner),
        ]
        views += workflow.write_reviews(asked, planner, commune="25522")
        names = {(view.kind, view.file_name) for view in views}
        return names, {one for view in views for one in texts_of(workflow.read_paper(asked, planner, view.id)[1])}

    vietnamese, english = written(office), written(speaking(office, "en"))
    office.store.close()
    assert len(vietnamese[0]) >= 3 and len(vietnamese[1]) > 300
    assert english == vietnamese


def texts_of(content: bytes) -> list[str]:
    """Return the texts of a workbook and the names of its sheets, or the lines of a page."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8").splitlines()
    with ZipFile(io.BytesIO(content)) as book:
        shared = book.read("xl/sharedStrings.xml").decode("utf-8") + book.read("xl/workbook.xml").decode("utf-8")
    return [text or name for text, name in re.findall(r"<t[^>]*>([^<]*)</t>|<sheet name=\"([^\"]*)\"", shared)]
