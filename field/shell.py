"""What a browser needs to open the field page without signal: scripts and styles in one file each, and the worker."""

import json
from dataclasses import dataclass
from pathlib import Path

from domain.digest import sha256_hex

ASSETS = Path(__file__).parent / "assets"
BROWSER = Path(__file__).resolve().parent.parent / "browser"
SCRIPTS = "field/SCRIPTS.txt"
STYLES = ("leaflet/leaflet.css", "map.css", "field/field.css")
FONTS = ("/sign-in/regular.ttf", "/sign-in/semibold.ttf")
SHELL = "/field/shell"

_EMPTY = "const SHELL = [];"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Hold the page's own files, and the addresses under which a page names them: the content's digest is in them."""

    script_text: str
    style_text: str
    worker_text: str
    script: str
    style: str


def read_parts() -> Parts:
    """Return script, style and worker as this installation has them.

    Raises
    ------
    ValueError
        If the worker's file lacks the line that names the shell: a bug.
    """
    names = (BROWSER / SCRIPTS).read_text(encoding="utf-8").split()
    script = "\n".join([*(_text(BROWSER / name) for name in names), _text(ASSETS / "served.js")])
    style = "\n".join([_text(ASSETS / "style.css"), *(_text(BROWSER / name) for name in STYLES)])
    script_at, style_at = f"/field/app.js?v={_short(script)}", f"/field/app.css?v={_short(style)}"
    worker = _text(ASSETS / "sw.js")
    if worker.count(_EMPTY) != 1:
        raise ValueError("sw.js does not name its shell")
    shell = json.dumps([SHELL, script_at, style_at, *FONTS])
    return Parts(
        script_text=script,
        style_text=style,
        worker_text=worker.replace(_EMPTY, f"const SHELL = {shell};"),
        script=script_at,
        style=style_at,
    )


def _short(text: str) -> str:
    return sha256_hex(text)[:16]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
