"""Call-ups of agencies, and the duty and mileage sheet of a shift: counts of people, no establishment, no commune."""

from collections.abc import Iterator

from documents.formatting import day_text, tenths_text
from documents.official_facts import Draft, OfficialFacts
from documents.official_words import common_fields, hours_text, number_text, numbered, weekday_text
from documents.plan_paper import PaperShift
from domain.words import Words


def call_up_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield one call-up for each agency of a shift: days, hours, how many people and where they meet."""
    year = facts.round.starts_on.year
    for code, label in facts.labels.items():
        shifts = [shift for shift in facts.plan.shifts if code in facts.crews[shift.shift]]
        if not shifts:
            continue
        people = facts.settings.people_of(code)
        rows = numbered(
            {
                "day": weekday_text(shift.date, words), "hours": hours_text(*facts.hours[shift.shift], words),
                "people": str(people), "place": meeting_place(shift, facts, words),
            }
            for shift in shifts
        )  # fmt: skip
        fields = {
            **common_fields(facts.letterhead, facts.settings, words, symbol="GM", year=year), "agency": label,
            "round_title": facts.round.title, "people": number_text(people * len(shifts)), "rows": rows,
        }  # fmt: skip
        yield Draft(part=code, label=label, fields=fields)


def duty_sheet_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield the duty and mileage sheet of each shift."""
    vehicle = f"documents.travel.vehicle_{facts.plan.vehicle}"
    for shift in facts.plan.shifts:
        people = [(facts.labels.get(code, code), facts.settings.people_of(code)) for code in facts.crews[shift.shift]]
        metres = shift.distance_m
        fields = {
            **common_fields(facts.letterhead, facts.settings, words, symbol="BCC", year=facts.round.starts_on.year),
            "team": shift.team_name, "day": weekday_text(shift.date, words), "round_title": facts.round.title,
            "hours": hours_text(*facts.hours[shift.shift], words),
            "kilometres": words.say("official.blank") if metres is None else tenths_text(metres // 100),
            "vehicle": words.say(vehicle) if vehicle in words else words.say("official.blank"),
            "rows": numbered({"agency": label, "people": str(count)} for label, count in people),
            "totals": [
                {"number": "", "agency": words.say("official.total"), "people": str(sum(n for _, n in people))}
            ],
        }  # fmt: skip
        yield Draft(part=shift.shift, label=f"{shift.team_name}, {day_text(shift.date)}", fields=fields)


def meeting_place(shift: PaperShift, facts: OfficialFacts, words: Words) -> str:
    """Return where people meet: what the office has set, else the shift's base, unless its name tells a commune."""
    if facts.settings.meeting_place:
        return facts.settings.meeting_place
    bare = (name.split(" ", 1)[-1] for commune in facts.communes for name in (commune.name, *commune.former_names))
    if any(name.casefold() in shift.base_name.casefold() for name in bare):
        return words.say("official.meeting_office", office=facts.letterhead.office)
    return shift.base_name
