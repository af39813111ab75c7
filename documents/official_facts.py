"""What the official papers of a round are made from: plain values, names for every code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from documents.minutes_paper import DrawMinutes
from documents.plan_paper import PlanPaper
from domain.paperwork import PaperSettings
from domain.rounds import Round
from domain.sheets import FieldRule

Fields = Mapping[str, Any]
"""Values of a template by name: text, or lists of text or of such values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Hold who issues a paper and where; names as the office writes them."""

    superior: str
    office: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCommune:
    """Hold one commune in force with its former units and what the round asks of it."""

    code: str
    name: str
    former_names: tuple[str, ...]
    need: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTeam:
    """Hold one team with its agencies by code."""

    id: str
    name: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlace:
    """Hold what a paper says of one establishment beside its name: codes of its cell, numbers of its licences."""

    commune: str
    type: str
    reg_no: str = ""
    licence_no: str = ""
    code: str = ""
    """By which an owner has a visit confirmed; "" for one that has no stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """Count what was done in one type or commune; ``actions`` count establishments by the code of an action.

    ``fine_dong`` is the sum of the fines, None where a decision was not entered yet.
    """

    label: str
    registered: int
    inspected: int = 0
    visits: int = 0
    found: int = 0
    actions: Mapping[str, int] = field(default_factory=dict)
    fine_dong: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResults:
    """Hold what a round has done until a day; the first of each rows is the sum."""

    on: date
    total: ResultRow
    types: tuple[ResultRow, ...]
    communes: tuple[ResultRow, ...]
    states: Mapping[str, int]
    """State of a visit to how many establishments of the list ended in it."""
    open_findings: int = 0
    closed_findings: int = 0
    done_before: int = 0
    """Establishments of the frame that earlier rounds of the year inspected, and this one did not again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneYear:
    """Count what a commune did in a year: communication activities with who came, commitments that were signed."""

    label: str
    communications: int
    audience: int
    commitments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCounts:
    """Count what a calendar year brought beside inspections.

    Parameters
    ----------
    received, verified, in_time
        Complaints of the year; those verified; those handled by their day.
    """

    year: int
    received: int
    verified: int
    in_time: int
    communes: tuple[CommuneYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialFacts:
    """Hold a round for its official papers.

    Parameters
    ----------
    registered
        (commune, type) to establishments in the frame.
    bases
        Kind of paper to the acts that it names, the unchecked ones marked as such.
    duties
        Type to what is looked at there; ``""`` for what every type has.
    crews
        Shift to the agencies that it calls up, by code.
    hours
        Shift to when its duty begins and ends at the latest, in seconds after midnight; the plan's own times tell more.
    labels
        Code of an agency to its name.
    """

    letterhead: Letterhead
    settings: PaperSettings
    round: Round
    plan: PlanPaper
    registered: Mapping[tuple[str, str], int]
    types: Mapping[str, str]
    communes: tuple[PaperCommune, ...]
    teams: tuple[PaperTeam, ...]
    places: Mapping[str, PaperPlace]
    bases: Mapping[str, tuple[str, ...]]
    duties: Mapping[str, tuple[FieldRule, ...]]
    crews: Mapping[str, tuple[str, ...]]
    hours: Mapping[str, tuple[int, int]]
    labels: Mapping[str, str]
    results: RoundResults
    year: YearCounts
    draw: DrawMinutes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerFacts:
    """Hold what an owner may learn of the own establishment; nothing of a round that is not closed."""

    letterhead: Letterhead
    settings: PaperSettings
    name: str
    on: date
    held: tuple[tuple[str, str], ...]
    points: tuple[tuple[str, int], ...]
    card: str
    selection: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Hold one paper to be set: ``part`` tells it from others of its kind, ``label`` names it on screen."""

    part: str
    label: str
    fields: Fields
