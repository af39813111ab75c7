"""Both readings of the share, and what each further team-shift buys: asked of the worker, shown as bars."""

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

import workflow
from domain.rounds import SamplingRule
from ui.ceremony_steps import spoken
from ui.job_progress import begin, is_busy, show_progress
from ui.session import attempt
from workflow.weighing import Weighed

KIND = "weigh_rules"
BAR = (
    '<span style="display:inline-block;height:.9rem;width:{width:.1f}rem;background:#0f6f80;margin-right:.5rem"></span>'
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
    heads = "".join(f'<th scope="col">{escape(spoken(f"curve_{key}"))}</th>' for key in ("shifts", "size", "points"))
    rows = "".join(
        f'<tr><td>+{one.name}</td><td class="number">{one.size}</td>'
        f"<td>{BAR.format(width=WIDEST_REM * one.points / most)}{one.points}</td></tr>"
        for one in curve
    )
    st.html(f'<table class="table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')
    st.caption(spoken("curve_money"))
