"""Attacks on the form."""

import re
from datetime import UTC, datetime
from http.cookies import SimpleCookie

import httpx
import pytest
from streamlit_client import open_tab
from websockets.exceptions import InvalidStatus

from access.accounts import create_account
from access.sessions import COOKIE_NAME
from access.throttling import ACCOUNT_FAILURES
from domain.accounts import AccountRole

PASSWORD = "mật khẩu để thử 1"
GIVEN = "mật khẩu được cấp 1"


def post(client, name, password, **more):
    return client.post("/sign-in", data={"username": name, "password": password} | more)


@pytest.fixture
def stranger(attack_server):
    with attack_server.client() as client:
        yield client


def test_the_form_is_plain_html_in_vietnamese(stranger):
    answer = stranger.get("/sign-in")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Mật khẩu" in answer.text
    assert 'name="username"' in answer.text
    assert 'name="password"' in answer.text
    assert not re.search(r"<script|<style|style=|\bon\w+=|https?:", answer.text)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_cookie_cannot_be_read_sent_along_or_guessed(stranger):
    answer = post(stranger, "team1", PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = SimpleCookie(answer.headers["set-cookie"])[COOKIE_NAME]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "strict"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert len(cookie.value) == 43  # 32 bytes in base64


def test_a_name_is_taken_as_people_type_it(stranger):
    assert post(stranger, "  Team1 ", PASSWORD).status_code == 303


def test_the_answer_does_not_tell_a_wrong_name_from_a_wrong_password(stranger):
    unknown, wrong = post(stranger, "nobody-1", PASSWORD), post(stranger, "team1", "wrong")
    assert unknown.status_code == wrong.status_code == 403
    assert unknown.text == wrong.text
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in wrong.text
    assert "set-cookie" not in wrong.headers


def test_what_was_typed_is_not_shown_again(stranger):
    answer = post(stranger, "<img src=x onerror=alert(1)>", "wrong", next="//evil.example")
    assert "onerror" not in answer.text
    assert "evil.example" not in answer.text


def test_a_given_session_id_is_never_taken_over(attack_server):
    planted = "A" * 43
    with attack_server.client() as victim:
        victim.cookies.set(COOKIE_NAME, planted, domain="127.0.0.1")
        answer = post(victim, "team1", PASSWORD)
        given = SimpleCookie(answer.headers["set-cookie"])[COOKIE_NAME].value
    assert given != planted
    with attack_server.client() as attacker:
        assert attacker.get("/", headers={"Cookie": f"{COOKIE_NAME}={planted}"}).status_code == 303


@pytest.mark.parametrize(
    ("asked", "lands"),
    [("/field", "/field"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/papers/1", "/")],
)
def test_a_sign_in_ends_on_our_own_page(stranger, asked, lands):
    assert post(stranger, "team1", PASSWORD, next=asked).headers["location"] == lands


def test_sign_out_ends_the_session_and_the_cookie(attack_server):
    with attack_server.client("team1") as client:
        kept = client.cookies[COOKIE_NAME]
        assert client.get("/sign-out").status_code == 200
        answer = client.post("/sign-out")
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        assert SimpleCookie(answer.headers["set-cookie"])[COOKIE_NAME]["max-age"] == "0"
    with attack_server.client() as thief:
        assert thief.get("/", headers={"Cookie": f"{COOKIE_NAME}={kept}"}).status_code == 303


def test_reading_the_sign_out_page_signs_nobody_out(attack_server):
    with attack_server.client("team1") as client:
        client.get("/sign-out")
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("name", ["team2", "nobody-2"])
def test_after_seven_wrong_passwords_the_right_one_is_refused_too(attack_server, stranger, name):
    statuses = [post(stranger, name, f"wrong {k}").status_code for k in range(ACCOUNT_FAILURES)]
    assert statuses == [403] * 7
    answer = post(stranger, name, PASSWORD)
    assert answer.status_code == 429
    assert "15 phút" in answer.text
    assert post(stranger, "team1", PASSWORD).status_code == 303


def test_a_flood_of_text_is_cut_off(stranger):
    assert post(stranger, "team1", "x" * 100_000).status_code == 400
    assert stranger.post("/sign-in", data={f"field{k}": "x" for k in range(50)}).status_code == 400


def test_a_form_without_fields_is_a_wrong_password(stranger):
    assert stranger.post("/sign-in").status_code == 403
    assert stranger.post("/sign-in", files={"username": b"team1", "password": b"x"}).status_code in (400, 403)


def test_who_was_given_a_password_does_nothing_before_choosing_another(attack_server):
    create_account(
        attack_server.workspace,
        name="given1",
        role=AccountRole.PLANNER,
        team=None,
        password=GIVEN,
        at=datetime.now(UTC),
    )
    with httpx.Client(base_url=attack_server.base, trust_env=False, timeout=20) as client:
        assert client.post("/sign-in", data={"username": "given1", "password": GIVEN}).status_code == 303
        cookie = f"{COOKIE_NAME}={client.cookies[COOKIE_NAME]}"
        for path in ("/", "/field", "/papers/1", "/any-page"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["location"]) == (303, "/password")
        assert client.get("/_stcore/health").status_code == 403
        assert client.post("/field/results", content="{}").status_code == 403
        assert _refused_tab(attack_server.base, cookie) == 403
        assert GIVEN not in client.get("/password").text
        typed = {"current": GIVEN, "new": GIVEN + " nữa", "again": GIVEN + " nữa"}
        assert client.post("/password", data=typed | {"current": "sai mật khẩu"}).status_code == 403
        assert client.post("/password", data=typed | {"again": "khác"}).status_code == 422
        answer = client.post("/password", data=typed)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert client.get("/").status_code == 200
        flags = answer.headers["set-cookie"].lower()
        assert "httponly" in flags and "samesite=strict" in flags
    cookie = f"{COOKIE_NAME}={client.cookies[COOKIE_NAME]}"
    with open_tab(attack_server.base, cookie=cookie, origin=attack_server.base) as tab:
        assert b"now:given1" in tab.run()


def _refused_tab(base, cookie):
    with pytest.raises(InvalidStatus) as refusal, open_tab(base, cookie=cookie, origin=base):
        pass
    return refusal.value.response.status_code
