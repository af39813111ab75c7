"""Streamlit's scripts leave packed, byte for byte what they are; whatever else is asked for goes on to the application."""

import gzip
from pathlib import Path

import pytest
from middleware_answers import PASSED_ON, answer_of

from ui.packed_files import PackedFiles

SCRIPT = "import './Ô.B.js'; // nét đẹp\n" * 50


@pytest.fixture
def static(tmp_path: Path) -> Path:
    scripts = tmp_path / "web" / "static" / "js"
    scripts.mkdir(parents=True)
    (scripts / "index.A.js").write_text(SCRIPT, encoding="utf-8")
    (scripts / "font.woff2").write_bytes(b"wOF2")
    (tmp_path / "web" / "index.html").write_text("<html>", encoding="utf-8")
    (tmp_path / "secret.js").write_text("secret", encoding="utf-8")
    return tmp_path / "web"


def ask(
    static: Path, path: str, *, method: str = "GET", accept: str = "gzip, br"
) -> tuple[int, dict[bytes, bytes], bytes]:
    """Return status, headers and body of what a browser gets."""
    headers = [(b"accept-encoding", accept.encode())]
    return answer_of(lambda behind: PackedFiles(behind, static), method=method, path=path, headers=headers)


def test_a_script_is_what_it_was_and_much_smaller(static: Path) -> None:
    status, headers, body = ask(static, "/static/js/index.A.js")
    assert (status, headers[b"content-encoding"], headers[b"content-type"]) == (
        200,
        b"gzip",
        b"text/javascript; charset=utf-8",
    )
    assert gzip.decompress(body).decode() == SCRIPT
    assert len(body) < len(SCRIPT.encode()) // 3
    assert b"immutable" in headers[b"cache-control"] and b"private" in headers[b"cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/nothing.js", "/static/../../secret.js", "/static/js/../../../secret.js", "//secret.js",
        "/static/js/font.woff2", "/index.html", "/static", "/map",
    ],
)  # fmt: skip
def test_anything_else_is_left_to_the_application(static: Path, path: str) -> None:
    assert ask(static, path)[0] == PASSED_ON


def test_what_cannot_be_unpacked_or_is_not_asked_for_is_left_to_the_application(static: Path) -> None:
    assert ask(static, "/static/js/index.A.js", accept="identity")[0] == PASSED_ON
    assert ask(static, "/static/js/index.A.js", method="POST")[0] == PASSED_ON
