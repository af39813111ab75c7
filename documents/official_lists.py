"""What is sealed until a round is closed: annexes II to IV, and a minutes form for every visit; and the blank form."""

from collections.abc import Iterator, Mapping
from typing import Any

from documents.formatting import day_text
from documents.official_facts import Draft, Fields, OfficialFacts
from documents.official_plan import attached_text
from documents.official_words import (
    change_note,
    common_fields,
    commune_text,
    decision_text,
    hours_text,
    list_note,
    numbered,
    place_text,
    weekday_text,
)
from documents.plan_paper import PaperEstablishment, PaperShift, PaperStop
from domain.sheets import FieldRule
from domain.words import Words


def annex_2_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield annex II: who is inspected, with the month and no day; who came onto the list later has a row too."""
    plan = facts.plan
    months = {stop.establishment.id: f"{shift.date:%m/%Y}" for shift in plan.shifts for stop in shift.stops}
    rows = (
        {
            **_listed(item, facts, words), "month": months.get(item.id, ""),
            "note": list_note(item, plan.list_changes, words),
        }
        for item in (*plan.selected, *plan.newcomers)
    )  # fmt: skip
    yield _sealed(facts, words, rows=numbered(rows))


def annex_3_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield annex III: days, shifts, teams and hours."""
    ordered = sorted(facts.plan.shifts, key=lambda shift: (shift.date, shift.departure_s, shift.team_name, shift.shift))
    rows = [_stop_row(shift, stop, words) for shift in ordered for stop in shift.stops]
    yield _sealed(facts, words, rows=rows)


def annex_4_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield annex IV: the reserves in the order in which they step in; one that did says for whom."""
    changes, waits = facts.plan.list_changes, words.say("official.reserve_note")
    rows = (
        {**_listed(item, facts, words), "note": change_note(item, changes, words) or waits}
        for item in facts.plan.reserves
    )
    yield _sealed(facts, words, rows=numbered(rows))


def annex_5_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield annex V: the blank form of the minutes with the duties of every type."""
    fields = {
        **_common(facts, words), "attached": attached_text(facts, words),
        "duties": _duties(facts.duties.get("", ())),
    }  # fmt: skip
    yield Draft(part="", label="", fields=fields)


def minutes_form_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield the minutes forms of each shift, one for each visit, filled in as far as the office knows."""
    for shift in facts.plan.shifts:
        label = f"{shift.team_name}, {day_text(shift.date)}"
        fields = {
            **_common(facts, words), "team": shift.team_name, "decision": decision_text(facts.round, words),
            "visits": [_visit(stop, facts, words) for stop in shift.stops],
        }  # fmt: skip
        yield Draft(part=shift.shift, label=label, fields=fields)


def _sealed(facts: OfficialFacts, words: Words, **fields: Any) -> Draft:
    told = {"attached": attached_text(facts, words), "secret": words.say("official.secret")}
    return Draft(part="", label="", fields={**_common(facts, words), **told, **fields})


def _common(facts: OfficialFacts, words: Words) -> Fields:
    return common_fields(facts.letterhead, facts.settings, words, symbol="BB", year=facts.round.starts_on.year)


def _listed(item: PaperEstablishment, facts: OfficialFacts, words: Words) -> dict[str, str]:
    place = facts.places[item.id]
    licence = "; ".join(part for part in (place.reg_no, place.licence_no) if part)
    return {"name": item.name, "type": item.type_label, "address": place_text(item, words), "licence": licence}


def _stop_row(shift: PaperShift, stop: PaperStop, words: Words) -> Fields:
    return {
        "number": str(stop.order), "day": weekday_text(shift.date, words),
        "shift": hours_text(shift.departure_s, shift.return_s, words), "team": shift.team_name,
        "name": stop.establishment.name, "place": place_text(stop.establishment, words),
        "hours": hours_text(stop.start_s, stop.leave_s, words), "agencies": ", ".join(stop.agencies),
    }  # fmt: skip


def _visit(stop: PaperStop, facts: OfficialFacts, words: Words) -> Mapping[str, Any]:
    item = stop.establishment
    place, none = facts.places[item.id], words.say("official.blank")
    return {
        "code": place.code, "name": item.name, "type": item.type_label, "address": item.address or none,
        "commune": commune_text(item, words), "reg_no": place.reg_no or none, "licence_no": place.licence_no or none,
        "agencies": [{"name": name} for name in stop.agencies],
        "duties": _duties(facts.duties.get(place.type, facts.duties.get("", ()))),
    }  # fmt: skip


def _duties(rules: tuple[FieldRule, ...]) -> list[dict[str, Any]]:
    """Return what is looked at; a basis that nobody has read is marked, and the form says what the mark means."""
    return numbered(
        {"duty": rule.label, "basis": rule.basis if rule.is_checked else f"{rule.basis} *"} for rule in rules
    )
