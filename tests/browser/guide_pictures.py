"""Take the pictures of the guide anew: python tests/browser/guide_pictures.py [DEMO]

Serves the demo office, goes through the tasks in Debian's chromium and writes
docs/huong-dan/pictures. DEMO names a folder that `cli.py demo` made; without
it one is made, which takes about a minute. The page Nhật ký shows the real
time; any other picture that looks as it did keeps its file as it is.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from field_office import Evening, seal_evening  # noqa: E402
from guide_offices import make_empty, make_planned, put_it_back, take_one_out, work_the_round  # noqa: E402
from guide_shots import (  # noqa: E402
    BEFORE_SEAL,
    DESK,
    EMPTY,
    NAMES,
    ONE_DOOR,
    PLANNED,
    SEALED,
    TABLET,
    TAKEN_OUT,
    WORKED,
    Shot,
    settle,
)
from PIL import Image, ImageChops  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright  # noqa: E402
from served import Served, serve  # noqa: E402
from signing_in import SLOW_MS, sign_in  # noqa: E402

PICTURES = ROOT / "docs" / "huong-dan" / "pictures"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--font-render-hinting=none", "--force-color-profile=srgb")
# Maximum coverage keeps the few pixels of a rim or a pin in their own colour; median cut does not.
COLOURS, METHOD = 192, Image.Quantize.MAXCOVERAGE
MARGIN = 14
# Of 255 levels; the rims of rounded corners differ by up to 16 from one run to the next.
UNSEEN = 24


def main(demo: Path | None) -> None:
    """Take every picture; what is no longer among them is removed."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        _empty_office(browser, Path(scratch) / "empty")
        directory = Path(scratch) / "planned"
        if demo is None:
            make_planned(directory)
        else:
            shutil.copytree(demo, directory)
        _demo_office(browser, directory)
        browser.close()
    for path in PICTURES.glob("*.png"):
        if path.stem not in NAMES:
            path.unlink()


def _empty_office(browser: Browser, directory: Path) -> None:
    make_empty(directory)
    with serve(directory) as served:
        take(browser, served, EMPTY)
        with _opened(browser, served, "planner") as page:
            page.goto(f"{served.base}/register")
            settle(page)
            page.locator("input[type=file]").set_input_files(directory / "register.xlsx")
            expect(page.get_by_role("button", name="Tiếp tục, sửa sau")).to_be_visible(timeout=SLOW_MS)
            # What was told for a moment lies over the page.
            for told in page.get_by_test_id("stToast").all():
                expect(told).to_be_hidden(timeout=SLOW_MS)
            settle(page)
            keep(page, "03-nhap-danh-sach")


def _demo_office(browser: Browser, directory: Path) -> None:
    with serve(directory) as served:
        take(browser, served, PLANNED)
        take_one_out(directory)
        take(browser, served, TAKEN_OUT)
        put_it_back(directory)
        take(browser, served, BEFORE_SEAL)
        evening = seal_evening(directory)
        take(browser, served, SEALED)
        _field(browser, served, evening)
        take(browser, served, ONE_DOOR)
        work_the_round(directory, evening)
        take(browser, served, WORKED)


def take(browser: Browser, served: Served, shots: Iterable[Shot]) -> None:
    """Take pictures of a running office, each in a window of its own size."""
    shots = list(shots)
    for account in dict.fromkeys(shot.account for shot in shots):
        with _opened(browser, served, account) as page:
            for shot in shots:
                if shot.account == account:
                    _take_one(page, served, shot)


def _take_one(page: Page, served: Served, shot: Shot) -> None:
    width, height = shot.size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{served.base}{shot.path}")
    if shot.account:
        settle(page)
    shot.prepare(page)
    keep(page, shot.name, clip=shot.clip)


@contextmanager
def _opened(browser: Browser, served: Served, account: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="vi-VN")
    context.set_default_timeout(SLOW_MS)
    yield sign_in(context, served, account) if account else context.new_page()
    context.close()


def _field(browser: Browser, served: Served, evening: Evening) -> None:
    """Work the first two stops of a shift on a tablet whose clock stands in the shift."""
    context = browser.new_context(
        viewport={"width": TABLET[0], "height": TABLET[1]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=True,
    )
    context.set_default_timeout(SLOW_MS)
    assert evening.shift.revealed_at is not None
    context.clock.set_fixed_time(evening.shift.revealed_at + timedelta(minutes=5))
    page = _field_page(context, served)
    keep(page, "14-diem-toi")
    _record_and_lose_signal(context, page)
    context.close()


def _field_page(context: BrowserContext, served: Served) -> Page:
    page = context.new_page()
    page.goto(f"{served.base}/field")
    page.fill("#username", "team-t1")
    page.fill("#password", served.passwords["team-t1"])
    page.click("button[type=submit]")
    expect(page.locator("#app[data-ready]")).to_be_visible(timeout=SLOW_MS)
    page.wait_for_timeout(600)
    return page


def _record_and_lose_signal(context: BrowserContext, page: Page) -> None:
    context.set_offline(True)
    page.get_by_role("button", name="Đã đến", exact=True).click()
    page.get_by_role("button", name="Đã kiểm tra", exact=True).click()
    page.get_by_label("Đã kiểm tra toàn diện").check()
    page.get_by_label("Số biên bản").fill("01/BB")
    page.wait_for_timeout(600)
    keep(page, "14-ghi-ket-qua")
    page.get_by_role("button", name="Rời điểm").click()
    page.get_by_role("button", name="Cửa đóng", exact=True).click()
    page.wait_for_timeout(600)
    keep(page, "16-cua-dong-may-tinh-bang", clip=(".bar", ".view .card"))
    page.get_by_role("button", name="Đi tiếp điểm sau").click()
    page.get_by_role("button", name="Xong việc").click()
    page.wait_for_timeout(600)
    keep(page, "14-xong-viec")
    context.set_offline(False)
    page.get_by_role("button", name="Gửi bây giờ").click()
    expect(page.locator(".badge")).to_have_text("Đã gửi hết", timeout=SLOW_MS)


def keep(page: Page, name: str, *, clip: tuple[str, ...] = ()) -> None:
    """Write the picture of a page, few colours and small, under its name; one that looks as it did is left alone."""
    area, path = _area(page, clip) if clip else None, PICTURES / f"{name}.png"
    with Image.open(io.BytesIO(page.screenshot(clip=area, animations="disabled", caret="hide"))) as shot:
        small = shot.convert("RGB").quantize(colors=COLOURS, method=METHOD, dither=Image.Dither.NONE)
    if not _looks_like(small, path):
        small.save(path, optimize=True)
    print(name, path.stat().st_size // 1000, "kB", flush=True)


def _looks_like(picture: Image.Image, path: Path) -> bool:
    """Tell whether a kept picture differs by no more than what a browser draws otherwise from time to time."""
    if not path.is_file():
        return False
    with Image.open(path) as kept:
        if kept.size != picture.size:
            return False
        difference = ImageChops.difference(kept.convert("RGB"), picture.convert("RGB"))
    return max(most for _, most in difference.getextrema()) <= UNSEEN


def _area(page: Page, selectors: tuple[str, ...]) -> dict[str, float]:  # type: ignore[type-arg]
    boxes = [box for selector in selectors if (box := page.locator(selector).first.bounding_box())]
    left = max(0.0, min(box["x"] for box in boxes) - MARGIN)
    top = max(0.0, min(box["y"] for box in boxes) - MARGIN)
    right = max(box["x"] + box["width"] for box in boxes) + MARGIN
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
