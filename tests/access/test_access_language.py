"""The language of the screens over HTTP: chosen by a form, kept by a cookie, Vietnamese for whoever chose none."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from access.gate import Gate
from access.language import LANGUAGE_COOKIE, names_of
from access.routes import access_routes

HERE = "http://127.0.0.1"
PASSWORD = "mật khẩu để thử 1"


class Browser:
    """Ask an application without a network, and keep its cookies."""

    def __init__(self, app: Starlette) -> None:
        self.app, self.cookies = app, httpx.Cookies()

    def get(self, path: str, **more: object) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: object) -> httpx.Response:
        return self.ask("POST", path, **more)

    def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url=HERE, cookies=self.cookies) as client:
                answer = await client.request(method, path, **more)
                self.cookies = client.cookies
                return answer

        return asyncio.run(asked())


@pytest.fixture
def browser(workspace):
    return before_gate(workspace)


def before_gate(workspace):
    """Return a browser before the gate; behind it the plain pages."""
    gate = Middleware(
        Gate, workspace=workspace, clock=lambda: datetime.now(UTC), policy="default-src 'self'", blank_frame=b""
    )
    return Browser(Starlette(routes=access_routes(workspace, clock=lambda: datetime.now(UTC)), middleware=[gate]))


def choose(browser, language, page="/sign-in", **headers):
    return browser.post("/language", data={"language": language, "next": page}, headers={"origin": HERE} | headers)


def sign_in(browser):
    sent = {"username": "planner1", "password": PASSWORD, "next": "/"}
    assert browser.post("/sign-in", data=sent, headers={"origin": HERE}).status_code == 303


def test_whoever_chose_nothing_reads_vietnamese(browser):
    text = browser.get("/sign-in").text
    assert '<html lang="vi">' in text and "<h1>Đăng nhập</h1>" in text
    assert 'value="en" lang="en">English</button>' in text


def test_a_chosen_language_is_kept_in_a_cookie_that_no_script_and_no_other_site_gets(browser):
    answer = choose(browser, "en")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("language=en;") and "httponly" in cookie and "samesite=strict" in cookie
    assert "path=/;" in cookie and "max-age=31536000" in cookie
    text = browser.get("/sign-in").text
    assert '<html lang="en">' in text and "<h1>Sign in</h1>" in text
    assert 'value="en" lang="en" aria-current="true"' in text
    choose(browser, "vi")
    assert "<h1>Đăng nhập</h1>" in browser.get("/sign-in").text


def test_where_all_goes_over_https_the_cookie_does_too(workspace):
    safe = before_gate(replace(workspace, settings=replace(workspace.settings, secure_cookie=True)))
    assert "; secure" in choose(safe, "en").headers["set-cookie"].lower()
    assert "; secure" not in choose(before_gate(workspace), "en").headers["set-cookie"].lower()


@pytest.mark.parametrize("unknown", ["xx", "", "EN", "../en", "en,vi", "1" * 300])
def test_an_unknown_language_is_vietnamese(browser, unknown):
    assert "set-cookie" not in choose(browser, unknown).headers
    browser.cookies.set(LANGUAGE_COOKIE, unknown)
    text = browser.get("/sign-in").text
    assert '<html lang="vi">' in text and "<h1>Đăng nhập</h1>" in text


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/plan", "/plan"), ("/follow_up", "/follow_up"), ("/", "/"), ("/sign-in?next=/field", "/sign-in?next=/field"),
        ("//evil.example", "/"), ("https://evil.example/", "/"), ("/\\evil.example", "/"), ("javascript:alert(1)", "/"),
        ("/plan?x=1", "/"), ("/plan\r\nset-cookie: a=b", "/"), ("/papers/7", "/"), ("", "/"),
    ],
)  # fmt: skip
def test_the_form_leads_back_to_a_page_of_ours_and_nowhere_else(browser, asked, led):
    assert choose(browser, "en", asked).headers["location"] == led


def test_another_site_cannot_change_the_language(browser):
    answer = choose(browser, "en", origin="https://evil.example")
    assert answer.status_code == 403 and "set-cookie" not in answer.headers
    assert browser.get("/language").status_code == 405


def test_what_is_refused_is_refused_in_the_readers_language(browser):
    assert browser.get("/_stcore/metrics").text == "Không có trang này. Hãy về trang chính."
    browser.cookies.set(LANGUAGE_COOKIE, "en")
    assert browser.get("/_stcore/metrics").text == "There is no such page. Please go back to the main page."
    wrong = browser.post("/sign-in", data={"username": "planner1", "password": "x"}, headers={"origin": HERE})
    assert wrong.status_code == 403 and "User name or password is not right" in wrong.text


@pytest.mark.parametrize(("language", "title"), [("vi", "Đổi mật khẩu"), ("en", "Change password")])
def test_password_and_sign_out_speak_it_too(browser, language, title):
    sign_in(browser)
    browser.cookies.set(LANGUAGE_COOKIE, language)
    assert f"<h1>{title}</h1>" in browser.get("/password").text
    assert f'<html lang="{language}">' in browser.get("/sign-out").text


def test_each_language_is_named_in_itself(workspace):
    assert names_of(workspace) == {"vi": "Tiếng Việt", "en": "English"}
