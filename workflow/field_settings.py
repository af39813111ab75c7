"""What an office decides of its sheets: reveal, reserves, maps, whom to call."""

import re

from domain.accounts import Actor
from domain.errors import InputError
from domain.sheets import MAPS, FieldSettings
from domain.units import DAY_S
from store import sheets
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace

NUMBER = re.compile(r"\+?[0-9][0-9 .]{1,18}")
MOST_NUMBERS, LONGEST = 8, 400


def read_field_settings(workspace: Workspace, actor: Actor) -> FieldSettings:
    """Return the office's settings of its sheets, the installation's where it has set none."""
    need(workspace, actor, *PLANNER, action="sheet.settings")
    return settings_of(workspace)


def settings_of(workspace: Workspace) -> FieldSettings:
    """Return the settings for a step that has already authorised."""
    with workspace.store.read() as connection:
        return sheets.read_settings(connection) or workspace.reference.field_rules.defaults


def map_choice(workspace: Workspace) -> str:
    """Return which map application the office's teams open: one of domain.sheets.MAPS."""
    return settings_of(workspace).maps


def save_field_settings(
    workspace: Workspace, actor: Actor, *, settings: FieldSettings, seen: FieldSettings | Unseen = UNSEEN
) -> None:
    """Keep the office's settings; sheets made from now on have them.

    Raises
    ------
    ConflictError
        ``changed.meanwhile`` where they are no longer what the page showed, ``seen``.
    InputError
        ``sheet.reveal_minutes`` outside 0 to 1,440, ``sheet.maps``, ``sheet.alarm``
        for a missing or too long text, ``sheet.number`` for what nobody can call.
    """
    need(workspace, actor, *PLANNER, action="sheet.settings")
    check_reveal_minutes(settings.reveal_minutes)
    if settings.maps not in MAPS:
        raise InputError("sheet.maps", value=settings.maps, known=", ".join(MAPS))
    if not settings.alarm_text.strip() or len(settings.alarm_text) > LONGEST or not settings.alarm_numbers:
        raise InputError("sheet.alarm")
    called = [one.number for one in settings.alarm_numbers] + ([settings.telephone] if settings.telephone else [])
    wrong = next((number for number in called if not NUMBER.fullmatch(number)), None)
    unnamed = next((one.number for one in settings.alarm_numbers if not one.label.strip()), None)
    if wrong is not None or unnamed is not None or len(settings.alarm_numbers) > MOST_NUMBERS:
        raise InputError("sheet.number", number=wrong or unnamed or "")
    with workspace.store.write() as connection:
        hold(connection, "sheets")
        kept = sheets.read_settings(connection) or workspace.reference.field_rules.defaults
        expect_seen(workspace, connection, seen=seen, kept=kept, part="sheets")
        sheets.save_settings(connection, settings)
        log_in(connection, actor, action="sheet.settings")


def check_reveal_minutes(minutes: int) -> None:
    """Refuse a reveal that is not within the day before the start of duty.

    Raises
    ------
    InputError
        ``sheet.reveal_minutes``.
    """
    if not 0 <= minutes <= DAY_S // 60:
        raise InputError("sheet.reveal_minutes", minutes=minutes)
