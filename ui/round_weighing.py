"""Both readings of the share, and what each further team-shift buys: asked of the worker, shown as bars."""

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import pairwise

import streamlit as st

import workflow
from domain.rounds import SamplingRule
from ui.ceremony_steps import spoken
from ui.job_progress import begin, is_busy, show_progress
from ui.session import attempt, say, succeeds, tell
from workflow.office_file import MOST_DONG
from workflow.weighing import Weighed

KIND = "weigh_rules"
BAR = (
    '<span style="display:inline-block;height:.9rem;width:{width:.1f}rem;margin-right:.5rem;'
    'background:light-dark(#0f6f80, #4fb0c0)"></span>'
)
WIDEST_REM = 18


def show_weighing(rule: SamplingRule, on: date) -> None:
    """Show what was weighed for these very values, or the button that asks for it."""
    if show_progress(KIND):
        st.rerun()
    key = workflow.rule_key(rule, on)
    job = attempt(workflow.latest_job, kind=KIND)
    st.markdown(f"**{spoken('weigh_title')}**")
    if job is not None and job.state == "done" and job.result.get("for") == key:
        _show_readings(workflow.read_weighed(str(job.result["readings"])))
        _show_curve(workflow.read_weighed(str(job.result["curve"])), per_shift=int(job.result["per_shift"]))
        return
    st.write(spoken("weigh_why"))
    st.button(spoken("weigh_button"), on_click=begin, args=(KIND, {"rule": key}), disabled=is_busy(KIND))


def _show_readings(readings: Sequence[Weighed]) -> None:
    sizes = {one.name: one.size for one in readings}
    for one in readings:
        st.write(spoken(f"reading_{one.name}" if one.size else f"reading_{one.name}_none", size=one.size))
    if all(sizes.values()):
        st.write(spoken("reading_cost", more=sizes["everywhere"] - sizes["area"]))


def _show_curve(curve: Sequence[Weighed], *, per_shift: int) -> None:
    """Show the points of the risk list by size as a table with bars, read by ear as well."""
    if not curve:
        return
    st.write(spoken("curve_lead", per_shift=per_shift))
    most = max(one.points for one in curve) or 1
    cost = attempt(workflow.read_shift_cost) or 0
    heads = "".join(
        f'<th scope="col">{escape(spoken(f"curve_{key}"))}</th>' for key in ("shifts", "size", "points", "more")
    )
    rows = "".join(
        f'<tr><td>+{one.name}</td><td class="number">{one.size}</td>'
        f"<td>{BAR.format(width=WIDEST_REM * one.points / most)}{one.points}</td><td>{escape(more)}</td></tr>"
        for one, more in zip(curve, ("", *step_texts(curve, cost=cost)), strict=True)
    )
    st.html(f'<table class="table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')
    if not cost:
        st.caption(spoken("curve_money"))
    st.number_input(
        say("round.shift_cost"),
        0,
        MOST_DONG,
        value=cost,
        step=100_000,
        key="shift_cost",
        on_change=_keep_cost,
        args=(cost,),
    )


def step_texts(curve: Sequence[Weighed], *, cost: int) -> list[str]:
    """Return what each size gives and costs over the one before; without a cost of a shift, no money."""
    texts = []
    for before, after in pairwise(curve):
        told = {"size": after.size - before.size, "points": after.points - before.points}
        dong = f"{cost * (int(after.name) - int(before.name)):,}".replace(",", ".")
        texts.append(spoken("curve_step_cost", dong=dong, **told) if cost else spoken("curve_step", **told))
    return texts


def _keep_cost(seen: int) -> None:
    if succeeds(workflow.save_shift_cost, dong=int(st.session_state["shift_cost"]), seen=seen):
        tell("round.shift_cost_kept")
