"""What runs in browsers: known bytes, no request of its own, no HTML from data."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

BROWSER = Path(__file__).resolve().parents[2] / "browser"
PACKAGES = tomllib.loads((BROWSER / "MANIFEST.toml").read_text(encoding="utf-8"))["package"]
VENDORED = {path: digest for package in PACKAGES for path, digest in package["sha256"].items()}
OWN = sorted(
    path.relative_to(BROWSER).as_posix()
    for path in BROWSER.rglob("*")
    if path.is_file()
    and path.suffix in {".js", ".css", ".svg"}
    and path.relative_to(BROWSER).as_posix() not in VENDORED
)


@pytest.mark.parametrize("path", sorted(VENDORED))
def test_vendored_bytes_are_the_packages(path: str) -> None:
    assert hashlib.sha256((BROWSER / path).read_bytes()).hexdigest() == VENDORED[path]


def test_every_file_is_ours_or_in_the_manifest() -> None:
    files = {path.relative_to(BROWSER).as_posix() for path in BROWSER.rglob("*") if path.is_file()}
    assert files == set(VENDORED) | set(OWN) | {"MANIFEST.toml", "field/SCRIPTS.txt"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_every_package_has_its_licence(package: dict) -> None:
    assert package["licence_file"] in package["sha256"]
    assert (BROWSER / package["licence_file"]).stat().st_size > 500


@pytest.mark.parametrize("path", OWN)
def test_own_code_asks_nobody_and_writes_no_html(path: str) -> None:
    text = (BROWSER / path).read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    # The working map asks for its ground; the policy of the page lets it ask nobody but our own server.
    text = text.replace("await fetch(new URL(address, document.baseURI))", "") if path == "component.js" else text
    assert not re.search(r"https?://|@import|url\(", text)
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\bfetch\(|XMLHttpRequest"
    assert not re.search(forbidden, text)


def test_fonts_have_every_vietnamese_letter() -> None:
    """Read the character map (format 4) of each TTF: a missing letter would fall to another font."""
    letters = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(
        base + mark for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for mark in "\u0300\u0301\u0303\u0309\u0323"
    )
    import unicodedata

    wanted = {ord(letter) for letter in unicodedata.normalize("NFC", letters)}
    for font in sorted(BROWSER.glob("fonts/*.ttf")):
        assert wanted <= _characters(font.read_bytes()), font.name


def _characters(data: bytes) -> set[int]:
    def u16(at: int) -> int:
        return int.from_bytes(data[at : at + 2], "big")

    def u32(at: int) -> int:
        return int.from_bytes(data[at : at + 4], "big")

    tables = {data[12 + 16 * k : 16 + 16 * k]: u32(20 + 16 * k) for k in range(u16(4))}
    cmap = tables[b"cmap"]
    starts = {cmap + u32(cmap + 8 + 8 * k) for k in range(u16(cmap + 2))}
    found: set[int] = set()
    for start in (start for start in starts if u16(start) == 4):
        count = u16(start + 6) // 2
        ends = [u16(start + 14 + 2 * k) for k in range(count)]
        firsts = [u16(start + 16 + 2 * count + 2 * k) for k in range(count)]
        found |= {code for first, end in zip(firsts, ends, strict=True) for code in range(first, end + 1)}
    return found
