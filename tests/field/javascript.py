"""Runs the page's pure functions outside a page: in Node.js, or in Chromium where there is none."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

BROWSER = Path(__file__).resolve().parents[2] / "browser"


def run(names: list[str], expression: str, values: Any) -> Any:
    """Return what an expression over `values` gives, once the scripts of browser/ were read in this order."""
    scripts = "\n".join((BROWSER / name).read_text("utf-8") for name in names)
    node = shutil.which("node")
    if node is None:
        return _in_chromium(scripts, expression, values)
    program = (
        f"{scripts}\nlet text = ''; process.stdin.on('data', (part) => {{ text += part; }});"
        f"process.stdin.on('end', () => {{ const values = JSON.parse(text);"
        f"process.stdout.write(JSON.stringify({expression})); }});"
    )
    done = subprocess.run(
        [node, "-e", program], input=json.dumps(values), capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return json.loads(done.stdout)


def _in_chromium(scripts: str, expression: str, values: Any) -> Any:
    import pytest
    from playwright.sync_api import sync_playwright

    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        pytest.skip("neither Node.js nor Debian's chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(content=scripts)
        found = page.evaluate(f"(values) => ({expression})", values)
        browser.close()
        return found
