"""How well a plan keeps its secret, for the planner alone and only where details are asked for."""

import streamlit as st

import workflow
from ui.session import attempt, say, screen_words
from ui.tables import show_table
from ui.wording import marked, percent_text
from workflow.plan_views import PlanView
from workflow.warning_groups import SecrecyView

SURE = 2
"""A guess that is right every second time or oftener is no secret."""


def show_secrecy(plan: PlanView) -> None:
    """Show how often an outsider would guess right, and which groups that would warn each other are visited at once."""
    found = attempt(workflow.read_secrecy, round_id=plan.round.id)
    if found is None:
        return
    st.markdown(f"**{say('secrecy.title')}**")
    st.text(_guess_text(found))
    st.text(_groups_text(found))
    if found.apart:
        names = [", ".join(plan.names.get(visit, visit) for visit in group) for group in found.apart]
        show_table([{say("secrecy.apart"): text} for text in names])
    if not found.is_checked:
        st.caption(say("secrecy.unchecked"))


def _guess_text(found: SecrecyView) -> str:
    day, place = found.day_share, found.place_share
    if day is None or place is None:
        return say("secrecy.untried")
    if day * SURE >= 1:
        return say("secrecy.day_sure", day=marked(screen_words(), percent_text(day.numerator, day.denominator)))
    times = round(1 / day) if day else 100
    return say(
        "secrecy.day",
        times=min(times, 100),
        place=marked(screen_words(), percent_text(place.numerator, place.denominator)),
    )


def _groups_text(found: SecrecyView) -> str:
    if not found.groups:
        return say("secrecy.no_groups")
    counts = {"groups": found.groups, "kept": found.kept, "simultaneous": found.simultaneous}
    percent = marked(screen_words(), percent_text(found.kept, found.groups))
    hours = marked(screen_words(), f"{found.within_s / 3600:g}".replace(".", ","))
    return say("secrecy.groups", **counts, percent=percent, hours=hours)
