"""Whatever the product can refuse has its Vietnamese sentence, and every sentence can be filled."""

import ast
import re
import string
from pathlib import Path

import pytest

from domain.words import Words
from workflow.reference import load_words

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "domain",
    "register",
    "geo",
    "planner",
    "store",
    "documents",
    "workflow",
    "access",
    "field",
    "ui",
    "demo",
    "commands",
)
CODE = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
ERRORS = {
    "InspectionError",
    "InputError",
    "InfeasibleError",
    "ConflictError",
    "NotAllowedError",
    "ServiceError",
    "FloorError",
}


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(ROOT / "data" / "words" / "vi", language="vi")


def raised_codes() -> list[tuple[str, str]]:
    """Return (code, place) of every error made with its code written out."""
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                is_error = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS and node.args
                for part in ast.walk(node.args[0]) if is_error else ():
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and CODE.fullmatch(part.value):
                        found.append((part.value, f"{path.relative_to(ROOT)}:{node.lineno}"))
    return found


def test_every_raised_code_has_its_sentence(words):
    codes = raised_codes()
    assert len(codes) > 60
    assert sorted({f"{code} ({place})" for code, place in codes if f"error.{code}" not in words}) == []


def test_no_sentence_is_empty_and_every_field_has_a_name(words):
    for key, sentence in words.sentences.items():
        assert sentence.strip(), key
        assert all(name != "" for _, name, _, _ in string.Formatter().parse(sentence) if name is not None), key


def test_a_key_that_is_missing_is_a_bug(words):
    with pytest.raises(KeyError):
        words.say("error.never.heard_of")


NAMED_BY_READ_BOOK = {"register.other_kind", "register.encrypted"}
"""register.reading adds the file's name to what the readers of bytes refuse."""


def needed_fields(sentence: str) -> set[str]:
    """Return the names of a sentence's fields."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_whoever_raises_a_code_fills_its_sentence(words):
    short, seen = [], 0
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS and node.args):
                    continue
                code, given = getattr(node.args[0], "value", ""), {keyword.arg for keyword in node.keywords}
                if f"error.{code}" not in words or None in given:
                    continue
                given |= {"file"} if code in NAMED_BY_READ_BOOK else set()
                seen += 1
                if needed_fields(words.sentences[f"error.{code}"]) - given:
                    short.append(f"{code} ({path.relative_to(ROOT)}:{node.lineno})")
    assert seen > 300
    assert short == []


@pytest.mark.parametrize(
    ("language", "expected"), [("vi", "Đang hiện 1.004.721 điểm."), ("en", "1,004,721 points shown.")]
)
def test_a_count_is_written_with_the_marks_of_its_language(language, expected):
    words = load_words(ROOT / "data" / "words" / language, language=language)
    assert words.say("ui.map.shown", shown=1_004_721) == expected
    assert words.figure(999) == "999"


def test_a_field_of_figures_takes_a_text_as_it_is():
    words = Words("vi", {"k": "{{x}} {count:n} {year}", "language.thousands_mark": "."})
    assert words.say("k", count="hai", year=2027) == "{x} hai 2027"
    assert words.say("k", count=-4721, year=2027) == "{x} -4.721 2027"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_a_browser_fills_in_itself_says_nothing_of_figures(language):
    """The tablet's page and the locked sheet are given their sentences as they stand, and know only {name}."""
    sentences = load_words(ROOT / "data" / "words" / language, language=language).sentences
    raw = {key: text for key, text in sentences.items() if key.startswith(("field_page.", "sheet."))}
    assert len(raw) > 100
    raw |= {key: text.format() for key, text in sentences.items() if re.match(r"ui\.(map|work)\.word_", key)}
    assert [key for key, text in raw.items() if re.search(r"\{\w+:", text)] == []
