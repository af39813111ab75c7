"""Every address by every role, and what an answer tells the browser."""

import re
from contextlib import ExitStack

import httpx
import pytest

VISITORS = ("", "planner1", "team1", "leader1", "admin1")

# path: the status for a stranger, planner, team, leader, administrator
MATRIX = {
    "/health": (200, 200, 200, 200, 200),
    "/sign-in": (200, 303, 303, 303, 303),
    "/sign-in/style.css": (200, 200, 200, 200, 200),
    "/sign-in/regular.ttf": (200, 200, 200, 200, 200),
    "/sign-in/semibold.ttf": (200, 200, 200, 200, 200),
    "/sign-in/passwords.py": (303, 200, 200, 200, 200),  # no such file: Streamlit's empty page
    "/": (303, 200, 200, 200, 200),
    "/any-page": (303, 303, 303, 303, 303),  # nobody's: begins at the start
    "/plan/7": (303, 303, 303, 303, 303),  # nor does a page have anything below it
    "/start": (303, 303, 303, 303, 303),
    "/plan": (303, 200, 303, 303, 303),
    "/coverage": (303, 200, 303, 303, 303),
    "/papers": (303, 200, 303, 200, 303),
    "/audit": (303, 200, 303, 303, 200),
    "/sign-out": (303, 200, 200, 200, 200),
    "/language": (405, 405, 405, 405, 405),  # a form alone sets it
    "/password": (303, 200, 200, 200, 200),
    "/field/shell": (303, 200, 200, 200, 200),
    "/field/sw.js": (303, 200, 200, 200, 200),
    "/field/app.js": (303, 200, 200, 200, 200),
    "/field/app.css": (303, 200, 200, 200, 200),
    "/field/sign-out.js": (303, 200, 200, 200, 200),
    "/guide": (303, 200, 200, 200, 200),
    "/guide/01-bat-dau": (303, 200, 200, 200, 200),
    "/guide/nothing": (303, 404, 404, 404, 404),
    "/guide/style.css": (303, 200, 200, 200, 200),
    "/guide/pictures/01-dang-nhap.png": (303, 200, 200, 200, 200),
    "/guide/pictures/nothing.png": (303, 404, 404, 404, 404),
    "/index.html": (303, 200, 200, 200, 200),
    "/static/media/nothing.woff2": (401, 200, 200, 200, 200),
    "/app/static/secret.csv": (401, 200, 200, 200, 200),  # static serving is off: Streamlit's empty page
    "/media/0123456789abcdef.bin": (401, 404, 404, 404, 404),
    "/component/anything/index.html": (401, 404, 404, 404, 404),
    "/screen/1/ground.json": (401, 200, 200, 200, 200),
    "/screen/1/working_map.js": (401, 200, 200, 200, 200),
    "/screen/1/nothing.js": (401, 404, 404, 404, 404),
    "/_stcore/health": (401, 200, 200, 200, 200),
    "/_stcore/host-config": (401, 200, 200, 200, 200),
    "/_stcore/bidi-components/x/y.js": (401, 404, 404, 404, 404),
    "/_stcore/metrics": (404, 404, 404, 404, 404),
    "/_stcore/script-health-check": (404, 404, 404, 404, 404),
    "/_stcore/agent/openapi.json": (404, 404, 404, 404, 404),
    "/_stcore/agent/mcp": (404, 404, 404, 404, 404),
    "/page/_stcore/agent/openapi.json": (404, 404, 404, 404, 404),
    "/auth/login": (404, 404, 404, 404, 404),
    "/oauth2callback": (404, 404, 404, 404, 404),
}


@pytest.fixture(scope="module")
def visitors(attack_server):
    with ExitStack() as stack:
        yield {name: stack.enter_context(attack_server.client(name)) for name in VISITORS}


@pytest.mark.parametrize("path", MATRIX)
def test_each_address_answers_each_role_as_the_table_says(visitors, path):
    assert tuple(client.get(path).status_code for client in visitors.values()) == MATRIX[path]


