"""Kết quả kiểm tra: what the teams recorded, shift by shift; files come in here, and doubts are settled here."""

from html import escape

import streamlit as st

import workflow
from domain.accounts import AccountRole
from ui.links import link_to
from ui.results_conflicts import show_conflicts
from ui.results_doors import show_doors
from ui.results_rates import show_deployment, show_rates
from ui.results_shifts import show_shift
from ui.results_upload import show_refused, show_upload
from ui.session import attempt, need, say
from workflow.results_views import ResultsView


def show() -> None:
    """Show what came back of the newest sealed round: first what asks for the planner, then every shift."""
    need(AccountRole.PLANNER)
    st.title(say("results.title"))
    view = attempt(workflow.read_results)
    if view is None:
        st.info(say("results.empty"))
        link_to("seal", "results.go_seal")
        return
    st.html(f'<p class="figure">{escape(_sentence(view))}</p>')
    show_upload()
    show_conflicts(view)
    show_doors(view)
    st.subheader(say("results.shifts"))
    for shift in view.shifts:
        show_shift(shift)
    show_rates(view.round.id)
    show_deployment(view.round.id)
    show_refused()
    link_to("follow_up", "results.go_follow")


def _sentence(view: ResultsView) -> str:
    visits = [visit for shift in view.shifts for visit in shift.visits]
    return say(
        "results.sentence", title=view.round.title, visits=len(visits),
        received=sum(shift.received for shift in view.shifts), counted=sum(shift.counted for shift in view.shifts),
    )  # fmt: skip
