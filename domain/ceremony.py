"""The draw in public: its steps, its seed, and what an office changed afterwards (docs/draw.md, Seed)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.digest import sha256_hex
from domain.rounds import FrameRow, SamplingRule
from domain.units import required_count

DICE = 20
"""Digits of public dice: 10^20 outcomes."""

SHARED_TENTHS = 8
"""A frame that shares more than these tenths of its establishments with an earlier one of the year repeats it."""


class DrawState(StrEnum):
    """Say how far a draw has come."""

    FROZEN = "frozen"
    COMMITTED = "committed"
    ROLLED = "rolled"
    DRAWN = "drawn"
    ABANDONED = "abandoned"


class DiceSource(StrEnum):
    """Say who saw the dice: people present, nobody, or that there were none because a seed was handed in."""

    NONE = ""
    PUBLIC = "public"
    AUTOMATIC = "automatic"
    GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """Hold one event that took an establishment out of a frame, or moved it within it.

    ``code`` is worded under ``taken_out``; ``account`` acted, ``document`` is a
    file, a step's note or a number of minutes.
    """

    code: str
    establishment_id: str
    name: str
    at: datetime
    account: str
    document: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefutedSize:
    """Hold why a size cannot do: these groups need ``needed`` of a risk list that has ``places``.

    With ``unseen``: so many never seen in this cycle are needed, and no list has more than ``places`` of them.
    """

    size: int
    places: int
    needed: int
    communes: tuple[str, ...]
    types: tuple[str, ...]
    unseen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeProof:
    """Hold why a sample cannot be smaller.

    Without ``communes`` and ``types`` the share of the area decides (``target``
    besides the must-inspect and done ones); else they ask for
    ``communes_need + types_need`` and ``both`` serve twice. With ``unseen_need``
    above 0 so many never seen in this cycle decide, with what the groups need besides.
    """

    registered: int
    done: int
    must: int
    required: int
    rate_bp: int
    size: int
    lower_bound: int
    communes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    communes_need: int = 0
    types_need: int = 0
    both: int = 0
    unseen_need: int = 0
    refuted: tuple[RefutedSize, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Hold one draw of a year, abandoned ones too; its secret salt lies apart.

    ``repeats`` are the numbers of earlier draws of the year whose frame it
    mostly shares; then ``reason`` says why, and where the office has a second
    planner ``needs_approval`` waits for ``approved_by``.
    """

    year: int
    number: int
    round_id: str
    state: DrawState
    rule: SamplingRule
    frame_csv: str
    frame_hash: str
    frozen_at: datetime
    frozen_by: str
    taken_out: tuple[TakenOut, ...] = ()
    repeats: tuple[int, ...] = ()
    reason: str = ""
    needs_approval: bool = False
    approved_by: str = ""
    approved_at: datetime | None = None
    plan_hash: str = ""
    salt_hash: str = ""
    proof: SizeProof | None = None
    committed_at: datetime | None = None
    committed_by: str = ""
    dice: str = ""
    dice_source: DiceSource = DiceSource.NONE
    place: str = ""
    participants: tuple[str, ...] = ()
    seed: str = ""
    rolled_at: datetime | None = None
    rolled_by: str = ""
    drawn_at: datetime | None = None
    drawn_by: str = ""
    abandoned_at: datetime | None = None
    abandoned_by: str = ""
    abandon_reason: str = ""

    @property
    def label(self) -> str:
        """Return the running number as the papers have it, 01/2027."""
        return f"{self.number:02d}/{self.year}"

    @property
    def waits_for_approval(self) -> bool:
        """Tell whether another account must approve before the dice."""
        return self.needs_approval and not self.approved_by


class ChangeKind(StrEnum):
    """Say how the list of a drawn round was changed by hand."""

    SUBSTITUTE = "substitute"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleChange:
    """Hold one change of a drawn list; the draw itself stays as it was.

    A substitute names in ``establishment_id`` the closed or absent one, which
    stays in the sample as not answered, and in ``stand_in`` its reserve. An
    override adds or removes one by a document.
    """

    round_id: str
    number: int
    kind: ChangeKind
    establishment_id: str
    reason: str
    account: str
    at: datetime
    stand_in: str = ""
    document_no: str = ""


def hash_of_salt(salt: str) -> str:
    """Return what is published of the salt before the dice: SHA-256 of its 64 hex digits as text."""
    return sha256_hex(salt)


def seed_of(*, frame_hash: str, plan_hash: str, salt: str, dice: str) -> str:
    """Return the seed of a draw, 64 lower-case hex digits.

    Examples
    --------
    >>> seed_of(frame_hash="a", plan_hash="b", salt="c", dice="1")[:8]
    '4128761d'
    """
    return sha256_hex(f"{frame_hash}|{plan_hash}|{salt}|{dice}")


def salt_and_dice(ticket: str) -> tuple[str, str]:
    """Return the salt and the dice of a draw that nobody watches, from one secret text."""
    salt = sha256_hex(f"{ticket}|salt")
    return salt, f"{int(sha256_hex(f'{ticket}|dice'), 16) % 10**DICE:0{DICE}d}"


def repeats(frame: Collection[str], earlier: Mapping[int, Collection[str]]) -> tuple[int, ...]:
    """Return the numbers of earlier draws that hold more than 80 % of a frame's establishments.

    Examples
    --------
    >>> repeats("abcde", {1: "abcd", 2: "abcdef"})
    (2,)
    """
    own = set(frame)
    return tuple(n for n in sorted(earlier) if 10 * len(own & set(earlier[n])) > SHARED_TENTHS * len(own))


def spot_checks(draw: Draw, closed: Collection[str]) -> tuple[str, ...]:
    """Return the closures that are looked at on the spot: a fifth, at least three, by ticket of the seed."""
    wanted = min(len(closed), max(3, (len(closed) + 4) // 5))
    return tuple(sorted(closed, key=lambda id_: sha256_hex(f"{draw.seed}|spot|{id_}"))[:wanted])


def apply_changes(selected: Sequence[str], changes: Sequence[SampleChange]) -> tuple[str, ...]:
    """Return who is visited after the changes, by id: reserves instead of the absent, overrides done."""
    visited = set(selected)
    for change in changes:
        if change.kind is ChangeKind.ADD:
            visited.add(change.establishment_id)
        else:
            visited.discard(change.establishment_id)
            visited |= {change.stand_in} - {""}
    return tuple(sorted(visited))


def missed_floors(frame: Sequence[FrameRow], visited: Collection[str], rule: SamplingRule) -> tuple[str, ...]:
    """Return the groups that a list no longer serves, as ``area:``, ``commune:CODE``, ``type:CODE``, ``unseen:``."""
    chosen = set(visited)
    registered: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for row in frame:
        groups = ("area:", f"commune:{row.commune}", f"type:{row.type}")
        registered.update(groups)
        reached.update(groups if row.done or row.id in chosen else ())
    rates = {"area": rule.rate_bp, "commune": rule.commune_floor_bp, "type": rule.type_floor_bp}
    need = {group: required_count(count, rates[group.split(":")[0]]) for group, count in registered.items()}
    unseen = {row.id for row in frame if not row.seen and not row.done}
    need["unseen:"], reached["unseen:"] = rule.rotation_floor, len(unseen & chosen)
    return tuple(sorted(group for group, least in need.items() if reached[group] < least))