def test_a_stranger_is_sent_to_the_form_and_nowhere_else(visitors):
    for path, statuses in MATRIX.items():
        if statuses[0] == 303:
            assert visitors[""].get(path).headers["location"] == "/sign-in"
    assert visitors[""].get("/field").headers["location"] == "/sign-in?next=/field"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_stranger_changes_nothing(visitors, method):
    for path in ("/", "/sign-out", "/field", "/papers/1", "/_stcore/upload_file/a/b", "/media/x"):
        assert visitors[""].request(method, path).status_code == 401


def test_uploads_are_for_planners_and_need_streamlits_own_token(visitors):
    statuses = {name: client.put("/_stcore/upload_file/a/b").status_code for name, client in visitors.items()}
    assert statuses == {"": 401, "planner1": 403, "team1": 403, "leader1": 403, "admin1": 403}


@pytest.mark.parametrize("path", ["/", "/sign-in", "/health", "/_stcore/health", "/media/x"])
def test_a_foreign_host_gets_nothing(visitors, path):
    for name in ("", "planner1"):
        assert visitors[name].get(path, headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1"])
def test_a_form_of_a_foreign_page_is_refused(visitors, origin):
    for path in ("/sign-in", "/sign-out"):
        assert visitors["planner1"].post(path, headers={"Origin": origin}).status_code == 403
    assert visitors["planner1"].get("/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "/static/..%2f..%2fapp.py",
        "/%2e%2e/app.py",
        "/sign-in/../app.py",
        "/sign-in%2fstyle.css/",
        "/guide/..%2f..%2fapp.py",
        "/guide/pictures/..%2f..%2f..%2fapp.py",
    ],
)
def test_no_path_leads_out(attack_server, visitors, path):
    for name in ("", "planner1"):
        request = httpx.Request("GET", attack_server.base)
        request.url = request.url.copy_with(raw_path=path.encode())
        answer = visitors[name].send(request)
        assert "streamlit" not in answer.text.lower() or answer.status_code in (200, 400)
        assert "import" not in answer.text
        assert not answer.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize("path", ["/", "/sign-in", "/health", "/_stcore/metrics", "/nothing", "/field/sw.js"])
def test_every_answer_carries_the_security_headers(visitors, path):
    for name in ("", "planner1"):
        headers = visitors[name].get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "frame-ancestors" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_pages_are_not_kept_by_the_browser(visitors):
    for path in ("/", "/sign-out", "/field/shell"):
        assert visitors["planner1"].get(path).headers["cache-control"] == "no-store"
    assert visitors[""].get("/sign-in").headers["cache-control"] == "no-store"


def test_the_guide_runs_nothing_and_asks_nobody_else(visitors):
    for path in ("/guide", "/guide/12-chot-va-gio-mo", "/guide/nothing"):
        answer = visitors["leader1"].get(path)
        policy = answer.headers["content-security-policy"].split("; ")
        assert {"default-src 'none'", "frame-ancestors 'none'", "style-src 'self'", "img-src 'self'"} <= set(policy)
        assert not [part for part in policy if part.startswith("script-src") or "unsafe" in part]
        assert not re.search(r"<script|<style|\son\w+=|https?://", answer.text)


def test_a_file_of_a_download_button_is_no_strangers(attack_server, visitors):
    from streamlit_client import open_tab

    with open_tab(attack_server.base, cookie=attack_server.cookie("planner1")) as tab:
        media = re.search(rb"/media/[0-9a-f]+\.bin", tab.run()).group().decode()
        assert visitors["planner1"].get(media).content == b"CANARY-DOWNLOAD"
        assert visitors["planner1"].get(media).headers["cache-control"] == "no-store"
        refusal = visitors[""].get(media)
    assert refusal.status_code == 401
    assert b"CANARY" not in refusal.content
