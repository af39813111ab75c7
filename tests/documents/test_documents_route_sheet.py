"""The route sheet as a file: locked to everybody without the passphrase, alone with itself, no name that runs."""

import gzip
import hashlib
import json
import random
import re
from base64 import b64decode, b64encode
from html.parser import HTMLParser

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sample_sheet import HOSTILE, PASSPHRASE, sample_sheet, words

from documents.route_sheet import locked_sheet_html, open_sheet_html, packed_script, read_source, source_digest
from documents.sheet_lock import lock_text
from documents.sheet_paper import SheetPaper, plain_text

LIMIT = 300 * 1024
"""Bytes: 300 KB as a list of files shows it."""
LIMIT_REAL = 1_000_000


class Page(HTMLParser):
    """Keep what a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: dict[str, str] = {}
        self.runs: list[str] = []
        self.texts: list[str] = []
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "script":
            self._keep_script(data)
        else:
            self.texts.append(data)

    def _keep_script(self, data):
        about = self.tags[-1][1]
        if about.get("type") == "application/json":
            self.blocks[str(about["id"])] = self.blocks.get(str(about["id"]), "") + data
        else:
            self.runs.append(data)


def paper(**changes) -> SheetPaper:
    return SheetPaper(
        sheet=sample_sheet(**changes), passphrase=PASSPHRASE, salt=bytes(range(16)), nonce=bytes(range(12))
    )


def locked(**changes) -> str:
    return locked_sheet_html(paper(**changes), words=words()).decode()


def opened(**changes) -> str:
    return open_sheet_html(paper(**changes), words=words()).decode()


def unlock(envelope: dict, passphrase: str) -> dict:
    """Open an envelope as the contract says, with nothing of the product."""
    key = hashlib.pbkdf2_hmac("sha256", passphrase.replace("-", "").encode(), b64decode(envelope["salt"]), 600_000, 32)
    packed = AESGCM(key).decrypt(b64decode(envelope["nonce"]), b64decode(envelope["data"]), None)
    return json.loads(gzip.decompress(packed))


def policy(page: Page) -> str:
    return next(
        str(about["content"]) for tag, about in page.tags if about.get("http-equiv") == "content-security-policy"
    )


def test_a_locked_sheet_opens_with_its_passphrase_alone() -> None:
    envelope = json.loads(Page(locked()).blocks["sealed"])
    assert set(envelope) == {"schema", "salt", "nonce", "rounds", "data"} and envelope["rounds"] == 600_000
    assert unlock(envelope, PASSPHRASE) == sample_sheet()
    with pytest.raises(InvalidTag):
        unlock(envelope, PASSPHRASE[:-1] + "2")


def test_a_locked_sheet_says_nothing_in_the_clear() -> None:
    sheet, html = sample_sheet(), locked()
    for stop in sheet["stops"]:
        for key in ("id", "name", "address", "commune"):
            assert stop[key] not in html
    for key in ("key", "sheet", "shift", "team_name", "date", "round"):
        assert sheet[key] not in html
    assert sheet["base"]["name"] not in html and "05/03/2027" not in html


@pytest.mark.parametrize("make", [locked, opened])
def test_the_policy_allows_what_is_inside_and_nothing_else(make) -> None:
    html = make()
    page = Page(html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    sums = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (*page.runs, style.group(1))]
    allowed = " ".join(f"'sha256-{one}'" for one in sums[:-1])
    assert policy(page) == (
        f"default-src 'none'; script-src {allowed}; style-src 'sha256-{sums[-1]}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not any({"src", "style", "action", "background", "ping"} & set(about) for _, about in page.tags)
    assert not any(name.startswith("on") for _, about in page.tags for name in about)
    assert not any(tag in ("link", "iframe", "img", "base", "object") for tag, _ in page.tags)
    assert "url(" not in style.group(1) and "@import" not in style.group(1)


@pytest.mark.parametrize("make", [locked, opened])
def test_a_sheet_stays_small(make) -> None:
    size = len(make(stops=14).encode())
    print(f"{make.__name__}: {size} bytes")
    assert size <= LIMIT


def test_a_sheet_with_real_roads_stays_below_a_megabyte() -> None:
    """The most that workflow.field_sheets hands out: 450,000 bytes of roads and 60,000 of communes."""
    dice = random.Random(7)
    road = {"type": "Feature", "properties": {"highway": "residential", "name": ""}}
    ways: list[dict] = []
    while len(json.dumps(ways)) < 440_000:
        points = [[round(106 + dice.random() / 5, 5), round(11.4 + dice.random() / 5, 5)] for _ in range(200)]
        ways.append({**road, "geometry": {"type": "LineString", "coordinates": points}})
    roads = json.dumps({"type": "FeatureCollection", "features": ways}, separators=(",", ":"))
    ground = {"communes": sample_sheet()["ground"]["communes"], "roads": roads}
    sizes = [len(make(stops=14, ground=ground).encode()) for make in (locked, opened)]
    print(f"with real roads: {sizes} bytes")
    assert max(sizes) <= LIMIT_REAL


def test_an_open_sheet_has_every_stop_without_a_script() -> None:
    page = Page(opened())
    text = " ".join(page.texts)
    for stop in sample_sheet()["stops"]:
        assert stop["name"] in text and f"{stop['lat']:.6f}, {stop['lon']:.6f}" in text
    links = [str(about["href"]) for tag, about in page.tags if tag == "a"]
    assert links[0] == "geo:11.549000,106.153000?q=11.549000,106.153000" and len(links) == 9
    block, sheet = json.loads(page.blocks["sheet"]), sample_sheet()
    assert block == {**sheet, "ground": {name: json.loads(text) for name, text in sheet["ground"].items()}}


@pytest.mark.parametrize(
    ("maps", "begins"),
    [("google", "https://www.google.com/maps/dir/"), ("apple", "https://maps.apple.com/"), ("none", None)],
)
def test_the_office_chooses_which_map_application_is_told_a_stop(maps: str, begins: str | None) -> None:
    links = [str(about["href"]) for tag, about in Page(opened(maps=maps)).tags if tag == "a"]
    assert (links == []) if begins is None else (len(links) == 9 and all(link.startswith(begins) for link in links))


def test_hostile_names_make_no_element() -> None:
    plain, hostile = (
        Page(opened(stops=len(HOSTILE))),
        Page(opened(stops=len(HOSTILE), names=HOSTILE, team_name=HOSTILE[1])),
    )
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in plain.tags]
    assert hostile.runs == plain.runs
    block = hostile.blocks["sheet"]
    assert [stop["name"] for stop in json.loads(block)["stops"]] == list(HOSTILE)
    assert not re.search("[<>&\u2028\u2029]", block)
    said = "\n".join(hostile.texts)
    assert all(plain_text(name) in said for name in HOSTILE)


def test_an_open_sheet_has_the_same_bytes_and_a_locked_one_its_source() -> None:
    assert opened() == opened()
    digest = source_digest(sample_sheet(), words=words())
    other = SheetPaper(sheet=sample_sheet(), passphrase=PASSPHRASE, salt=b"x" * 16, nonce=b"y" * 12)
    assert locked().encode() != (again := locked_sheet_html(other, words=words()))
    assert read_source(locked().encode()) == read_source(again) == digest
    assert source_digest(sample_sheet(stops=8), words=words()) != digest
    assert read_source(b"<html>") == ""


def test_a_lock_wants_random_bytes_of_their_length() -> None:
    with pytest.raises(ValueError, match="nonce"):
        lock_text("x", passphrase=PASSPHRASE, salt=bytes(16), nonce=bytes(8))


def test_packing_changes_no_text() -> None:
    assert packed_script("  // why\n  const a = `x  // y`;\n\n    go(a);\n") == "const a = `x  // y`;\ngo(a);\n"
    with pytest.raises(ValueError, match="backticks"):
        packed_script("const a = `x\n  y`;\n")


def test_an_open_sheet_holds_no_reserve():
    sheet = sample_sheet()
    ids = [*sheet["travel"]["ids"], "du-phong-9"]
    reserve = {**sheet["stops"][0], "id": "du-phong-9", "name": "Cơ sở dự phòng chín", "cell": "x", "ticket": 1}
    travel = {"ids": ids, "duration_s": [[0 if a == b else 600 for b in ids] for a in ids]}
    made = SheetPaper(
        sheet={**sheet, "reserves": [reserve], "travel": travel}, passphrase=PASSPHRASE, salt=bytes(16), nonce=bytes(12)
    )
    text = open_sheet_html(made, words=words()).decode("utf-8")
    assert "du-phong-9" not in text
    assert "dự phòng chín" not in text
    sealed = json.loads(Page(locked_sheet_html(made, words=words()).decode("utf-8")).blocks["sealed"])
    assert unlock(sealed, PASSPHRASE)["reserves"][0]["id"] == "du-phong-9"
