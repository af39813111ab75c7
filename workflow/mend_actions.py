"""What may be done about each doubt of the register, and the choices that a card offers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from domain.establishments import Status
from domain.issues import Issue, Severity
from domain.places import CommuneKey
from domain.words import Words
from register.difference import GROUPS
from workflow.doubts import field_of
from workflow.labelling import Labels, labels_of
from workflow.offices import office_of, places_of
from workflow.register_views import ActionView, Choice
from workflow.workspace import Workspace

REASONS = ("duplicate", "not_ours", "gone", "mistake")
"""Why an establishment may leave the register."""
SETS = {"set_name": "name", "set_type": "type", "set_commune": "commune", "set_status": "status"}
"""Actions that set one field, whatever the doubt's column."""
_TYPE, _COMMUNE = ("set_type", "reject"), ("set_commune", "reject")
_ACTIONS: Mapping[str, tuple[str, ...]] = {
    "name_missing": ("set_name", "dismiss", "reject"),
    "type_missing": _TYPE,
    "type_unknown": _TYPE,
    "type_several": ("set_type", "dismiss"),
    "commune_missing": _COMMUNE,
    "commune_unknown": _COMMUNE,
    "commune_ambiguous": _COMMUNE,
    "outside_area": _COMMUNE,
    "commune_differs": ("set_commune", "dismiss"),
    "commune_split": ("set_commune", "dismiss"),
    "position_outside_commune": ("set_commune", "set_text", "dismiss"),
    "coordinates_unreadable": ("set_text", "dismiss"),
    "position_unknown": ("set_text", "set_commune", "dismiss"),
    "status_unknown": ("set_status", "dismiss"),
    "duplicate_probable": ("merge", "keep_both"),
}
_TAKES = {
    "licence_on": "date", "licence_expires_on": "date", "last_inspected_on": "date", "rooms": "number",
    "staff_total": "number",
}  # fmt: skip
_SET_BY = {"name": "set_name", "type": "set_type", "commune": "set_commune", "status": "set_status"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """Hold the choices that every card of the office shares."""

    types: tuple[Choice, ...]
    communes: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    reasons: tuple[Choice, ...]
    entities: tuple[Choice, ...]


def offers_of(workspace: Workspace) -> Offers:
    """Return the choices of an office: its types, and the communes of its area, today's before the former ones."""
    labels, words = labels_of(workspace), workspace.screen_words
    now, former = area_of(workspace)
    return Offers(
        types=tuple(Choice(value=code, label=label) for code, label in labels.types.items()),
        communes=(*_communes(now, labels, "now"), *_communes(former, labels, "former")),
        statuses=tuple(Choice(value=s.value, label=words.say(f"register_value.{s.value}")) for s in Status),
        reasons=_worded(REASONS, words), entities=_worded(("same", "separate"), words),
    )  # fmt: skip


def area_of(workspace: Workspace) -> tuple[tuple[CommuneKey, ...], tuple[CommuneKey, ...]]:
    """Return the office's communes in force, and the former ones that went into them."""
    now = office_of(workspace).communes
    former = dict.fromkeys(s.old for s in places_of(workspace).successions if s.new in now)
    return now, tuple(key for key in former if key not in now)


def actions_for(issue: Issue, *, of_file: bool) -> tuple[str, ...]:
    """Return what may be done about a doubt, the likeliest first; what blocks is never simply passed over."""
    if of_file:
        return ("dismiss",)
    if issue.code in _ACTIONS:
        return _ACTIONS[issue.code]
    setter = set_action(field_of(issue))
    passing = () if issue.severity is Severity.BLOCK else ("dismiss",)
    return (*((setter,) if setter and issue.severity is not Severity.NOTE else ()), *passing, "reject")


def set_action(field: str) -> str:
    """Return the action that sets a field, "" where none does."""
    if field in _SET_BY:
        return _SET_BY[field]
    is_kept = field in GROUPS or field == "phone"
    return f"set_{_TAKES.get(field, 'text')}" if is_kept and field != "entity" else ""


def action_views(issue: Issue, offers: Offers, *, of_file: bool, sides: Collection[Choice]) -> tuple[ActionView, ...]:
    """Return the actions of a card; ``sides`` are the two establishments of a possible duplicate."""
    return tuple(_view(action, issue, offers, tuple(sides)) for action in actions_for(issue, of_file=of_file))


def _view(action: str, issue: Issue, offers: Offers, sides: tuple[Choice, ...]) -> ActionView:
    choices: dict[str, tuple[Choice, ...]] = {
        "set_type": offers.types, "set_commune": _candidates(issue, offers), "set_status": offers.statuses,
        "merge": sides, "keep_both": offers.entities, "reject": offers.reasons,
    }  # fmt: skip
    if action in choices:
        suggested = choices[action][0].value if action in ("merge", "keep_both") and choices[action] else ""
        return ActionView(action=action, takes="choice", choices=choices[action], suggested=suggested)
    takes = {"set_name": "text", "set_text": "text", "set_date": "date", "set_number": "number"}.get(action, "")
    is_personal = field_of(issue) == "phone"
    return ActionView(action=action, takes=takes, suggested="" if is_personal or not takes else issue.value)


def _candidates(issue: Issue, offers: Offers) -> tuple[Choice, ...]:
    """Return the communes to choose from; a divided one leaves its successors alone."""
    if issue.code != "commune_split":
        return offers.communes
    codes = str(issue.params.get("codes", "")).split(",")
    return tuple(c for c in offers.communes if c.group == "now" and c.value.partition("/")[2] in codes)


def _communes(keys: Collection[CommuneKey], labels: Labels, group: str) -> list[Choice]:
    return [Choice(value=f"{k.vintage}/{k.code}", label=labels.commune(k), group=group) for k in keys]


def _worded(values: tuple[Any, ...], words: Words) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=words.say(f"register_choice.{value}")) for value in values)
