"""The draws of a year as the planner sees them: where each stands, and what differed from the one before."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from json import dumps

from domain.accounts import Actor
from domain.ceremony import Draw, DrawState
from domain.errors import ConflictError, InputError
from domain.rounds import Reason, Role, Round, RoundStatus, SamplingRule
from planner.selection.formats import draw_json, read_frame, rule_toml
from register.fold import fold
from store import ceremonies, establishments, rounds
from workflow.ceremony import has_second_planner
from workflow.offices import commune_names, read_now, read_types
from workflow.permissions import PLANNER, log, need
from workflow.rounds import round_of
from workflow.workspace import Workspace

MOST_FOUND = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawDifference:
    """Hold what a draw has otherwise than the one before: ids of frame rows, and (field, before, after) of the rule."""

    before: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    rule: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawView:
    """Hold one draw of the year; ``salt`` is "" until its round is closed, ``difference`` None for the first."""

    draw: Draw
    round: Round
    registered: int
    difference: DrawDifference | None
    salt: str
    has_second_planner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyRow:
    """Hold one registered establishment with what the draw decided of it."""

    establishment_id: str
    name: str
    type_label: str
    commune: str
    role: Role
    reason: Reason


def list_draws(workspace: Workspace, actor: Actor, *, year: int | None = None) -> tuple[DrawView, ...]:
    """Return every draw of a year (this year for None), abandoned ones too, the newest first."""
    need(workspace, actor, *PLANNER, action="draws.list")
    wanted = year or read_now(workspace).year
    has_second = has_second_planner(workspace)
    with workspace.store.read() as connection:
        draws = ceremonies.read_draws(connection, wanted)
        known = {r.id: r for r in rounds.list_rounds(connection)}
        salts = {d.number: ceremonies.read_salt(connection, d) for d in draws if is_open(known[d.round_id])}
    views = [
        DrawView(
            draw=draw, round=known[draw.round_id], registered=draw.frame_csv.count("\n") - 1,
            difference=difference_of(draws[place - 1], draw) if place else None, salt=salts.get(draw.number, ""),
            has_second_planner=has_second,
        )
        for place, draw in enumerate(draws)
    ]  # fmt: skip
    return tuple(reversed(views))


def read_draw(workspace: Workspace, actor: Actor, *, round_id: str | None = None) -> DrawView | None:
    """Return the last draw of a round (the latest round for None), None where it has none yet."""
    need(workspace, actor, *PLANNER, action="draw.read", target=round_id or "")
    with workspace.store.read() as connection:
        if not rounds.list_rounds(connection):
            return None
    found = round_of(workspace, round_id)
    views = list_draws(workspace, actor, year=found.starts_on.year)
    return next((view for view in views if view.draw.round_id == found.id), None)


def earlier_draws(workspace: Workspace, actor: Actor, *, year: int) -> tuple[str, ...]:
    """Return the numbers of a year's draws that had a seed: whoever draws again says why."""
    need(workspace, actor, *PLANNER, action="draws.list")
    with workspace.store.read() as connection:
        return tuple(draw.label for draw in ceremonies.read_draws(connection, year) if draw.seed)


def is_open(found: Round) -> bool:
    """Tell whether what was secret of a round's draw may be shown."""
    return found.status is RoundStatus.CLOSED


def difference_of(before: Draw, after: Draw) -> DrawDifference:
    """Return what a draw has otherwise than an earlier one."""
    old = {row.id: row for row in read_frame(before.frame_csv)}
    new = {row.id: row for row in read_frame(after.frame_csv)}
    rule = tuple(
        (f.name, str(one), str(other))
        for f in fields(SamplingRule)
        if (one := getattr(before.rule, f.name)) != (other := getattr(after.rule, f.name))
    )
    return DrawDifference(
        before=before.label, added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changed=tuple(sorted(id_ for id_ in new.keys() & old.keys() if new[id_] != old[id_])), rule=rule,
    )  # fmt: skip


def read_why_list(workspace: Workspace, actor: Actor, *, round_id: str, text: str) -> tuple[WhyRow, ...]:
    """Return the registered establishments whose id or name holds a text, at most 10, each with its reason."""
    need(workspace, actor, *PLANNER, action="sample.search", target=round_id)
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, round_id)
        known = {e.id: e for e in establishments.read_establishments(connection)}
    if sample is None:
        return ()
    types, communes, wanted = read_types(workspace), commune_names(workspace), fold(text)
    found = [
        (row, e)
        for row in sample.rows
        if (e := known.get(row.establishment_id)) and wanted in f"{fold(e.id)} {fold(e.name)}"
    ]
    return tuple(
        WhyRow(
            establishment_id=e.id, name=e.name, type_label=types.get(e.type or "", e.type_raw), role=row.role,
            commune=communes.get(e.commune_now.code, "") if e.commune_now else e.commune_raw, reason=row.reason,
        )
        for row, e in found[:MOST_FOUND]
    )  # fmt: skip


def read_published(workspace: Workspace, actor: Actor, *, round_id: str, checker: str) -> Mapping[str, str]:
    """Return the files by which a named checker re-runs the draw of a closed round, by name; the act is logged.

    Raises
    ------
    InputError
        ``published.no_checker``.
    ConflictError
        ``published.not_closed``: before that only hashes leave the office.
    """
    need(workspace, actor, *PLANNER, action="round.publish", target=round_id)
    if not checker.strip():
        raise InputError("published.no_checker")
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        draw = ceremonies.draw_of_round(connection, round_id)
        sample = rounds.read_sample(connection, round_id)
        salt = ceremonies.read_salt(connection, draw) if draw else ""
    if not is_open(found) or draw is None or sample is None or draw.state is not DrawState.DRAWN:
        raise ConflictError("published.not_closed", round=round_id)
    log(workspace, actor, action="round.publish", target=round_id, checker=checker.strip())
    parts = {
        "draw": draw.label, "frame_hash": draw.frame_hash, "plan_hash": draw.plan_hash, "salt": salt,
        "salt_hash": draw.salt_hash, "dice": draw.dice, "dice_source": draw.dice_source.value, "seed": draw.seed,
    }  # fmt: skip
    within = {row.id for row in read_frame(draw.frame_csv)}
    drawn = draw_json(sample)
    drawn["reasons"] = {id_: reason for id_, reason in drawn["reasons"].items() if id_ in within}  # type: ignore[attr-defined]
    return {
        "FRAME.csv": draw.frame_csv,
        "RULE.toml": rule_toml(draw.rule),
        "DRAW.json": dumps(drawn, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        "SEED.json": dumps(parts, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    }
