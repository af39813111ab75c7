"""The frame counted: what each commune and type has, and what its floor still asks for."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from domain.errors import InfeasibleError, InputError
from domain.rounds import FrameRow, SamplingRule
from domain.units import required_count

Cell = tuple[str, str]
"""A commune and a type."""


def cell_of(row: FrameRow) -> Cell:
    """Return the cell of a row."""
    return (row.commune, row.type)


def is_eligible(row: FrameRow) -> bool:
    """Tell whether a row may be selected: not done, and not exempt unless it must be inspected."""
    return not row.done and (row.must or not row.exempt)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """Count one commune, one type, or with key "" everything (kind ``area``) or the never seen (``unseen``).

    ``needed`` is the floor less what was done; the must-inspect ones count
    towards it.
    """

    kind: str
    key: str
    registered: int
    done: int
    exempt: int
    eligible: int
    must: int
    needed: int

    @property
    def open(self) -> int:
        """Return how many are eligible besides the must-inspect ones."""
        return self.eligible - self.must

    @property
    def wanted(self) -> int:
        """Return how many the floor asks for besides the must-inspect ones."""
        return max(0, self.needed - self.must)

    @property
    def short(self) -> int:
        """Return by how many the floor exceeds what is eligible."""
        return max(0, self.needed - self.eligible)


class FloorError(InfeasibleError):
    """Say that floors exceed what is eligible; ``groups`` holds every group that is short."""

    exit_code: ClassVar[int] = 4

    def __init__(self, groups: Sequence[GroupCount]) -> None:
        first = next((group for group in groups if group.key), groups[0])
        code = "draw.floor" if first.key else "draw.floor_area" if first.kind == "area" else "draw.floor_unseen"
        numbers = {name: getattr(first, name) for name in ("registered", "exempt", "eligible", "needed", "short")}
        text = "; ".join(f"{g.kind}:{g.key} {g.needed}>{g.eligible}" for g in groups)
        super().__init__(code, count=len(groups), kind=first.kind, key=first.key, groups=text, **numbers)
        self.groups = tuple(groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strata:
    """Hold the frame in canonical order with its counts.

    ``open_rows`` are the eligible ones besides ``must``; ``cells`` counts them,
    ``unseen_cells`` the never seen among them.
    """

    rows: tuple[FrameRow, ...]
    must: tuple[FrameRow, ...]
    open_rows: tuple[FrameRow, ...]
    area: GroupCount
    communes: tuple[GroupCount, ...]
    types: tuple[GroupCount, ...]
    unseen: GroupCount
    cells: dict[Cell, int]
    unseen_cells: dict[Cell, int]


def count_strata(frame: Sequence[FrameRow], rule: SamplingRule) -> Strata:
    """Count the frame under a rule, in any row order.

    Raises
    ------
    InputError
        ``frame.empty`` without a row, ``frame.duplicate`` for an id twice,
        ``frame.must_done`` for a row with both flags.
    """
    rows = canonical_order(frame)
    open_rows = tuple(row for row in rows if is_eligible(row) and not row.must)
    return Strata(
        rows=rows,
        must=tuple(row for row in rows if row.must),
        open_rows=open_rows,
        area=_count("area", "", rows, rule.rate_bp),
        communes=_count_by("commune", rows, rule.commune_floor_bp),
        types=_count_by("type", rows, rule.type_floor_bp),
        unseen=_count_unseen(rows, rule.rotation_floor),
        cells=dict(sorted(Counter(map(cell_of, open_rows)).items())),
        unseen_cells=Counter(cell_of(row) for row in open_rows if not row.seen),
    )


def canonical_order(frame: Sequence[FrameRow]) -> tuple[FrameRow, ...]:
    """Return the rows by id bytes, checked against each other (raises as count_strata does)."""
    if not frame:
        raise InputError("frame.empty")
    # Python compares text by code point, which is the order of its UTF-8 bytes.
    rows = tuple(sorted(frame, key=lambda row: row.id))
    for row, following in pairwise(rows):
        if row.id == following.id:
            raise InputError("frame.duplicate", id=row.id)
    for row in rows:
        if row.must and row.done:
            raise InputError("frame.must_done", id=row.id)
    return rows


def check_floors(strata: Strata, rule: SamplingRule) -> None:
    """Refuse a plan where something asked for exceeds what is eligible.

    Raises
    ------
    InfeasibleError
        ``draw.floor``, ``draw.floor_area`` or ``draw.floor_unseen`` (a FloorError with every group that is short), or
        ``draw.random`` where fewer than ``min_random`` are left for the lottery.
    """
    short = [group for group in (strata.area, *strata.communes, *strata.types, strata.unseen) if group.short]
    if short:
        raise FloorError(short)
    if rule.min_random > strata.area.open:
        raise InfeasibleError("draw.random", needed=rule.min_random, eligible=strata.area.open)


def _count_by(kind: str, rows: Iterable[FrameRow], floor_bp: int) -> tuple[GroupCount, ...]:
    members: dict[str, list[FrameRow]] = {}
    for row in rows:
        members.setdefault(getattr(row, kind), []).append(row)
    return tuple(_count(kind, key, members[key], floor_bp) for key in sorted(members))


def _count_unseen(rows: Iterable[FrameRow], floor: int) -> GroupCount:
    """Count the never seen; whoever is done was seen this year."""
    return _group("unseen", "", [row for row in rows if not row.seen and not row.done], needed=floor)


def _count(kind: str, key: str, rows: Sequence[FrameRow], floor_bp: int) -> GroupCount:
    done = sum(row.done for row in rows)
    return _group(kind, key, rows, needed=max(0, required_count(len(rows), floor_bp) - done))


def _group(kind: str, key: str, rows: Sequence[FrameRow], *, needed: int) -> GroupCount:
    return GroupCount(
        kind=kind,
        key=key,
        registered=len(rows),
        done=sum(row.done for row in rows),
        exempt=sum(row.exempt and not row.done and not row.must for row in rows),
        eligible=sum(map(is_eligible, rows)),
        must=sum(row.must for row in rows),
        needed=needed,
    )
