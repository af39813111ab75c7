"""What a page sends again: a few bytes for what stands unchanged, never code, ground or points."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from served import Served

from benchmarks.session_client import Answer, Session, open_session

pytestmark = pytest.mark.timeout(300)

MOST_AGAIN = 5 * 1024 + 256
FIRST_MOST = 250_000
# What Streamlit itself says in every whole run: the session, the menu, the page's title.
OWN = ("delta", "ref_hash")


@pytest.fixture(scope="module")
def cookie(demo_server: Served) -> str:
    form = {"username": "planner", "password": demo_server.passwords["planner"]}
    with httpx.Client(base_url=demo_server.base, trust_env=False, timeout=60) as client:
        assert client.post("/sign-in", data=form).status_code == 303
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


@pytest.fixture
def session(demo_server: Served, cookie: str) -> Iterator[Session]:
    with open_session(demo_server.base, cookie=cookie) as opened:
        yield opened


def own_bytes(answer: Answer) -> int:
    return sum(m.ByteSize() for m in answer.messages if m.WhichOneof("type") in OWN)


@pytest.mark.parametrize("page", ["map", "plan", "round", "seal", "results"])
def test_a_run_in_which_nothing_changed_sends_almost_nothing(session: Session, page: str) -> None:
    first, again = session.run(page), session.run(page)
    assert first.is_done and again.is_done and not again.has_exception
    assert own_bytes(first) > 2 * own_bytes(again)
    assert own_bytes(again) <= MOST_AGAIN


def test_a_click_on_the_maps_page_sends_at_most_five_kilobytes(session: Session) -> None:
    first = session.run("map")
    assert first.size <= FIRST_MOST
    (fragment, *_) = first.fragments
    again = session.run("map", fragment=fragment)
    assert again.is_done and not again.has_exception
    assert again.size <= MOST_AGAIN


@pytest.mark.parametrize(("page", "name"), [("map", "working_map"), ("plan", "working_map"), ("plan", "plan_timeline")])
def test_a_component_is_sent_without_its_code_and_the_ground(session: Session, page: str, name: str) -> None:
    answer = session.run(page)
    sent = [m.delta.new_element.bidi_component for m in answer.messages if m.HasField("delta")]
    found = next(one for one in sent if one.component_name == name)
    assert len(found.js_content) < 1_000 and "/screen/" in found.js_content
    assert not found.css_content
    assert "FeatureCollection" not in found.json


def test_the_parts_are_kept_by_their_version_and_only_then(demo_server: Served, cookie: str, session: Session) -> None:
    answer = session.run("map")
    sent = [m.delta.new_element.bidi_component for m in answer.messages if m.HasField("delta")]
    found = next(one for one in sent if one.component_name == "working_map")
    code = found.js_content.split('new URL("')[1].split('"')[0]
    ground = found.json.split('"ground": "')[1].split('"')[0]
    with httpx.Client(base_url=demo_server.base, trust_env=False, headers={"Cookie": cookie}) as client:
        for address, sign in ((code, "mountMap"), (ground, "FeatureCollection")):
            kept = client.get(address)
            assert sign in kept.text
            assert kept.headers["cache-control"] == "private, max-age=31536000, immutable"
            *home, _version, file = Path(address).parts
            assert client.get("/".join(["", *home[1:], "old", file])).headers["cache-control"] == "no-store"
