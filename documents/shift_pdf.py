"""A shift's way on A4: stops, hours, agencies, a map picture and a sign for telephones."""

from datetime import date
from typing import Any

from documents.sheet_paper import Sheet, agencies_line, day_line, duty_hours, place_line, plain_text, point_text
from documents.sheet_paper import visit_hours as hours_of
from documents.shift_map import shift_map_svg
from documents.shift_qr import shift_qr_svg
from documents.typeset import typeset_pdf
from domain.units import clock_text
from domain.words import Words

EXACT = frozenset({"A", "B"})
"""Qualities of a position that came with coordinates of its own (domain.places.Position)."""


def shift_pdf(sheet: Sheet, *, words: Words) -> bytes:
    """Return the paper twin of a route sheet, sealed like annex III; same sheet, same bytes."""
    sign, held = shift_qr_svg(sheet)
    values = {
        "title": words.say("sheet.title"),
        "office": plain_text(sheet["office"]["name"]),
        "secrecy": words.say("sheet.sealed"),
        "team": plain_text(sheet["team_name"]),
        "day": day_line(sheet, words=words),
        "facts": _facts(sheet, words=words),
        "notes": _notes(sheet, words=words),
        "sign_alt": words.say("sheet.sign_alt"),
        "sign_about": _sign_about(sheet, held, words=words),
        "map_alt": words.say("sheet.map_alt", stops=len(sheet["stops"])),
        "columns": [words.say(f"sheet.column_{name}") for name in ("order", "hours", "stop", "agencies", "point")],
        "stops": [_row(stop, sheet, words=words) for stop in sheet["stops"]],
        "footer": words.say("sheet.footer", sheet=plain_text(sheet["sheet"])),
    }
    pictures = {"map": shift_map_svg(sheet, words=words), "sign": sign}
    return typeset_pdf("shift", values, on=date.fromisoformat(sheet["date"]), pictures=pictures)


def _facts(sheet: Sheet, *, words: Words) -> list[dict[str, str]]:
    facts = [
        ("duty", f"{clock_text(sheet['start_s'])} – {clock_text(sheet['end_s'])}"),
        ("base", plain_text(sheet["base"]["name"])),
        ("way", duty_hours(sheet)),
        ("stops", str(len(sheet["stops"]))),
    ]
    if sheet["break_start_s"] is not None:
        minutes = sheet["break_s"] // 60
        facts.append(("break", words.say("sheet.break", at=clock_text(sheet["break_start_s"]), minutes=minutes)))
    if sheet["office"]["telephone"]:
        facts.append(("telephone", plain_text(sheet["office"]["telephone"])))
    return [{"label": words.say(f"sheet.fact_{name}"), "text": text} for name, text in facts]


def _notes(sheet: Sheet, *, words: Words) -> list[str]:
    """Return what a team must know of how far the paper can be trusted."""
    notes = []
    if sheet["travel_source"] == "estimate":
        notes.append(words.say("sheet.note_estimate"))
    if sheet["is_demo"]:
        notes.append(words.say("sheet.note_sketch"))
    until = sheet["lodging"].get("until_s")
    if until and any(stop["type"] in sheet["lodging"]["types"] for stop in sheet["stops"]):
        notes.append(words.say("sheet.note_lodging", at=clock_text(until)))
    return notes


def _sign_about(sheet: Sheet, held: int, *, words: Words) -> str:
    key = "sheet.sign_about" if held == len(sheet["stops"]) else "sheet.sign_about_first"
    return words.say(key, stops=held)


def _row(stop: Sheet, sheet: Sheet, *, words: Words) -> dict[str, Any]:
    early = stop["arrival_s"]
    return {
        "order": str(stop["order"]),
        "hours": hours_of(stop),
        "arrival": "" if early == stop["start_s"] else words.say("sheet.arrival", at=clock_text(early)),
        "name": plain_text(stop["name"]),
        "type": plain_text(stop["type_label"]),
        "place": place_line(stop, words=words),
        "agencies": agencies_line(stop, sheet),
        "point": point_text(stop),
        "doubt": "" if stop["quality"] in EXACT else words.say("sheet.not_exact"),
    }
