"""What a page's head tells a browser to fetch at once: the pieces it will need, all of them, and only for pages."""

import asyncio
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from ui.preloading import PIECES, STATIC, WITH_MAP, Preloading, links_of, piece_addresses


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


def answered(path: str, *, status: int = 200, content_type: bytes = b"text/html; charset=utf-8") -> bytes | None:
    """Return the Link header that a path's answer has."""
    sent: list[Message] = []

    async def page(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", content_type)]})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def keep(message: Message) -> None:
        sent.append(message)

    asyncio.run(Preloading(page)({"type": "http", "path": path}, receive, keep))
    return dict(sent[0]["headers"]).get(b"link")


@pytest.mark.parametrize("page", ["", "map", "coverage", "team"])
def test_a_page_names_its_files(page: str) -> None:
    said = answered(f"/{page}")
    assert said is not None
    assert said.decode() == links_of(page)
    assert all(f"/{part}.js>; rel=modulepreload" in links_of(page) for part in WITH_MAP.get(page, ()))


@pytest.mark.parametrize("page", ["", *WITH_MAP])
def test_the_head_stays_small_enough_for_a_proxy(page: str) -> None:
    """nginx takes 4 KB for a whole head unless told otherwise; the other lines of ours are about 1 KB."""
    assert len(links_of(page)) < 2_800


@pytest.mark.parametrize("path", ["/papers/3", "/guide", "/field", "/static/js/x.js", "/sign-in", "/_stcore/health"])
def test_what_is_no_page_names_none(path: str) -> None:
    assert answered(path) is None


def test_a_redirect_and_another_kind_of_answer_name_none() -> None:
    assert answered("/map", status=303) is None
    assert answered("/map", content_type=b"text/plain") is None
