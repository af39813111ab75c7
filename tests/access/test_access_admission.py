"""The gate's rules: host, origin, and who gets what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.admission import FETCHED, OPEN_PATHS, OTHER_PAGES, Verdict, decide, is_known_host, is_own_origin
from domain.accounts import AccountRole, Actor

OURS = ("127.0.0.1", "localhost", "[::1]")


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LocalHost:1", "[::1]:8501"])
def test_our_names_are_known_on_any_port(host):
    assert is_known_host([host], OURS)


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        [""],
        ["evil.example:8501"],
        ["localhost.evil.example"],
        ["evil.example@localhost"],
        ["localhost:notaport"],
        ["localhost/evil"],
        ["localhost?x"],
        ["localhost", "evil.example"],
        ["[::1"],
    ],
)
def test_other_names_are_not(hosts):
    assert not is_known_host(hosts, OURS)


def test_no_allowed_host_lets_nobody_in():
    assert not is_known_host(["localhost"], ())


@pytest.mark.parametrize(
    ("origins", "own"),
    [
        ([], True),
        (["http://localhost:8501"], True),
        (["https://LOCALHOST:8501"], True),
        (["http://localhost:9999"], False),
        (["http://localhost"], False),
        (["http://evil.example"], False),
        (["null"], False),
        ([""], False),
        (["ftp://localhost:8501"], False),
        (["http://localhost:8501", "http://evil.example"], False),
    ],
)
def test_only_pages_of_the_asked_host_are_own(origins, own):
    assert is_own_origin(origins, "localhost:8501") is own


BEGINNINGS = sorted({"/", "/papers/", "/coverage-map/", "/_stcore/upload_file/", *FETCHED, *OTHER_PAGES, *OPEN_PATHS})


@given(
    st.sampled_from(BEGINNINGS), st.text(max_size=40),
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]),
)  # fmt: skip
def test_a_stranger_passes_only_open_paths(beginning, tail, method):
    path = beginning + tail
    assert (decide(path, method=method, actor=None) is Verdict.PASS) == (path in OPEN_PATHS)


@pytest.mark.parametrize("role", list(AccountRole))
@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/any/page/_stcore/agent/interact",
        "/_stcore/streamer",
        "/auth/login",
        "/oauth2callback",
    ],
)
def test_what_streamlit_offers_besides_does_not_exist(path, role):
    actor = Actor(account="a", role=role)
    assert decide(path, method="GET", actor=actor) is Verdict.UNKNOWN


def test_only_a_planner_uploads():
    verdicts = {
        role: decide("/_stcore/upload_file/s/f", method="PUT", actor=Actor(account="a", role=role))
        for role in AccountRole
    }
    assert [role for role, verdict in verdicts.items() if verdict is Verdict.PASS] == [AccountRole.PLANNER]


@pytest.mark.parametrize(
    ("role", "path", "begins"),
    [
        ("planner", "/start", True), ("planner", "/plan", False), ("planner", "/plan/", False), ("planner", "/", False),
        ("planner", "/team", True), ("planner", "/guide", False), ("planner", "/field", False),
        ("leader", "/plan", True), ("leader", "/coverage", True), ("leader", "/papers", False),
        ("team", "/administration", True), ("administrator", "/audit", False), ("team", "/nothing", True),
        ("team", "/password", False), ("team", "/manifest.json", False), ("team", "/static/js/a", False),
        ("planner", "/plan/7", True), ("team", "/a/b.js", True), ("planner", "/papers/7", False), ("leader", "/guide/1", False),
        ("team", "/field/sheets/7", False), ("team", "/sign-in/style.css", False), ("planner", "/screen/1/a.js", False),
    ],
)  # fmt: skip
def test_whoever_asks_for_a_page_of_others_begins_at_the_start(role, path, begins):
    actor = Actor(account="a", role=AccountRole[role.upper()], team="T1")
    assert (decide(path, method="GET", actor=actor) is Verdict.BEGIN) == begins
    assert decide(path, method="GET", actor=None) is not Verdict.BEGIN
