"""The route sheet: one HTML file per team-shift that opens from a folder, with everything inside it."""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape

from documents.assets import BROWSER, read_asset
from documents.sheet_lock import lock_text
from documents.sheet_paper import (
    Sheet,
    SheetPaper,
    agencies_line,
    day_line,
    duty_hours,
    place_line,
    plain_text,
    point_text,
    sheet_code,
    visit_hours,
)
from domain.digest import canonical_json, sha256_hex
from domain.words import Words

SCRIPTS = "field/SCRIPTS.txt"
UNLOCK = "sheet/unlock.js"
STYLES = ("leaflet/leaflet.css", "map.css", "field/field.css", "sheet/sheet.css")
LOCK_WORDS = ("open", "opening", "too_short", "not_latin", "unused_sign", "wrong", "damaged", "too_old", "failed")

_URL = re.compile(r"url\([^)]*\)")
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};])\s*")
_SOURCE = re.compile(rb'<meta name="source" content="([0-9a-f]{64})">')


def locked_sheet_html(paper: SheetPaper, *, words: Words) -> bytes:
    """Return the file that only its passphrase opens; not one letter of the shift stands in it in the clear."""
    text = canonical_json(paper.sheet)
    envelope = lock_text(text, passphrase=paper.passphrase, salt=paper.salt, nonce=paper.nonce)
    code = words.say("sheet.code", code=sheet_code(paper.sheet))
    body = (
        f"<h1>{escape(words.say('sheet.locked_title'))}</h1>"
        f'<p class="code">{escape(code)}</p><p>{escape(words.say("sheet.locked_about"))}</p>'
        f'<p id="no-script" class="warn">{escape(words.say("sheet.no_script_locked"))}</p>'
        f'<form id="lock" hidden autocomplete="off"><label for="passphrase">{escape(words.say("sheet.passphrase"))}'
        '</label><input id="passphrase" name="passphrase" autocapitalize="characters" autocomplete="off" '
        'autocorrect="off" spellcheck="false" lang="en" aria-describedby="hint answer">'
        f'<p id="hint" class="quiet">{escape(words.say("sheet.passphrase_hint"))}</p>'
        f'<button>{escape(words.say("sheet.open"))}</button></form><p id="answer" role="alert"></p>'
    )
    source = source_digest(paper.sheet, words=words)
    return _page(code, body=body, blocks={"sealed": envelope}, source=source, words=words)


def open_sheet_html(paper: SheetPaper, *, words: Words) -> bytes:
    """Return the file that anybody who has it can read, with a table that needs no script; same sheet, same bytes."""
    sheet = paper.sheet
    title = words.say("sheet.way", team=plain_text(sheet["team_name"]))
    facts = f"{day_line(sheet, words=words)} · {duty_hours(sheet)} · {plain_text(sheet['base']['name'])}"
    body = (
        f"<h1>{escape(title)}</h1><p>{escape(facts)}</p>"
        f'<p id="no-script" class="warn">{escape(words.say("sheet.no_script"))}</p>'
        f'<p id="answer" role="alert"></p>{_table(sheet, words=words)}'
    )
    # A text within a text would double every quotation mark of the map: the page makes it a text again.
    ground = {name: text and json.loads(text) for name, text in sheet["ground"].items()}
    blocks = {"sheet": {**_without_reserves(sheet), "ground": ground}}
    return _page(title, body=body, blocks=blocks, source=source_digest(sheet, words=words), words=words)


def source_digest(sheet: Sheet, *, words: Words) -> str:
    """Return by what a file is told to be up to date: the sheet, and everything else that goes into the page.

    It betrays nothing of a locked sheet, because the sheet's key goes into it.
    """
    return sha256_hex(canonical_json([sheet, _scripts(), _style(), _told(words)]))


def read_source(html: bytes) -> str:
    """Return the digest that a route sheet carries, "" where it carries none."""
    found = _SOURCE.search(html)
    return found.group(1).decode("ascii") if found else ""


