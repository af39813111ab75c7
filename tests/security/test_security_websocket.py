"""Attacks through Streamlit's websocket on a page that defends itself with nothing."""

import re

import pytest
from streamlit_client import open_tab
from websockets.exceptions import InvalidStatus

from access.sessions import COOKIE_NAME


def refused(base, **how):
    with pytest.raises(InvalidStatus) as refusal, open_tab(base, **how):
        pass
    return refusal.value.response.status_code


def button_of(run):
    return re.search(rb"\$\$ID-[0-9a-f]+-press", run).group().decode()


def test_a_session_runs_the_page(attack_server):
    with open_tab(attack_server.base, cookie=attack_server.cookie("team1"), origin=attack_server.base) as tab:
        assert b"now:team1" in tab.run()


@pytest.mark.parametrize("cookie", ["", f"{COOKIE_NAME}=", f"{COOKIE_NAME}={'A' * 43}"])
def test_a_stranger_is_refused_at_the_handshake(attack_server, cookie):
    assert refused(attack_server.base, cookie=cookie, origin=attack_server.base) == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_a_foreign_page_is_refused_though_the_cookie_is_right(attack_server, origin):
    assert refused(attack_server.base, cookie=attack_server.cookie("team1"), origin=origin) == 403


def test_a_rebound_name_is_refused_though_origin_and_host_agree(attack_server):
    port = attack_server.base.rsplit(":", 1)[1]
    cookie = attack_server.cookie("team1")
    assert refused(attack_server.base, cookie=cookie, host="evil.example", origin=f"http://evil.example:{port}") == 403


def test_a_stolen_session_id_is_worth_nothing(attack_server):
    planner = attack_server.cookie("planner1")
    with open_tab(attack_server.base, cookie=planner) as victim:
        assert b"left-by-planner1" in victim.run()
        stolen = victim.session_id
    assert refused(attack_server.base, session_id=stolen) == 403
    with open_tab(attack_server.base, cookie=attack_server.cookie("team1"), session_id=stolen) as thief:
        run = thief.run()
    assert b"left-by-team1" in run
    assert b"planner1" not in run


def test_a_press_counts_while_signed_in_and_never_after(attack_server):
    pressed = attack_server.directory / "pressed.txt"
    with attack_server.client("planner1") as client:
        cookie = f"{COOKIE_NAME}={client.cookies[COOKIE_NAME]}"
        with open_tab(attack_server.base, cookie=cookie) as tab:
            button = button_of(tab.run())
            tab.run(press=button)
            assert pressed.read_text() == "pressed\n"
            assert client.post("/sign-out").status_code == 303
            after = tab.run(press=button)
    assert pressed.read_text() == "pressed\n"
    assert b"now:nobody" in after


def test_signing_in_anew_ends_the_old_tab(attack_server):
    with attack_server.client("planner1") as client:
        old = f"{COOKIE_NAME}={client.cookies[COOKIE_NAME]}"
        with open_tab(attack_server.base, cookie=old) as tab:
            assert b"now:planner1" in tab.run()
            client.post("/sign-in", data={"username": "team1", "password": "mật khẩu để thử 1"})
            assert b"now:nobody" in tab.run()
    assert refused(attack_server.base, cookie=old) == 403
