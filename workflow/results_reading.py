"""RESULTS.json from bytes to values (docs/formats/field.md): strict, bounded, persons masked."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.errors import InputError
from domain.inspections import Finding
from domain.visits import RECORDED, CheckAnswer, SheetId, StopKind, VisitResult, VisitStatus
from register.linting import MASK, LintIndex, lint, without_numbers
from workflow.results_fields import (
    by_code,
    choice,
    code,
    day,
    fields,
    flag,
    instant,
    json_text,
    many,
    pattern,
    refuse,
    text,
    whole,
)

SCHEMA = 1
MOST_BYTES = 1 << 20
MOST_RESULTS = 200
MOST_TEXT = 2000
FARTHEST_M = 20_000_000

_ENVELOPE = {"schema": whole(SCHEMA, SCHEMA), "body": json_text, "mark": pattern("(?:[0-9a-f]{64})?")}
_FINDING = {"code": code, "action": text(100)}


def _finding(plain: Any, where: str) -> Finding:
    return Finding(**fields(plain, where, needed=_FINDING, optional={"remedy_due_on": day}))


_NEEDED = {
    "stop": code,
    "kind": choice(StopKind),
    "status": choice(VisitStatus),
    "edit": whole(0, 1_000_000),
    "recorded_at": instant,
}
_OPTIONAL = {
    "arrived_at": instant,
    "left_at": instant,
    "distance_m": whole(0, FARTHEST_M),
    "agencies": many(code, 30),
    "is_full": flag,
    "minutes_no": text(60),
    "findings": many(_finding, 60),
    "checks": by_code(choice(CheckAnswer), 200),
    "regulations": many(code, 60),
    "commitment_on": day,
    "leaflet_left": flag,
    "forwarded_on": day,
    "tasks": by_code(flag, 100),
    "difficulties": text(MOST_TEXT),
    "note": text(MOST_TEXT),
}


def _result(plain: Any, where: str) -> dict[str, Any]:
    found = fields(plain, where, needed=_NEEDED, optional=_OPTIONAL)
    if found["status"] not in RECORDED:
        raise refuse(f"{where}.status")
    codes = [finding.code for finding in found.get("findings", ())]
    if len(set(codes)) != len(codes):
        raise InputError("results.twice", where=f"{where}.findings")
    return found


_BODY = {
    "schema": whole(SCHEMA, SCHEMA),
    "sheet": text(200),
    "team": code,
    "shift": code,
    "revision": whole(0, 999_999),
    "device": pattern("[0-9a-f]{16}"),
    "made_at": instant,
    "results": many(_result, MOST_RESULTS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedResults:
    """Hold a file before anything in it is believed: the signed text, its mark, and the sheet that it names.

    ``sheet`` is None where the text names none; ``stops`` are those of the results that it claims.
    """

    body: str
    mark: str
    sheet: SheetId | None
    stops: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many results the file claims to hold."""
        return len(self.stops)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResults:
    """Hold what a file says; ``masked`` counts the passages about persons in each result, which are gone from it."""

    sheet: SheetId
    team: str
    shift: str
    revision: int
    device: str
    made_at: datetime
    results: tuple[VisitResult, ...]
    masked: tuple[int, ...]


def open_results(text: str) -> SignedResults:
    """Return a file's signed text and mark; its results are not read yet.

    Raises
    ------
    InputError
        ``results.too_large``, ``results.not_json``, ``results.too_many``, and
        ``results.unknown_key``, ``results.missing``, ``results.field`` for what is no RESULTS.json.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise InputError("results.too_large", most_kb=MOST_BYTES >> 10)
    envelope = fields(_plain(text), "", needed=_ENVELOPE, optional={})
    plain = _plain(envelope["body"])
    if not isinstance(plain, dict):
        raise refuse("body")
    named, claimed = plain.get("sheet"), plain.get("results")
    claimed = claimed if isinstance(claimed, list) else []
    if len(claimed) > MOST_RESULTS:
        raise InputError("results.too_many", count=len(claimed), most=MOST_RESULTS)
    stops = tuple(str(one.get("stop", ""))[:100] if isinstance(one, dict) else "" for one in claimed)
    sheet = SheetId.read(named) if isinstance(named, str) else None
    return SignedResults(body=envelope["body"], mark=envelope["mark"], sheet=sheet, stops=stops)


def read_results(body: str, index: LintIndex) -> ReadResults:
    """Return what the signed text of a file says, with the names and numbers of persons masked in its free text.

    Raises
    ------
    InputError
        ``results.unknown_key`` by name, ``results.missing``, ``results.field``,
        ``results.sheet``, ``results.twice`` for a finding that stands twice.
    """
    found = fields(_plain(body), "", needed=_BODY, optional={})
    sheet = SheetId.read(found["sheet"])
    if sheet is None or (sheet.shift, sheet.revision) != (found["shift"], found["revision"]):
        raise InputError("results.sheet")
    cleaned = [_cleaned(VisitResult(**result, device=found["device"]), index) for result in found["results"]]
    return ReadResults(
        sheet=sheet, team=found["team"], shift=found["shift"], revision=found["revision"], device=found["device"],
        made_at=found["made_at"], results=tuple(one for one, _ in cleaned), masked=tuple(n for _, n in cleaned),
    )  # fmt: skip


def _cleaned(result: VisitResult, index: LintIndex) -> tuple[VisitResult, int]:
    """Return a result without the names and numbers of persons, and how many were masked."""
    clean = replace(
        result,
        note=lint(without_numbers(result.note), index),
        difficulties=lint(without_numbers(result.difficulties), index),
        minutes_no=lint(without_numbers(result.minutes_no, codes_only=True), index),
    )
    return clean, max(0, _masks(clean) - _masks(result))


def _masks(result: VisitResult) -> int:
    return sum(text.count(MASK) for text in (result.note, result.difficulties, result.minutes_no))


def _plain(text: str) -> Any:
    """Return what a JSON text holds; a key that stands twice, NaN and the like are refused."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise InputError("results.not_json") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(text)
