"""Establishments and values as people read them: labels for codes, nothing of a contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from domain.establishments import Establishment, OpeningHours, Precision
from domain.places import CommuneKey
from domain.units import clock_text
from domain.words import Words
from register.difference import GROUPS
from workflow.offices import places_of, types_of
from workflow.register_views import EstablishmentView
from workflow.workspace import Workspace

_ON_CARD = ("name", "type", "hamlet", "address", "commune", "status", "entity")
"""Fields that a card shows apart from the others."""
_FORMS = {Precision.YEAR: "%Y", Precision.MONTH: "%m/%Y"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Hold what codes are called: types by code, communes by ``VINTAGE/CODE``."""

    types: Mapping[str, str]
    communes: Mapping[str, str]
    words: Words

    def commune(self, key: CommuneKey | None) -> str:
        """Return the name of a commune with its kind, "" for none."""
        return self.communes.get(f"{key.vintage}/{key.code}", key.code) if key else ""

    def value(self, field: str, text: str) -> str:
        """Return a value of a difference as people read it."""
        if field in ("status", "decision") and text:
            return self.words.say(f"register_value.{text}")
        known = {"type": self.types, "commune": self.communes}.get(field, {})
        return known.get(text, date_text(text) if field.endswith("_on") else text)


def labels_of(workspace: Workspace) -> Labels:
    """Return the office's labels, as a screen says them."""
    known = places_of(workspace)
    periods = {vintage.id: vintage for vintage in known.vintages}
    former = workspace.screen_words.say("register_value.former")
    return Labels(
        types={kind.code: kind.label for kind in types_of(workspace)},
        communes={
            f"{c.key.vintage}/{c.key.code}": f"{c.kind} {c.name}{former if periods[c.key.vintage].valid_to else ''}"
            for c in known.communes
        },
        words=workspace.screen_words,
    )


def establishment_view(one: Establishment, labels: Labels) -> EstablishmentView:
    """Return an establishment as a list or a card shows it."""
    return EstablishmentView(
        id=one.id, name=one.name, type=one.type, type_label=labels.types.get(one.type or "", one.type_raw),
        address=one.address_raw, hamlet=one.hamlet, commune=labels.commune(one.commune_now),
        commune_reported=labels.commune(one.commune_reported) or one.commune_raw, status=one.status.value,
        decision=one.decision.value, sheet=one.source_sheet, row=one.source_row, fields=_fields(one),
    )  # fmt: skip


def date_text(text: str) -> str:
    """Return an ISO day as people write it; other text stays.

    Examples
    --------
    >>> date_text("2023-03-05"), date_text("5/3")
    ('05/03/2023', '5/3')
    """
    try:
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    except ValueError:
        return text


def _fields(one: Establishment) -> dict[str, str]:
    texts = {field: _text(one, names) for field, names in GROUPS.items() if field not in _ON_CARD}
    return {field: text for field, text in texts.items() if text}


def _text(one: Establishment, names: tuple[str, ...]) -> str:
    value = getattr(one, names[0])
    if isinstance(value, date):
        precision = getattr(one, f"{names[0]}_precision") or Precision.DAY
        return value.strftime(_FORMS.get(precision, "%d/%m/%Y"))
    if isinstance(value, OpeningHours):
        return f"{clock_text(value.from_s)} - {clock_text(value.to_s)}"
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)