def _without_reserves(sheet: Sheet) -> dict[str, object]:
    """Return a sheet without its reserves: they travel locked or behind sign-in only."""
    hidden = {one["id"] for one in sheet["reserves"]}
    kept = [place for place, id_ in enumerate(sheet["travel"]["ids"]) if id_ not in hidden]
    times = sheet["travel"]["duration_s"]
    travel = {
        "ids": [sheet["travel"]["ids"][a] for a in kept],
        "duration_s": [[times[a][b] for b in kept] for a in kept],
    }
    return {**sheet, "reserves": [], "travel": travel}


def _page(title: str, *, body: str, blocks: Mapping[str, object], source: str, words: Words) -> bytes:
    scripts, style = _scripts(), _style()
    data = {**blocks, "sheet-words": _told(words)}
    head = (
        f'<meta charset="utf-8"><meta http-equiv="content-security-policy" content="{_policy(scripts, style)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" '
        f'content="no-referrer"><meta name="source" content="{source}"><title>{escape(title)}</title>'
        f"<style>{style}</style>"
    )
    held = "".join(f'<script type="application/json" id="{name}">{_json(it)}</script>' for name, it in data.items())
    run = "".join(f"<script>{script}</script>" for script in scripts)
    main = f'<main id="before">{body}</main><div id="field" hidden></div>{held}{run}'
    return f'<!DOCTYPE html>\n<html lang="{words.language}"><head>{head}</head><body>{main}</body></html>\n'.encode()


def _policy(scripts: Sequence[str], style: str) -> str:
    """Allow these scripts and this style by their sums, pictures made in the page, and nothing else at all."""
    allowed = " ".join(_sum(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_sum(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _sum(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _scripts() -> list[str]:
    names = (BROWSER / SCRIPTS).read_text(encoding="utf-8").split()
    return [packed_script(read_asset(name)) for name in (*names, UNLOCK)]


def _style() -> str:
    # Leaflet's style names pictures beside it, for controls that no map of ours has.
    text = _REMARK.sub("", _URL.sub("none", "\n".join(read_asset(name) for name in STYLES)))
    return _AROUND.sub(r"\1", text).strip()


def packed_script(text: str) -> str:
    """Return a script without the lines that are remarks and without indentation: the file is carried by hand.

    Raises
    ------
    ValueError
        If a text in backticks goes over several lines, which packing would change.
    """
    lines = [line.strip() for line in text.split("\n")]
    kept = [line for line in lines if line and not line.startswith("//")]
    if any(line.count("`") % 2 for line in kept):
        raise ValueError("a text in backticks goes over several lines")
    return "\n".join(kept) + "\n"


def _told(words: Words) -> dict[str, str]:
    """Return what the page says before the sheet is open; it fills the fields by itself."""
    return {key: words.sentences[f"sheet.{key}"] for key in LOCK_WORDS}


def _json(value: object) -> str:
    """Return JSON that can neither end its element nor begin a comment in it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _table(sheet: Sheet, *, words: Words) -> str:
    names = ("order", "hours", "stop", "agencies", "point")
    head = "".join(f"<th>{escape(words.say(f'sheet.column_{name}'))}</th>" for name in names)
    rows = "".join(_row(stop, sheet, words=words) for stop in sheet["stops"])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(stop: Sheet, sheet: Sheet, *, words: Words) -> str:
    about = f"{plain_text(stop['type_label'])} · {place_line(stop, words=words)}"
    way = way_address(stop, sheet["maps"], words=words)
    link = f'<br><a href="{escape(way)}" rel="noreferrer">{escape(words.say("sheet.go"))}</a>' if way else ""
    return (
        f"<tr><td>{stop['order']}</td><td>{visit_hours(stop)}</td>"
        f"<td><b>{escape(plain_text(stop['name']))}</b><small>{escape(about)}</small></td>"
        f"<td>{escape(agencies_line(stop, sheet))}</td><td>{point_text(stop)}{link}</td></tr>"
    )


def way_address(stop: Sheet, maps: str, *, words: Words) -> str:
    """Return the address that opens the office's map application at one stop, "" where it wants none."""
    if maps == "none":
        return ""
    place = {"lat": f"{stop['lat']:.6f}", "lon": f"{stop['lon']:.6f}"}
    if maps == "geo":
        return "geo:{lat},{lon}?q={lat},{lon}".format(**place)
    return words.say(f"field_page.address_{maps}", **place)
