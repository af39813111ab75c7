"""A plan and a move, each in one sentence of the office's own words; no name from outside stands in them."""

from domain.units import clock_text
from domain.words import Words
from ui.wording import coded, marked, minutes, percent_text
from workflow.plan_views import MoveView, PlanView


def plan_sentence(plan: PlanView, words: Words) -> str:
    """Return how many establishments are visited, where, in how many shifts, and what is left over."""
    counts = {"reached": plan.communes_reached, "all": plan.communes_all}
    key = "everywhere" if plan.communes_reached == plan.communes_all else "communes"
    return words.say(
        "ui.plan.sentence", selected=plan.selected, registered=plan.registered,
        percent=marked(words, percent_text(plan.selected, plan.registered)),
        communes=words.say(f"ui.plan.{key}", **counts),
        shifts=plan.shifts_used, unassigned=len(plan.unassigned),
    )  # fmt: skip


def move_sentence(view: MoveView, words: Words, *, visit: str) -> str:
    """Return what moving a visit would do: which rules break, else the way, the other appointments and the shifts."""
    if view.broken:
        rules = dict.fromkeys(coded(words, "ui.rule", rule.code) for rule in view.broken)
        return words.say("ui.work.breaks", rules=", ".join(rules))
    parts = (_way(view, words), _appointments(view, words, visit), _shifts(view, words))
    return words.say("ui.work.keeps", parts="; ".join(part for part in parts if part))


def new_start(view: MoveView, visit: str) -> str:
    """Return at what time a moved visit would begin, "" where that does not change."""
    starts = [stop.new_start_s for stop in view.retimed if stop.visit == visit and stop.new_start_s is not None]
    return clock_text(starts[0]) if starts else ""


def _way(view: MoveView, words: Words) -> str:
    more = minutes(view.travel_s_after) - minutes(view.travel_s_before)
    key = "way_same" if more == 0 else "way_more" if more > 0 else "way_less"
    return words.say(f"ui.work.{key}", minutes=abs(more))


def _appointments(view: MoveView, words: Words, visit: str) -> str:
    others = sum(stop.visit != visit for stop in view.retimed)
    return words.say("ui.work.retimed" if others else "ui.work.retimed_none", count=others)


def _shifts(view: MoveView, words: Words) -> str:
    more = view.shifts_used_after - view.shifts_used_before
    return words.say("ui.work.shift_more" if more > 0 else "ui.work.shift_less", count=abs(more)) if more else ""
