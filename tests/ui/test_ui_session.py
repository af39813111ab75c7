"""The language of a screen is that of the session whose page runs, also where one thread runs pages of two."""

from types import SimpleNamespace

import pytest

import ui.session

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
