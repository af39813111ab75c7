"""The layers of maps of communes: for each its classes with colours, and the class and label of a commune."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from documents.coverage_figures import UnitFigures, trend_of
from documents.formatting import tenths_text
from domain.units import percent_tenths
from domain.words import Words

EMPTY = "#ffffff"
# Sequential and lightness-ordered, so it reads in grey print; lowest class first.
FIVE = ("#edf2f4", "#d2e9e3", "#a3d5ca", "#5fb8a6", "#2f9482")
COUNTS = (1, 5, 10, 25, 50)
"""Least counts of the five classes."""


class Registered(Protocol):
    """Count the establishments of a commune."""

    @property
    def registered(self) -> int:
        """Return how many are registered in it."""
        ...


Unit = TypeVar("Unit", bound=Registered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Generic[Unit]):
    """Hold one layer: colours by class, lowest first, and what a commune shows in it; ``space`` holds its words."""

    name: str
    colours: Mapping[str, str]
    class_of: Callable[[Unit], str]
    label: Callable[[Unit, Words], str]
    space: str = "coverage_paper"

    def colour(self, unit: Unit | None) -> str:
        """Return the colour of a commune, None where nothing is registered in it."""
        return EMPTY if unit is None or not unit.registered else self.colours[self.class_of(unit)]

    def text(self, unit: Unit | None, words: Words) -> str:
        """Return what stands on a commune, "" where nothing is registered in it."""
        return "" if unit is None or not unit.registered else self.label(unit, words)

    def legend(self, words: Words) -> list[tuple[str, str]]:
        """Return colour and words of each class, the highest first."""
        return [
            (colour, words.say(f"{self.space}.{self.name}_class_{key}"))
            for key, colour in reversed(list(self.colours.items()))
        ]  # fmt: skip


def _target(unit: UnitFigures) -> str:
    if not unit.registered:
        return "empty"
    if not unit.short:
        return "reached"
    if not unit.inspected:
        return "none"
    return "near" if 2 * unit.inspected >= unit.need else "begun"


def _target_label(unit: UnitFigures, words: Words) -> str:
    key = "label" if unit.short else "label_reached"
    return words.say(f"coverage_paper.{key}", percent=tenths_text(unit.percent_tenths))


def count_class(count: int) -> str:
    """Return the class of a count: the least count of it, "0" for none."""
    return str(max((least for least in COUNTS if count >= least), default=0))


def _handled(unit: UnitFigures) -> str:
    if not unit.findings:
        return "none"
    share = percent_tenths(unit.handled, unit.findings)
    return "all" if unit.handled >= unit.findings else "most" if share >= 500 else "some" if share else "open"


def _handled_label(unit: UnitFigures, words: Words) -> str:
    return words.say("coverage_paper.label_handled", handled=unit.handled, findings=unit.findings)


def _trend_label(unit: UnitFigures, words: Words) -> str:
    change = unit.inspected - unit.before
    return f"+{change}" if change > 0 else f"−{-change}" if change < 0 else "0"


COUNT_COLOURS = {"0": EMPTY, **dict(zip(map(str, COUNTS), FIVE, strict=True))}

LAYERS: Mapping[str, Layer[UnitFigures]] = MappingProxyType(
    {
        layer.name: layer
        for layer in (
            Layer(
                name="target", class_of=_target, label=_target_label,
                colours=dict(zip(("empty", "none", "begun", "near", "reached"), (EMPTY, *FIVE[:4]), strict=True)),
            ),
            Layer(
                name="registered", class_of=lambda unit: count_class(unit.registered), colours=COUNT_COLOURS,
                label=lambda unit, words: str(unit.registered),
            ),
            Layer(
                name="inspected", class_of=lambda unit: count_class(unit.inspected), colours=COUNT_COLOURS,
                label=lambda unit, words: str(unit.inspected),
            ),
            Layer(
                name="handled", class_of=_handled, label=_handled_label,
                colours={"none": EMPTY, "open": "#f3d9b5", "some": FIVE[1], "most": FIVE[2], "all": FIVE[3]},
            ),
            Layer(
                name="trend", class_of=trend_of, label=_trend_label,
                colours={"none": EMPTY, "fewer": "#f3d9b5", "same": FIVE[0], "more": FIVE[3]},
            ),
        )
    }
)  # fmt: skip


def unit_lines(unit: UnitFigures | None, words: Words) -> list[str]:
    """Return the counts of one commune as sentences."""
    if unit is None or not unit.registered:
        return [words.say("coverage_paper.no_establishment")]
    percent = tenths_text(unit.percent_tenths)
    return [
        words.say("coverage_paper.registered", registered=unit.registered),
        words.say("coverage_paper.inspected", inspected=unit.inspected, percent=percent),
        words.say("coverage_paper.need", need=unit.need),
        words.say(f"coverage_paper.{'short' if unit.short else 'reached'}", short=unit.short),
        words.say("coverage_paper.handled", handled=unit.handled, findings=unit.findings),
        words.say("coverage_paper.before", before=unit.before),
    ]
