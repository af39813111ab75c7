"""How a browser test chooses from a list: a redraw of the page may close the list, so it is opened again until it worked."""

from collections.abc import Callable

from playwright.sync_api import Error, Locator, Page, expect
from signing_in import SLOW_MS

TRIES = 10
SHORT_MS = SLOW_MS // TRIES
"""How long one opened list is waited for; all tries together take as long as anything slow may."""


def choose(page: Page, box: Locator, option: Callable[[Locator], Locator], *, is_done: Callable[[], object]) -> str:
    """Open a list, choose an option of it, and return what the option said.

    Parameters
    ----------
    box
        The field that opens the list.
    option
        Picks one of the options that the open list has.
    is_done
        Raises AssertionError while the page does not show yet that something was chosen; waits briefly by itself.
    """
    failure: Exception | None = None
    for _ in range(TRIES):
        try:
            box.press("ArrowDown", timeout=SHORT_MS)
            wanted = option(page.get_by_role("option"))
            expect(wanted).to_be_visible(timeout=SHORT_MS)
            said = wanted.inner_text(timeout=SHORT_MS)
            wanted.click(timeout=SHORT_MS)
            is_done()
        except (AssertionError, Error) as error:
            failure = error
            page.keyboard.press("Escape")
        else:
            return said
    raise TimeoutError("nothing could be chosen") from failure
