"""Whether an archive is true: its files, its draw, its plan and its sums, recomputed from the archive alone."""

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.ceremony import DiceSource, hash_of_salt, seed_of
from domain.digest import sha256_hex
from domain.errors import InputError
from domain.rounds import Role
from domain.routing import BrokenRule
from domain.sheets import commune_of_stop

MANIFEST, KEY = "MANIFEST.json", "KEY.csv"
NEEDED = ("LIST.csv", "RULE.toml", "PROBLEM.json", "SOLUTION.json", "CHANGES.json", "RESULTS.json", "SUMS.json")
DRAWN = ("FRAME.csv", "DRAW.json", "SEED.json")
SELECTED = frozenset({Role.MUST.value, Role.RISK.value, Role.LOTTERY.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveVerdict:
    """Hold what an archive breaks, which parts were checked (files, plan, sums, draw), and which need its key."""

    broken: tuple[BrokenRule, ...]
    checked: tuple[str, ...]
    needs_key: tuple[str, ...]


def verify_archive(content: bytes, *, key: bytes = b"") -> ArchiveVerdict:
    """Return what an archive breaks; needs no office, no database and nobody's leave.

    Raises
    ------
    InputError
        ``archive.unreadable``, ``archive.missing`` for a file that is not there, ``archive.damaged`` for one that
        is not of its kind; what the readers of frames, rules and plans raise.
    """
    from documents.round_archive import read_archive

    files = read_archive(content)
    manifest = _json(files, MANIFEST)
    apart = read_archive(key) if key else {}
    for name in NEEDED:
        _text(files, name)
    try:
        broken = [*_files(files, apart, manifest), *_plan(files), *_list(files), *_sums(files)]
        whole = {**files, **apart}
        has_draw = all(name in whole for name in DRAWN)
        if has_draw:
            broken += [*_draw(whole), *_names(whole)]
        elif not manifest.get("apart") or key:
            raise InputError("archive.missing", file=next(name for name in DRAWN if name not in whole))
    except (AttributeError, KeyError, TypeError, ValueError, csv.Error) as error:
        raise InputError("archive.damaged") from error
    parts = ("files", "plan", "list", "sums")
    return ArchiveVerdict(
        broken=tuple(broken), checked=(*parts, "draw") if has_draw else parts, needs_key=() if has_draw else ("draw",)
    )


def _files(files: Mapping[str, str], apart: Mapping[str, str], manifest: Mapping[str, Any]) -> Iterator[BrokenRule]:
    """Check the digest of every file, and that none is missing or too many."""
    for known, found in ((manifest["files"], files), (manifest["apart"] if apart else {}, apart)):
        for name in sorted({*known, *found} - {MANIFEST}):
            if name not in found or name not in known or sha256_hex(found[name]) != known[name]:
                yield BrokenRule(code="archive.file", visit=name)


def _plan(files: Mapping[str, str]) -> Iterator[BrokenRule]:
    """Verify the plan; a visit that it openly leaves out is no lie."""
    from planner.routing.formats import read_problem, read_solution
    from planner.verify import verify

    solution = read_solution(_text(files, "SOLUTION.json"))
    left = {one.visit for one in solution.unassigned}
    for rule in verify(read_problem(_text(files, "PROBLEM.json")), solution).broken:
        if rule.code != "required_missing" or rule.visit not in left:
            yield rule


def _list(files: Mapping[str, str]) -> Iterator[BrokenRule]:
    """Check that who was planned is who was drawn, after the changes that documents name."""
    rows = _rows(files, "LIST.csv")
    wanted = {row["id"] for row in rows if row["role"] in SELECTED}
    absent: set[str] = set()
    for change in _json(files, "CHANGES.json"):
        if change["kind"] == "add":
            wanted.add(change["establishment"])
        else:
            wanted.discard(change["establishment"])
            wanted |= {change["stand_in"]} - {""}
        if change["stand_in"]:
            # A team was at its door: the stop stays in the plan, though another stands in.
            absent.add(change["establishment"])
    for row in rows:
        if (row["visited"] == "1") != (row["id"] in wanted):
            yield BrokenRule(code="archive.visited", visit=row["id"])
    for route in _json(files, "SOLUTION.json")["routes"]:
        for stop in route["stops"]:
            if stop["visit"] not in wanted | absent and commune_of_stop(stop["visit"]) is None:
                yield BrokenRule(code="archive.not_drawn", visit=stop["visit"], shift=route["shift"])


def _sums(files: Mapping[str, str]) -> Iterator[BrokenRule]:
    """Count anew from the list and the results."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    groups: dict[str, tuple[str, ...]] = {}
    for row in _rows(files, "LIST.csv"):
        groups[row["id"]] = ("area", f"communes:{row['commune']}", f"types:{row['type']}")
        for group in groups[row["id"]]:
            counted[group]["registered"] += 1
    findings: Counter[str] = Counter()
    seen: dict[str, set[str]] = {"inspected": set(), "found": set()}
    for one in _json(files, "RESULTS.json"):
        if not (one["is_full"] and one["has_minutes"]):
            continue
        findings.update("closed" if finding["remedied_on"] else "open" for finding in one["findings"])
        for group in groups.get(one["establishment"], ()):
            counted[group]["visits"] += 1
        seen["inspected"].add(one["establishment"])
        seen["found"] |= {one["establishment"]} if one["findings"] else set()
    for name, ids in seen.items():
        for group in (group for id_ in ids for group in groups.get(id_, ())):
            counted[group][name] += 1
    sums = _json(files, "SUMS.json")
    said = {"area": sums["area"]} | {
        f"{kind}:{code}": row for kind in ("communes", "types") for code, row in sums[kind].items()
    }
    for group in sorted({*said, *counted}):
        if {name: n for name, n in said.get(group, {}).items() if n} != {k: n for k, n in counted[group].items() if n}:
            yield BrokenRule(code="archive.sums", visit=group)
    if sums["findings"] != {"open": findings["open"], "closed": findings["closed"]}:
        yield BrokenRule(code="archive.sums", visit="findings")


def _draw(files: Mapping[str, str]) -> Iterator[BrokenRule]:
    """Run the draw again from the frame, and see that the seed came from what was published before the dice."""
    from planner.selection.formats import read_draw, read_frame, read_rule
    from planner.verify_draw import verify_draw

    draw = read_draw(_text(files, "DRAW.json"))
    yield from verify_draw(draw, frame=read_frame(_text(files, "FRAME.csv")), rule=read_rule(_text(files, "RULE.toml")))
    parts = _json(files, "SEED.json")
    if (parts["seed"], parts["frame_hash"], parts["plan_hash"]) != (
        draw["seed"],
        draw["frame_hash"],
        draw["plan_hash"],
    ):
        yield BrokenRule(code="archive.seed")
    if parts["dice_source"] == DiceSource.GIVEN.value:
        return
    made = seed_of(**{name: parts[name] for name in ("frame_hash", "plan_hash", "salt", "dice")})
    if made != parts["seed"] or hash_of_salt(parts["salt"]) != parts["salt_hash"]:
        yield BrokenRule(code="archive.seed")


def _names(files: Mapping[str, str]) -> Iterator[BrokenRule]:
    """Check that the list is the frame with the roles of the draw, through the key where there is one."""
    from planner.selection.formats import read_frame

    real = {row["pseudonym"]: row["id"] for row in _rows(files, KEY)} if KEY in files else {}
    draw = _json(files, "DRAW.json")
    roles = {id_: name for name in ("must", "risk", "lottery") for id_ in draw[name]}
    roles |= dict.fromkeys(draw["reserves"], Role.RESERVE.value)
    frame = {row.id: (row.commune, row.type) for row in read_frame(_text(files, "FRAME.csv"))}
    listed = set()
    for row in _rows(files, "LIST.csv"):
        id_ = real.get(row["id"], row["id"])
        listed.add(id_)
        is_same = frame.get(id_) == (row["commune"], row["type"])
        role = row["role"] if row["role"] in {*SELECTED, Role.RESERVE.value} else None
        if not is_same or roles.get(id_) != role:
            yield BrokenRule(code="archive.list", visit=row["id"])
    if listed != set(frame):
        yield BrokenRule(code="archive.list")


def _rows(files: Mapping[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_text(files, name)), strict=True))


def _json(files: Mapping[str, str], name: str) -> Any:
    try:
        return json.loads(_text(files, name))
    except (ValueError, RecursionError) as error:
        raise InputError("archive.damaged") from error


def _text(files: Mapping[str, str], name: str) -> str:
    if name not in files:
        raise InputError("archive.missing", file=name)
    return files[name]
