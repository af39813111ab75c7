"""What the minutes of a draw are made from: plain values, names for every code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.ceremony import Draw, SampleChange
from domain.rounds import Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesEstablishment:
    """Hold one registered establishment as the minutes name it."""

    id: str
    name: str
    type_label: str
    commune: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """Count one commune, type, legal form or size: in the register in scope, and selected.

    ``dimension`` is ``commune``, ``type``, ``legal_form`` or ``size``.
    """

    dimension: str
    label: str
    registered: int
    selected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawMinutes:
    """Hold a draw for its minutes; instants are in the office's time zone.

    ``salt`` is "" until the round is closed; ``spot_checks`` are the closures
    that the lottery sends somebody to look at; ``differs`` says what this draw
    has otherwise than the one before, in sentences.
    """

    superior: str
    office_name: str
    title: str
    starts_on: date
    ends_on: date
    draw: Draw
    sample: Sample
    salt: str
    has_second_planner: bool
    establishments: Mapping[str, MinutesEstablishment]
    names: Mapping[str, str]
    shares: tuple[ShareRow, ...]
    spot_checks: tuple[str, ...]
    changes: tuple[SampleChange, ...]
    differs: tuple[str, ...] = ()
    clear_signs: tuple[str, ...] = ()
    """Who called a complaint a clear sign and who agreed, in sentences."""
    is_checked: bool = False
    """Whether the independent checker found no broken rule."""
