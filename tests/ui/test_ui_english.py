"""Every page of every role in English: what is left in Vietnamese is data, and Vietnamese stays the default."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from shown_texts import office_texts, rule_texts, shown_texts
from streamlit.testing.v1 import AppTest

import workflow
from domain.accounts import AccountRole, Actor
from domain.words import Words
from ui.wording import marked
from workflow.reference import load_words
from workflow.workspace import speaking

ROOT = Path(__file__).resolve().parents[2]
MARKED = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
COMMA = re.compile(r"\d,\d(?!\d\d)")
"""A decimal comma; thousands are marked so in English."""
NAME_OF_ROUND = re.compile(r"Đợt \d+ năm \d{4}")
TEAMS = {AccountRole.TEAM: "T1"}
PLANNER = Actor(account="thu", role=AccountRole.PLANNER)


@pytest.fixture
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cookie say English; AppTest has none."""
    from ui import session

    monkeypatch.setattr(session, "here", lambda: speaking(session.workspace(), "en"))


def pages_of(app: AppTest) -> dict[str, AppTest]:
    """Yield every page of the menu, each run in turn."""
    app.run()
    for name, page in app.session_state["pages"].items():
        app._page_hash = page._script_hash
        app.run()
        assert not app.exception, (name, [one.message for one in app.exception])
        yield name, app


def data_texts(directory: Path) -> list[str]:
    """Return what may stay Vietnamese, the longest first.

    The office's own data; the rules, facts and forms of papers; what is sent on as it stands
    (the leader's three sentences); what Vietnamese calls itself.
    """
    from ui.session import workspace

    sent_on = workflow.coverage_map(workspace(), PLANNER).sentences
    texts = {*office_texts(directory), *rule_texts(), *sent_on}
    catalogue = set(load_words(ROOT / "data" / "words" / "vi", language="vi").sentences.values())
    kept = {text.strip() for text in texts if MARKED.search(text) and len(text.strip()) > 1}
    # A sentence of the screen that also stands in the data would hide that it was not translated.
    kept = kept - (catalogue - set(rule_texts())) | {"Tiếng Việt"}
    return sorted(kept, key=len, reverse=True)


def left_over(text: str, data: list[str]) -> str:
    """Return a text without the data that stands in it, "" where nothing Vietnamese is left.

    A round's own name is proposed as it will be kept.
    """
    text = NAME_OF_ROUND.sub(" ", text)
    for one in data:
        if not MARKED.search(text):
            return ""
        text = text.replace(one, " ")
    return text if MARKED.search(text) else ""


@pytest.mark.parametrize("role", list(AccountRole))
def test_every_page_of_a_role_is_english_but_for_its_data(
    role: AccountRole, dashboard: AppTest, demo_copy: Path, become: Callable, serve_from: Callable, in_english: None
) -> None:
    serve_from(demo_copy)
    become(role, team=TEAMS.get(role))
    data = data_texts(demo_copy)
    left: dict[str, set[str]] = {}
    for name, app in pages_of(dashboard):
        texts = set(shown_texts(app._tree.root))
        assert len(texts) > 5, name
        left[name] = {over for text in texts if (over := left_over(text, data))}
        left[name] |= {text for text in texts if COMMA.search(text) and "%" in text and text not in data}
    assert {name: found for name, found in left.items() if found} == {}


def test_a_page_that_was_not_translated_would_be_seen(demo_copy: Path, serve_from: Callable) -> None:
    serve_from(demo_copy)
    data = data_texts(demo_copy)
    assert left_over("Mở đợt kiểm tra", data) and left_over("2 ca, trong đó 1 ca tối.", data)
    assert left_over("Keep “Khách sạn Mộc Miên”", data) == ""


def test_vietnamese_is_what_nobody_has_to_choose(
    dashboard: AppTest, demo_copy: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(demo_copy)
    become(AccountRole.PLANNER)
    assert [title.value for title in dashboard.run().title] == ["Bắt đầu"]


def test_a_refusal_and_a_plan_are_said_in_english(
    dashboard: AppTest, demo_copy: Path, become: Callable, serve_from: Callable, in_english: None
) -> None:
    serve_from(demo_copy)
    become(None)
    assert [header.value for header in dashboard.run().header] == ["Your session has ended"]
    become(AccountRole.LEADER)
    alone = AppTest.from_string("from ui import plan_page\nplan_page.show()", default_timeout=60).run()
    assert [header.value for header in alone.header] == ["This page is not for your account"]
    become(AccountRole.PLANNER)
    shown = "\n".join(
        shown_texts(AppTest.from_string("from ui import plan_page\nplan_page.show()").run(timeout=60)._tree.root)
    )
    assert re.search(r"48/240 establishments \(20\.0%\), in every commune, \d+ shifts, 0 not scheduled", shown)


def test_a_figure_has_the_mark_of_its_language(words: Words) -> None:
    english = load_words(ROOT / "data" / "words" / "en", language="en")
    assert (marked(words, "19,7"), marked(english, "19,7"), marked(english, "20")) == ("19,7", "19.7", "20")
