"""The dated tables of data/, read once and handed down as values."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from domain.establishments import BusinessType, OpeningHours
from domain.places import Commune, CommuneKey, Succession, Vintage
from domain.rounds import SamplingRule
from domain.teams import Holiday
from domain.words import Words
from planner.risk import PointsCard, read_card
from planner.selection.formats import read_rule
from register.reference import read_columns, read_lint_words, read_status_words
from register.report import RegisterReference
from workflow.field_rules import FieldRules, read_field_rules

PAPERS = "vi"
"""The language of papers (Decree 30/2020/ND-CP) and of whoever has chosen none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Hold law, places, rates and words as the installation has them."""

    directory: Path
    types: tuple[BusinessType, ...]
    agencies: Mapping[str, str]
    vintages: tuple[Vintage, ...]
    communes: tuple[Commune, ...]
    successions: tuple[Succession, ...]
    rule: SamplingRule
    card: PointsCard
    words: Words
    """Of papers, files, messages and what is kept: the papers' language, whoever asks."""
    field_rules: FieldRules
    holidays: tuple[Holiday, ...] = ()
    type_sources: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    """Where a type's row comes from, and whether it was verified."""
    screens: Mapping[str, Words] = field(default_factory=dict)
    """What screens say, by language; a key that a language lacks is said in the papers' language."""

    def register_reference(self, on: date) -> RegisterReference:
        """Return what the register's reader knows on a day."""
        columns, dropped = read_columns(_text(self.directory / "rules" / "register_columns.toml"))
        return RegisterReference(
            types=self.types,
            communes=self.communes,
            vintages=self.vintages,
            columns=columns,
            dropped=dropped,
            status_words=read_status_words(_text(self.directory / "rules" / "status_words.csv")),
            lint_words=read_lint_words(_text(self.directory / "rules" / "lint_words.csv")),
            on=on,
        )


@cache
def load_reference(directory: Path) -> Reference:
    """Read every table below data/, once: they come with the program and nothing writes them."""
    rules, facts = directory / "rules", directory / "facts"
    words = load_words(directory / "words" / PAPERS, language=PAPERS)
    return Reference(
        directory=directory,
        types=tuple(_type(row) for row in _rows(rules / "types.csv")),
        agencies={row["code"]: row["label"] for row in _rows(rules / "agencies.csv")},
        vintages=tuple(_vintage(row) for row in _rows(facts / "vintages.csv")),
        communes=tuple(_commune(row) for row in _rows(facts / "communes.csv")),
        successions=tuple(_succession(row) for row in _rows(facts / "successions.csv")),
        rule=read_rule(_text(rules / "rule.toml")),
        card=read_card(_text(rules / "points_card.toml")),
        words=words,
        screens=_screens(directory / "words", words),
        field_rules=read_field_rules(rules),
        holidays=tuple(_holiday(row) for row in _rows(rules / "holidays.csv")),
        type_sources={row["code"]: (row["source"], row["checked"] == "yes") for row in _rows(rules / "types.csv")},
    )


def load_words(directory: Path, *, language: str) -> Words:
    """Read one language's catalogue; a key that stands in two files is a bug.

    Raises
    ------
    ValueError
        If two files hold the same key.
    """
    sentences: dict[str, str] = {}
    for path in sorted(directory.glob("*.toml")):
        for key, sentence in _flat(tomllib.loads(_text(path))):
            if key in sentences:
                raise ValueError(f"{path.name}: {key} stands in two files")
            sentences[key] = sentence
    return Words(language, sentences)


def _screens(directory: Path, papers: Words) -> dict[str, Words]:
    """Return the words of every language that has a folder, each filled up with the papers' own."""
    names = sorted(path.name for path in directory.iterdir() if path.is_dir() and path.name != papers.language)
    own = {name: load_words(directory / name, language=name).sentences for name in names}
    return {papers.language: papers} | {name: Words(name, {**papers.sentences, **own[name]}) for name in names}


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(path).splitlines()))


def _type(row: Mapping[str, str]) -> BusinessType:
    return BusinessType(
        code=row["code"],
        label=row["label"],
        windows=tuple(_window(part) for part in row["windows"].split(";")),
        service_s=int(row["service_min"]) * 60,
        agencies=_parts(row["agencies"]),
        points=int(row["points"]),
        aliases=_parts(row["aliases"]),
    )


def _holiday(row: Mapping[str, str]) -> Holiday:
    on = date.fromisoformat(row["on"])
    return Holiday(on=on, name=row["name"], source=row["source"], is_checked=row["checked"] == "yes")


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _window(text: str) -> OpeningHours:
    first, last = (int(h) * 3600 + int(m) * 60 for h, m in (part.strip().split(":") for part in text.split("-")))
    return OpeningHours(from_s=first, to_s=last)


def _vintage(row: Mapping[str, str]) -> Vintage:
    return Vintage(
        id=row["id"], valid_from=_day(row["valid_from"]), valid_to=_day(row["valid_to"]), legal_act=row["legal_act"]
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _commune(row: Mapping[str, str]) -> Commune:
    return Commune(
        key=CommuneKey(vintage=row["vintage"], code=row["code"]),
        name=row["name"],
        kind=row["kind"],
        centre_lon=float(row["centre_lon"]),
        centre_lat=float(row["centre_lat"]),
        area_km2=float(row["area_km2"]) if row["area_km2"] else None,
    )


def _succession(row: Mapping[str, str]) -> Succession:
    return Succession(
        old=CommuneKey(vintage=row["old_vintage"], code=row["old_code"]),
        new=CommuneKey(vintage=row["new_vintage"], code=row["new_code"]),
        is_whole=row["part"] == "whole",
    )
