"""What axe-core finds wrong with a page, and a browser that lets a test ask it."""

import json
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page
from served import Served
from signing_in import SLOW_MS, sign_in

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
EXCEPTIONS = tomllib.loads((Path(__file__).parent / "axe_exceptions.toml").read_text(encoding="utf-8"))
GRAVE = ("serious", "critical")
SCHEMES = {"light": "rgb(255, 255, 255)", "dark": "rgb(14, 26, 32)"}
"""The ground of the page in each, so that a test of the dark one does not look at the light one."""
RUN = "(rules) => axe.run(document, {resultTypes: ['violations'], iframes: false, ...rules})"
OF_COLOURS = {"runOnly": ["color-contrast"]}
"""All that changes between light and dark."""


def opened(
    chromium: Browser, sealed_office: Served, account: str, *, scheme: Literal["light", "dark"] = "light"
) -> Page:
    """Sign in with a browser into which a test may put a script, which the policy of our pages forbids."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="vi-VN", bypass_csp=True, color_scheme=scheme
    )
    context.set_default_timeout(SLOW_MS)
    if account:
        return sign_in(context, sealed_office, account)
    return context.new_page()


def grave(page: Page, rules: Mapping[str, object] | None = None) -> list[str]:
    """Return what axe finds serious or critical and no exception names, one line an element; by all rules or some."""
    if not page.evaluate("() => Boolean(globalThis.axe)"):
        page.evaluate(AXE)
    asked = f"async (rules) => JSON.stringify((await ({RUN})(rules)).violations)"
    found = json.loads(page.evaluate(asked, dict(rules or {})))
    lines = []
    for violation in found:
        for node in violation["nodes"]:
            if violation["impact"] in GRAVE and not _is_excepted(violation["id"], node["html"]):
                lines.append(f"{violation['id']} | {node['target']} | {node['html'][:220]}")
    return lines


def _is_excepted(rule: str, html: str) -> bool:
    return any(one["rule"] == rule and one["element"] in html for one in EXCEPTIONS.get("exception", ()))
