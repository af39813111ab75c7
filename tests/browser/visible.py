"""What stands on a page for a pair of eyes: text in light and shadow trees and in frames, and what needs no scrolling."""

from collections.abc import Iterator

from playwright.sync_api import Locator, Page, expect
from signing_in import SLOW_MS

TEXT = """() => {
  const out = [];
  // A date field holds its value once more in a field of one pixel, for forms.
  const isDot = (box) => box.width <= 1 && box.height <= 1;
  const seen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !(getComputedStyle(node).overflow === "hidden" && isDot(node.getBoundingClientRect()));
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { out.push(node.data); return; }
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"].includes(node.tagName) || !seen(node)) return;
      if (node.matches("input, textarea")) { out.push("\\n" + (["password", "hidden"].includes(node.type) ? "" : node.value) + "\\n"); return; }
      if (!["inline", "contents"].includes(getComputedStyle(node).display)) out.push("\\n");
    }
    for (const child of (node.shadowRoot || node).childNodes) walk(child);
  };
  walk(document.body);
  return out.join("");
}"""


def settle(page: Page) -> None:
    """Wait until the page stands still."""
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached(timeout=SLOW_MS)
    page.wait_for_timeout(500)


def visible_text(page: Page) -> str:
    """Return every text that the page and its frames show, values of fields included."""
    return "\n".join(frame.evaluate(TEXT) for frame in page.frames)


def needs_no_scrolling(page: Page, target: Locator) -> bool:
    """Tell whether the whole of a thing is in sight of whoever has just come to the page."""
    box, size = target.bounding_box(), page.viewport_size
    assert size is not None
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


def each_view(page: Page, base: str, names: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    """Open each page of a menu and each of its tabs, and name what is open."""
    for name in names:
        page.goto(f"{base}/{name}")
        settle(page)
        yield name
        for at, tab in enumerate(page.get_by_role("tab").all()):
            tab.click()
            settle(page)
            yield f"{name}, tab {at}"
