"""What goes out with a team beside its stops: lists of duties, the office's settings, and who looked at a sheet."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.places import CommuneKey

MAPS = ("geo", "google", "apple", "none")
"""Map applications that "next stop" may open: whatever the tablet has, one of these, or none."""

COMMUNE = "commune:"
"""What the id of a stop at a commune's People's Committee begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """Hold one line of a dated list: a duty to look at, a finding, an action, a regulation, a task of a commune.

    Parameters
    ----------
    is_checked
        Whether somebody read the source; else it is shown as to be checked.
    duty
        Of a checklist's item: the duty in a few words, with which its findings begin.
    types
        Of a checklist's item: codes of the types that have the duty, ``*`` for all.
    items
        Of a finding: codes of the checklist's items whose duty was not met.
    """

    code: str
    label: str
    basis: str
    valid_from: date
    valid_to: date | None = None
    source: str = ""
    is_checked: bool = False
    duty: str = ""
    types: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def is_in_force(self, day: date) -> bool:
        """Tell whether it held on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmNumber:
    """Hold one number that a team calls when it must stop."""

    label: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSettings:
    """Hold what an office decides of its sheets.

    Parameters
    ----------
    reveal_minutes
        A team sees its shift so many minutes before its duty starts, 0 to 1,440.
    hand_out_reserves
        Whether a sheet holds reserves of its own cells, for a team without signal.
    maps
        One of ``MAPS``.
    telephone
        Of the office, for a team on its way; may be empty.
    alarm_text, alarm_numbers
        Shown at a sign of a minor, of violence or of trafficking.
    """

    reveal_minutes: int
    hand_out_reserves: bool
    maps: str
    alarm_text: str
    alarm_numbers: tuple[AlarmNumber, ...]
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLook:
    """Hold the first time on a day that an account opened a shift's sheet.

    ``epoch`` is that of the sheet it saw; ``at`` stands on the office's clock.
    """

    round_id: str
    shift: str
    account: str
    on: date
    revision: int
    epoch: int
    at: datetime


def stop_of_commune(key: CommuneKey) -> str:
    """Return the id of the stop at a commune's People's Committee.

    Examples
    --------
    >>> stop_of_commune(CommuneKey(vintage="post2025", code="25516"))
    'commune:post2025/25516'
    """
    return f"{COMMUNE}{key.vintage}/{key.code}"


def commune_of_stop(stop: str) -> CommuneKey | None:
    """Return the commune whose own work a stop looks at, None for an establishment."""
    vintage, slash, code = stop.removeprefix(COMMUNE).partition("/")
    return CommuneKey(vintage=vintage, code=code) if stop.startswith(COMMUNE) and slash else None
