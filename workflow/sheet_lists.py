"""The lists and words of a sheet: checklists by type, findings, actions, regulations, tasks, agencies."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from domain.sheets import FieldRule, FieldSettings
from domain.words import Words
from workflow.field_rules import SUPERVISION
from workflow.offices import read_types
from workflow.workspace import Workspace

PREFIX = "field_page."
"""Words of the page itself; a sheet carries them without it."""


def lists_of(workspace: Workspace, types: Iterable[str], *, on: date) -> Mapping[str, Any]:
    """Return the dated lists of a sheet for establishments of these types, as they hold on a day.

    A finding is there only where a checklist of the sheet asks for its duty.
    """
    rules, labels = workspace.reference.field_rules, read_types(workspace)
    wanted = sorted(set(types) - {SUPERVISION})
    checklists = {code: rules.checklist(code, on=on) for code in wanted}
    asked = {item.code for items in checklists.values() for item in items}
    shown = {
        code: {"title": labels.get(code, code), "items": [_line(item) for item in items]}
        for code, items in checklists.items()
    }
    supervision = {"title": workspace.reference.words.say("sheet_list.supervision"), "items": []}
    return {
        "checklists": {**shown, SUPERVISION: supervision},
        "findings": [_line(one) for one in _in_force(rules.findings, on) if asked & set(one.items)],
        "actions": [_line(one) for one in _in_force(rules.actions, on)],
        "regulations": [_line(one) for one in _in_force(rules.regulations, on)],
        "tasks": [_line(one) for one in _in_force(rules.tasks, on)],
        "agencies": [{"code": code, "label": label} for code, label in workspace.reference.agencies.items()],
        "lodging": {"types": list(rules.lodging_types), "until_s": rules.lodging_until_s},
        "words": page_words(workspace.reference.words),
    }


def alarm_of(settings: FieldSettings) -> Mapping[str, Any]:
    """Return what is shown when a team must stop."""
    numbers = [{"label": one.label, "number": one.number} for one in settings.alarm_numbers]
    return {"text": settings.alarm_text, "numbers": numbers}


def page_words(words: Words) -> Mapping[str, str]:
    """Return the words of the page, without their prefix."""
    sentences = words.sentences
    return {key.removeprefix(PREFIX): text for key, text in sorted(sentences.items()) if key.startswith(PREFIX)}


def _in_force(rules: Iterable[FieldRule], on: date) -> list[FieldRule]:
    return [rule for rule in rules if rule.is_in_force(on)]


def _line(rule: FieldRule) -> Mapping[str, Any]:
    return {"code": rule.code, "label": rule.label, "basis": rule.basis, "is_checked": rule.is_checked}
