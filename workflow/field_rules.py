"""What a sheet carries beside its stops: dated lists of duties, findings, actions, and the office's settings."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from domain.sheets import AlarmNumber, FieldRule, FieldSettings

EVERY_TYPE = "*"
SUPERVISION = "commune_supervision"
"""Code of the checklist of a commune's People's Committee; what is asked there are the supervision tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRules:
    """Hold data/rules of the field as the installation has it; every list in the order of its file.

    Parameters
    ----------
    defaults
        What an office has until it sets its own.
    reserves_per_cell
        How many reserves of one cell a sheet holds at most.
    ground_m
        How far round the way the roads of a sheet reach.
    lodging_types, lodging_until_s
        Visits to these types end before that second after midnight.
    supervision_s, supervision_starts
        How long a commune's own work is looked at, and when that may begin (seconds after midnight).
    """

    checklists: tuple[FieldRule, ...]
    findings: tuple[FieldRule, ...]
    actions: tuple[FieldRule, ...]
    regulations: tuple[FieldRule, ...]
    tasks: tuple[FieldRule, ...]
    defaults: FieldSettings
    reserves_per_cell: int
    ground_m: int
    lodging_types: tuple[str, ...]
    lodging_until_s: int
    supervision_s: int
    supervision_starts: tuple[tuple[int, int], ...]

    def checklist(self, type_code: str, *, on: date) -> tuple[FieldRule, ...]:
        """Return what is looked at in an establishment of a type on a day."""
        return tuple(
            item
            for item in self.checklists
            if item.is_in_force(on) and (type_code in item.types or EVERY_TYPE in item.types)
        )


def read_field_rules(rules: Path) -> FieldRules:
    """Read the lists and the settings of the field below data/rules."""
    settings = tomllib.loads((rules / "field.toml").read_text(encoding="utf-8"))
    return FieldRules(
        checklists=_read(rules / "checklists.csv"),
        findings=_read(rules / "findings.csv"),
        actions=_read(rules / "finding_actions.csv"),
        regulations=_read(rules / "regulations.csv"),
        tasks=_read(rules / "supervision_tasks.csv"),
        defaults=_defaults(settings),
        reserves_per_cell=settings["reserves_per_cell"],
        ground_m=settings["ground_m"],
        lodging_types=tuple(settings["lodging"]["types"]),
        lodging_until_s=_seconds(settings["lodging"]["until"]),
        supervision_s=settings["supervision"]["minutes"] * 60,
        supervision_starts=tuple(
            (_seconds(first), _seconds(last)) for first, last in settings["supervision"]["starts"]
        ),
    )


def _read(path: Path) -> tuple[FieldRule, ...]:
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(_rule(row) for row in rows)


def _rule(row: Mapping[str, str]) -> FieldRule:
    return FieldRule(
        code=row["code"],
        label=row["label"],
        basis=row["basis"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        source=row["source"],
        is_checked=row["checked"] == "yes",
        duty=row.get("duty", ""),
        types=_codes(row.get("types", "")),
        items=_codes(row.get("items", "")),
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _defaults(settings: Mapping[str, Any]) -> FieldSettings:
    alarm = settings["alarm"]
    return FieldSettings(
        reveal_minutes=settings["reveal_minutes"],
        hand_out_reserves=settings["hand_out_reserves"],
        maps=settings["maps"],
        alarm_text=alarm["text"],
        alarm_numbers=tuple(AlarmNumber(label=one["label"], number=one["number"]) for one in alarm["numbers"]),
    )


def _seconds(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60
