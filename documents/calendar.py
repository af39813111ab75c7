"""A shift's duty as a calendar entry: when and where to meet, nothing of where the team will go."""

from datetime import UTC, datetime, time, timedelta
from datetime import date as Date
from zoneinfo import ZoneInfo

import icalendar

from documents.sheet_paper import Sheet, plain_text
from domain.words import Words


def shift_calendar_entry(sheet: Sheet, *, words: Words) -> bytes:
    """Return an iCalendar file (RFC 5545) with one entry; same sheet, same bytes.

    No establishment and no commune of a stop stands in it: calendars are shared and shown on locked screens.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{words.say('sheet.creator')}//VI")
    calendar.add("version", "2.0")
    event = icalendar.Event()
    # The same shift in a newer plan moves the entry instead of adding one.
    event.add("uid", f"{sheet['round']}/{sheet['shift']}")
    event.add("sequence", sheet["revision"])
    begins, ends = _instant(sheet, sheet["start_s"]), _instant(sheet, sheet["end_s"])
    event.add("dtstamp", begins)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", words.say("sheet.duty", team=plain_text(sheet["team_name"])))
    event.add("location", plain_text(sheet["base"]["name"]))
    event.add("description", words.say("sheet.duty_about", office=plain_text(sheet["office"]["name"])))
    event.add("class", "CONFIDENTIAL")
    calendar.add_component(event)
    return calendar.to_ical()


def _instant(sheet: Sheet, seconds: int) -> datetime:
    """Return an instant in UTC, so that the file needs no table of a time zone."""
    midnight = datetime.combine(Date.fromisoformat(sheet["date"]), time(0), tzinfo=ZoneInfo(sheet["time_zone"]))
    return (midnight + timedelta(seconds=seconds)).astimezone(UTC)
