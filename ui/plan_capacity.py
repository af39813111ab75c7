"""How many team-shifts the round needs and what each brings, one step behind: asked of the worker, drawn as a curve."""

from itertools import pairwise

import streamlit as st

import workflow
from domain.accounts import AccountRole
from ui.capacity_chart import WIDTH, chart_svg, chart_text, shown_points
from ui.job_progress import is_busy, show_progress, wait_for
from ui.plan_shifts import known_names
from ui.session import attempt, need, say, screen_words
from ui.tables import show_table
from workflow.capacity_advice import CapacityAdvice
from workflow.plan_views import PlanView

KIND = "capacity"


def show_capacity(plan: PlanView) -> None:
    """Show how many shifts suffice and the curve, or the button that asks for them."""
    need(AccountRole.PLANNER)
    icon = ":material/stacked_line_chart:"
    section = st.expander(say("capacity.title"), key="plan_capacity", on_change="rerun", icon=icon)
    with section:
        if show_progress(KIND):
            st.rerun()
        if not section.open:
            return
        found = attempt(workflow.read_capacity, round_id=plan.round.id)
        if found is not None:
            _show_found(plan, found)
            return
        st.write(say("capacity.why"))
        st.button(say("capacity.ask"), key="capacity_ask", on_click=_ask, args=(plan,), disabled=is_busy(KIND))


def _show_found(plan: PlanView, found: CapacityAdvice) -> None:
    words = screen_words()
    st.html(f'<p class="figure">{words.say(found.sentence, **found.params)}</p>')
    st.text(say("capacity.used", used=found.used, shifts=found.shifts))
    names = known_names(plan)
    for kind in found.kinds:
        like = names.get(kind.shifts[0], kind.shifts[0])
        st.text(say("capacity.kind", at_least=kind.at_least, shift=like))
    points = shown_points(found.curve)
    if not points:
        return
    st.markdown(f"**{say('capacity.chart')}**")
    svg = chart_svg(points, visits=found.visits, used=found.used, cost_dong=found.shift_cost_dong, words=words)
    st.image(svg, alt=chart_text(points, words), width=WIDTH)
    st.caption(say("capacity.found"))
    if not found.shift_cost_dong:
        st.caption(say("capacity.no_cost"))
    with st.popover(say("capacity.table")):
        show_table(_rows(points, found.shift_cost_dong))


def _rows(points: tuple[tuple[int, int], ...], cost_dong: int) -> list[dict[str, object]]:
    rows = []
    for (_, before), (shifts, visits) in pairwise([(0, 0), *points]):
        row: dict[str, object] = {
            say("capacity.column_shifts"): shifts,
            say("capacity.column_visits"): visits,
            say("capacity.column_more"): visits - before,
        }
        if cost_dong:
            row[say("capacity.column_dong")] = f"{shifts * cost_dong:,}".replace(",", ".")
        rows.append(row)
    return rows


def _ask(plan: PlanView) -> None:
    job = attempt(workflow.start_capacity, round_id=plan.round.id, version=plan.version)
    if job is not None:
        wait_for(KIND, job)
