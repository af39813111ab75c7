"""The cover page of a locked sheet: when and where to meet, and the passphrase; nothing of where the team will go."""

from datetime import date

from documents.sheet_paper import SheetPaper, day_line, plain_text, sheet_code
from documents.typeset import typeset_pdf
from domain.units import clock_text
from domain.words import Words

OPENING = ("open_file", "open_type", "open_work", "open_send")
LOSING = ("lost_call", "lost_revoke", "lost_paper")


def cover_page_pdf(paper: SheetPaper, *, words: Words) -> bytes:
    """Return one A4 page; same values, same bytes."""
    sheet = paper.sheet
    code, telephone = sheet_code(sheet), plain_text(sheet["office"]["telephone"])
    facts = [
        ("day", day_line(sheet, words=words)),
        ("meet", clock_text(sheet["start_s"])),
        ("base", plain_text(sheet["base"]["name"])),
        ("telephone", telephone or words.say("cover.no_telephone")),
        ("code", code),
    ]
    values = {
        "title": words.say("cover.title"),
        "office": plain_text(sheet["office"]["name"]),
        "secrecy": words.say("cover.secrecy"),
        "team": plain_text(sheet["team_name"]),
        "facts": [{"label": words.say(f"cover.fact_{name}"), "text": text} for name, text in facts],
        "passphrase_label": words.say("cover.passphrase"),
        "passphrase_about": words.say("cover.passphrase_about"),
        "groups": paper.passphrase.split("-"),
        "parts": [
            {"title": words.say(f"cover.{part}"), "steps": [words.say(f"cover.{step}", code=code) for step in steps]}
            for part, steps in (("opening", OPENING), ("losing", LOSING))
        ],
        "footer": words.say("cover.footer", sheet=plain_text(sheet["sheet"])),
    }
    return typeset_pdf("cover", values, on=date.fromisoformat(sheet["date"]))
