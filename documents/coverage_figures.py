"""What coverage papers are made from: counts of communes in both vintages, no establishment; and three sentences."""

from dataclasses import dataclass
from datetime import date

from documents.formatting import day_text, rate_text, tenths_text
from domain.units import percent_tenths
from domain.words import Words

MOST_NAMED = 3
"""Communes that a sentence names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """Count one commune of one vintage, or (code "") the area.

    ``need`` is the floor, ``before`` what was inspected to the same day of the
    year before, ``handled`` those of ``findings`` on which a measure was decided.
    """

    code: str
    name: str
    registered: int
    inspected: int
    need: int
    before: int = 0
    findings: int = 0
    handled: int = 0

    @property
    def short(self) -> int:
        """Return how many inspections the floor still asks for."""
        return max(0, self.need - self.inspected)

    @property
    def percent_tenths(self) -> int:
        """Return the inspected share in tenths of a percent, truncated."""
        return percent_tenths(self.inspected, self.registered)


@dataclass(frozen=True, slots=True, kw_only=True)
class VintageFigures:
    """Hold one state of the commune map: GeoJSON (degrees; properties code, name) and the counts by code.

    ``unplaced`` counts registered establishments of which no unit of this vintage is known.
    """

    id: str
    label: str
    communes: str
    units: tuple[UnitFigures, ...]
    unplaced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFigures:
    """Hold what every coverage paper says; the vintage in force stands first."""

    office: str
    year: int
    on: date
    rate_bp: int
    is_schematic: bool
    area: UnitFigures
    vintages: tuple[VintageFigures, ...]

    @property
    def units(self) -> tuple[UnitFigures, ...]:
        """Return the communes in force, by code."""
        return self.vintages[0].units if self.vintages else ()


def coverage_sentences(figures: CoverageFigures, *, words: Words) -> tuple[str, str, str]:
    """Return what a leader can read out: the area, the communes, findings and trend."""
    return _area(figures, words), _communes(figures, words), _work(figures.area, words)


def _area(figures: CoverageFigures, words: Words) -> str:
    area = figures.area
    return words.say(
        f"coverage_paper.area_{'reached' if not area.short else 'short'}", day=day_text(figures.on),
        inspected=area.inspected, registered=area.registered, percent=tenths_text(area.percent_tenths),
        year=figures.year, rate=rate_text(figures.rate_bp), need=area.need, short=area.short,
    )  # fmt: skip


def _communes(figures: CoverageFigures, words: Words) -> str:
    units = [unit for unit in figures.units if unit.registered]
    short = sorted((unit for unit in units if unit.short), key=lambda unit: (-unit.short, unit.code))
    named = ", ".join(f"{unit.name} ({unit.short})" for unit in short[:MOST_NAMED])
    key = "communes_short" if short else "communes_reached"
    return words.say(f"coverage_paper.{key}", reached=len(units) - len(short), all=len(units), named=named)


def _work(area: UnitFigures, words: Words) -> str:
    percent = tenths_text(percent_tenths(area.handled, area.findings))
    found = words.say(
        f"coverage_paper.{'findings' if area.findings else 'no_findings'}", findings=area.findings,
        handled=area.handled, percent=percent,
    )  # fmt: skip
    return found + words.say(f"coverage_paper.trend_{trend_of(area)}", change=abs(area.inspected - area.before))


def trend_of(unit: UnitFigures) -> str:
    """Return how a unit stands beside the same day of the year before: more, same, fewer, or none without figures."""
    if not unit.before and not unit.inspected:
        return "none"
    return "more" if unit.inspected > unit.before else "fewer" if unit.inspected < unit.before else "same"
