"""The frame recounted: hashes, who is eligible, what every floor asks for."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.rounds import FrameRow, SamplingRule

Cell = tuple[str, str]
"""A commune and a type."""

Group = tuple[str, str]
"""``commune`` or ``type``, and its key."""


def digest(text: str) -> str:
    """Return the SHA-256 of UTF-8 text as hex."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """Hold a frame in order of its ids with what the rule asks of it.

    ``asked`` is what each group's floor still asks for besides the
    must-inspect ones, ``free`` how many of it are eligible besides them,
    ``target`` the same of the share over the area; ``unseen_asked`` what the
    rotation floor asks for, ``unseen_cells`` the never seen of each cell.
    """

    rows: tuple[FrameRow, ...]
    must: frozenset[str]
    eligible: tuple[FrameRow, ...]
    asked: Mapping[Group, int]
    free: Mapping[Group, int]
    cells: Mapping[Cell, int]
    target: int
    unseen_asked: int
    unseen_cells: Mapping[Cell, int]


def recount(frame: Sequence[FrameRow], rule: SamplingRule) -> Recount:
    """Count a frame under a rule; ``eligible`` leaves the must-inspect ones out."""
    rows = tuple(sorted(frame, key=lambda row: row.id.encode()))
    eligible = tuple(row for row in rows if not (row.must or row.done or row.exempt))
    floors = {"commune": rule.commune_floor_bp, "type": rule.type_floor_bp}
    size = Counter(group for row in rows for group in groups_of(row))
    served = Counter(group for row in rows if row.done or row.must for group in groups_of(row))
    served_all = sum(row.done or row.must for row in rows)
    return Recount(
        rows=rows,
        must=frozenset(row.id for row in rows if row.must),
        eligible=eligible,
        asked={group: max(0, -(-floors[group[0]] * n // 10_000) - served[group]) for group, n in size.items()},
        free=Counter(dict.fromkeys(size, 0)) + Counter(group for row in eligible for group in groups_of(row)),
        cells=Counter((row.commune, row.type) for row in eligible),
        target=max(0, -(-rule.rate_bp * len(rows) // 10_000) - served_all),
        unseen_asked=max(0, rule.rotation_floor - sum(row.must and not row.seen for row in rows)),
        unseen_cells=Counter((row.commune, row.type) for row in eligible if not row.seen),
    )


def groups_of(row: FrameRow) -> tuple[Group, Group]:
    """Return the two groups of a row."""
    return ("commune", row.commune), ("type", row.type)


def canonical_frame(rows: Sequence[FrameRow]) -> str:
    """Return the text that the frame's hash is taken of; rows stand in order."""
    unseen = not all(row.seen for row in rows)
    text = "id,commune,type,score,must,exempt,done,lon,lat" + (",seen\n" if unseen else "\n")
    for row in rows:
        text += f"{row.id},{row.commune},{row.type},{row.score},{row.must:d},{row.exempt:d},{row.done:d},"
        text += f"{degrees(row.lon)},{degrees(row.lat)}" + (f",{row.seen:d}\n" if unseen else "\n")
    return text


def degrees(value: float) -> str:
    """Return degrees with 6 decimals, never a minus zero."""
    text = f"{value:.6f}"
    return "0.000000" if text == "-0.000000" else text


def plan_digest(frame_hash: str, rule: SamplingRule, *, risk: Sequence[str], pool: Sequence[str], lottery: int) -> str:
    """Return the hash that commits to everything fixed before the seed."""
    names = "commune_floor_bp min_random random_share_bp rate_bp risk_loss_bp rotation_floor size type_floor_bp"
    plan = {
        "frame_hash": frame_hash,
        "lottery_size": lottery,
        "method": "draw-1",
        "pool": list(pool),
        "risk": list(risk),
        "rule": {name: getattr(rule, name) for name in names.split()},
    }
    return digest(json.dumps(plan, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
