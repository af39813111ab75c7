"""What a page's head tells a browser to fetch at once: the pieces it will need, all of them, and only for pages."""

import asyncio
import re
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from domain.accounts import AccountRole, Actor
from ui.preloading import PIECES, STATIC, Preloading, piece_addresses


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A front end whose first script loads a shared one; pieces that load each other, and one only when asked."""
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    index = '<script src="./static/js/index.A.js"></script><link href="./static/js/shared.B.js">'
    (tmp_path / "index.html").write_text(index, encoding="utf-8")
    texts = {
        "index.A.js": 'import"./shared.B.js";',
        "shared.B.js": "",
        "Box.C.js": 'import{a as b}from"./shared.B.js";import"./round.D.js";const late=()=>import("./Late.E.js")',
        "round.D.js": 'import{t}from"./Box.C.js";import{i}from"./index.A.js"',
        "Late.E.js": "",
        "BoxOther.F.js": "",
    }
    for name, text in texts.items():
        (scripts / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_piece_is_fetched_with_what_it_imports_and_without_what_is_there(static: Path) -> None:
    assert piece_addresses(static, ("Box", "Nothing")) == ("/static/js/Box.C.js", "/static/js/round.D.js")


@pytest.mark.parametrize("stem", PIECES)
def test_the_installed_front_end_has_each_piece(stem: str) -> None:
    assert len(list((STATIC / "static" / "js").glob(f"{stem}.*.js"))) == 1


def answered(
    path: str, *, role: AccountRole = AccountRole.PLANNER, status: int = 200, content_type: bytes = b"text/html"
) -> str:
    """Return the Link header that a path's answer has for somebody of a role."""
    sent: list[Message] = []

    async def page(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", content_type)]})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def keep(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "actor": Actor(account="a", role=role)}
    asyncio.run(Preloading(page, STATIC)(scope, receive, keep))
    return dict(sent[0]["headers"]).get(b"link", b"").decode()


@pytest.mark.parametrize(
    ("path", "role", "parts"),
    [
        ("/map", AccountRole.PLANNER, ["map_points", "working_map"]),
        ("/plan", AccountRole.PLANNER, ["working_map", "plan_timeline"]),
        ("/", AccountRole.PLANNER, []),
        ("/", AccountRole.TEAM, ["working_map"]),
        ("/", AccountRole.LEADER, []),
    ],
)
def test_a_page_names_its_files(path: str, role: AccountRole, parts: list[str]) -> None:
    said = answered(path, role=role)
    assert re.findall(r"/screen/[0-9a-f]{16}/(\w+)\.js>; rel=modulepreload", said) == parts
    assert re.search(r"</static/js/Selectbox\.[\w-]+\.js>; rel=modulepreload", said)
    assert "as=font; crossorigin" in said
    # nginx takes 4 KB for a whole head unless told otherwise; the other lines of ours are about 1 KB.
    assert len(said) < 2_800


@pytest.mark.parametrize("path", ["/papers/3", "/guide", "/field", "/static/js/x.js", "/sign-in", "/_stcore/health"])
def test_what_is_no_page_names_none(path: str) -> None:
    assert answered(path) == ""


def test_a_redirect_and_another_kind_of_answer_name_none() -> None:
    assert answered("/map", status=303) == ""
    assert answered("/map", content_type=b"text/plain") == ""
