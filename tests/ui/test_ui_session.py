"""A screen speaks the language of the session whose page runs, and a press acts as whoever holds it by then."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

import ui.session
from domain.accounts import AccountRole

SESSIONS = {"first": "vi", "second": "en", "third": None}


@pytest.fixture
def open_session(monkeypatch, serve_from, tmp_path):
    """Return a function that lets the next calls be those of a session, "" for none; and the cookies asked for."""
    serve_from(tmp_path)
    asked = []
    run = SimpleNamespace(session_id="")

    class Cookies:
        def get(self, name):
            asked.append(name)
            return SESSIONS.get(run.session_id)

    monkeypatch.setattr(ui.session, "get_script_run_ctx", lambda **_: run if run.session_id else None)
    monkeypatch.setattr(ui.session.st, "context", SimpleNamespace(cookies=Cookies()))

    def open_one(session_id):
        run.session_id = session_id
        return asked

    return open_one


def test_each_session_hears_its_own_language(open_session):
    heard = []
    for session in ("first", "second", "first", "third", "second", ""):
        open_session(session)
        heard.append(ui.session.here().language)
    assert heard == ["vi", "en", "vi", "vi", "en", "vi"]


def test_a_session_is_asked_once_for_hundreds_of_sentences(open_session):
    asked = open_session("second")
    said = {ui.session.say("app.title") for _ in range(300)}
    assert len(said) == 1 and len(asked) == 1


def test_without_a_session_nothing_is_kept(open_session):
    asked = open_session("")
    assert {ui.session.here().language for _ in range(3)} == {"vi"} and len(asked) == 3


def one_button() -> None:
    """A page whose button writes down as whom it acts."""
    import streamlit as st

    from ui.session import attempt

    def act(workspace: object, actor: object) -> None:
        st.session_state.setdefault("acted", []).append(actor.account)

    st.button("act", on_click=attempt, args=(act,))


def test_who_presses_is_asked_at_each_press(become, serve_from, tmp_path):
    serve_from(tmp_path)
    become(AccountRole.PLANNER)
    app = AppTest.from_function(one_button, default_timeout=60).run()
    app.button[0].click().run()
    assert app.session_state["acted"] == ["thu"]
    become(None)
    app.button[0].click().run()
    assert app.session_state["acted"] == ["thu"]
    assert app.session_state["notice"][0] == "error"
