"""Who would warn whom in a round, and how well its plan keeps its secret, for the planner alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from unicodedata import normalize

from domain.accounts import Actor
from domain.establishments import BusinessType, Establishment
from domain.plans import Plan
from domain.routing import RoutingProblem, Solution, Together
from planner.problem import visit_windows
from planner.warning import Link, SecrecyRule, owner_links, read_secrecy_rule, together_report, warning_groups
from store import plan_steps, plans
from workflow.permissions import PLANNER, log, need
from workflow.rounds import round_of
from workflow.workspace import Workspace

GUESS, GUESSED = "guess_", ("day", "weekday", "place")
"""How the step of a plan names the shares that were tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecrecyView:
    """Hold how well a plan keeps its secret; ``guess`` shares are None where nothing was tried.

    ``groups`` would warn each other, ``kept`` are visited in one short time,
    ``simultaneous`` by teams side by side. ``apart`` names the others.
    ``day_share`` is how often somebody without the seed would guess the day of a
    visit, ``place_share`` its place in the order. ``is_checked`` tells whether
    the office has checked the rule.
    """

    groups: int
    kept: int
    simultaneous: int
    apart: tuple[tuple[str, ...], ...]
    within_s: int
    is_checked: bool
    day_share: Fraction | None = None
    weekday_share: Fraction | None = None
    place_share: Fraction | None = None


def secrecy_rule(workspace: Workspace) -> SecrecyRule:
    """Return the rule by which this installation keeps plans secret."""
    return read_secrecy_rule((workspace.reference.directory / "rules" / "secrecy.toml").read_text(encoding="utf-8"))


def together_of(
    selected: Sequence[Establishment], *, types: Mapping[str, BusinessType], rule: SecrecyRule
) -> tuple[Together, ...]:
    """Return the groups of a sample that would warn each other: one owner, one street, or neighbours."""
    windows = {
        one.id: visit_windows(types[one.type], one.hours)
        for one in selected
        if one.type is not None and one.type in types
    }
    links = (
        *owner_links({one.id: one.entity_id for one in selected}),
        *_street_links(selected, rule.street_words),
        *_neighbour_links(selected, within_m=rule.near_m),
    )
    return warning_groups(links, windows, within_s=rule.within_s, most=rule.most)


def street_of(address: str, words: Sequence[str]) -> str:
    """Return the street that an address names, folded, "" where it names none.

    Examples
    --------
    >>> street_of("Số 12, Đường Lê  Duẩn, KP2", ("đường",)), street_of("QL 22B, ấp 3", ("ql",)), street_of("ấp 3", ())
    ('lê duẩn', '22b', '')
    """
    for part in normalize("NFC", address).casefold().replace(";", ",").replace(" - ", ",").split(","):
        tokens = " ".join(part.split())
        for word in words:
            before, found, after = f" {tokens} ".partition(f" {word} ")
            if not found and tokens.startswith(word) and tokens[len(word) :][:1].isdigit():
                before, found, after = "", word, tokens[len(word) :]
            if found and not before.strip(" số0123456789abcdefgh/.") and after.strip():
                return " ".join(after.split())
    return ""


def guesses_of(problem: RoutingProblem, best: Solution, *, loss_bp: int) -> dict[str, str]:
    """Try how well a plan can be guessed without its seed; return the shares as they are kept with its step."""
    from planner.routing.secrecy import try_guessing

    tried = try_guessing(problem, best, loss_bp=loss_bp)
    return {f"{GUESS}{name}": str(getattr(tried, name)) for name in GUESSED}


def read_secrecy(workspace: Workspace, actor: Actor, *, round_id: str) -> SecrecyView | None:
    """Return how well the plan of a round keeps its secret, None where there is no plan; the look is logged.

    Groups are those of the plan as it stands, moves by hand included; guesses are those tried when it was made.
    """
    need(workspace, actor, *PLANNER, action="plan.secrecy", target=round_id)
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, found.id)
    if plan is None:
        return None
    rule, kept = secrecy_rule(workspace), _kept_guesses(workspace, plan)
    report = together_report(plan.problem, plan.solution.routes)
    log(workspace, actor, action="plan.secrecy", target=found.id)
    return SecrecyView(
        groups=report.groups, kept=report.kept, simultaneous=report.simultaneous, apart=report.apart,
        within_s=rule.within_s, is_checked=rule.is_checked,
        **{f"{name}_share": Fraction(str(kept[GUESS + name])) for name in GUESSED if GUESS + name in kept},
    )  # fmt: skip


def _street_links(selected: Sequence[Establishment], words: Sequence[str]) -> tuple[Link, ...]:
    """Link establishments of one commune whose addresses name one street."""
    from geo.travel.source import great_circle_m

    on_street: dict[tuple[str, str], list[Establishment]] = {}
    for one in sorted(selected, key=lambda one: one.id):
        street = street_of(one.address_raw, words)
        if street and one.commune_now is not None and one.position is not None:
            on_street.setdefault((one.commune_now.code, street), []).append(one)
    return tuple(
        Link(one=one.id, other=other.id, metres=round(great_circle_m(_point(one), _point(other))))
        for street in on_street.values()
        for one, other in combinations(street, 2)
    )


def _neighbour_links(selected: Sequence[Establishment], *, within_m: int) -> tuple[Link, ...]:
    from geo.neighbours import find_neighbours

    positions = {one.id: one.position for one in selected if one.position is not None}
    pairs = find_neighbours(positions, within_m=within_m).pairs
    return tuple(Link(one=pair.one, other=pair.other, metres=pair.metres) for pair in pairs)


def _point(one: Establishment) -> tuple[float, float]:
    if one.position is None:
        raise ValueError("an establishment on a street has a position")
    return one.position.lon, one.position.lat


def _kept_guesses(workspace: Workspace, plan: Plan) -> Mapping[str, str | int]:
    """Return the guesses that were tried when a plan was made, before what was changed in it since."""
    with workspace.store.read() as connection:
        steps = {step.version: step for step in plan_steps.read_steps(connection, plan.round_id)}
    step = steps.get(plan.version)
    while step is not None and GUESS + GUESSED[0] not in step.params:
        step = steps.get(step.parent) if step.parent is not None else None
    return {} if step is None else step.params
