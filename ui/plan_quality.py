"""How good the plan is, one step behind: asked of the worker, told in one sentence."""

import streamlit as st

import workflow
from documents.formatting import tenths_text
from domain.accounts import AccountRole
from domain.words import Words
from ui.job_progress import is_busy, show_progress, wait_for
from ui.session import attempt, need, say, screen_words
from ui.wording import marked
from workflow.plan_quality import PlanQuality
from workflow.plan_views import PlanView

KIND = "plan_quality"


def show_quality(plan: PlanView) -> None:
    """Show how much better any plan could be at most, or the button that asks for it."""
    need(AccountRole.PLANNER)
    section = st.expander(say("quality.title"), key="plan_quality", on_change="rerun", icon=":material/verified:")
    with section:
        if show_progress(KIND):
            st.rerun()
        if section.open:
            _show_open(plan)


def _show_open(plan: PlanView) -> None:
    found = attempt(workflow.read_quality, round_id=plan.round.id)
    if found is None:
        st.write(say("quality.why"))
    else:
        _show_found(found)
    if found is None or not found.is_final:
        key = "quality.ask" if found is None else "quality.ask_again"
        st.button(say(key), key="quality_ask", on_click=_ask, args=(plan,), disabled=is_busy(KIND))


def quality_sentence(found: PlanQuality, words: Words) -> str:
    """Return how good a plan is, in one sentence."""
    return words.say(found.sentence, **({"percent": marked(words, tenths_text(found.tenths))} if found.tenths else {}))


def _show_found(found: PlanQuality) -> None:
    st.html(f'<p class="figure">{quality_sentence(found, screen_words())}</p>')
    if found.points:
        weights = found.weights
        prices = {"shift": f"{weights.per_shift:g}", "uneven": f"{weights.balance_points_per_hour:g}"}
        st.text(say("quality.points", points=found.points, **prices))
    if found.points and found.uneven_points:
        st.text(say("quality.uneven", points=min(found.uneven_points, found.points)))
    if not found.is_final:
        st.caption(say("quality.unfinished"))


def _ask(plan: PlanView) -> None:
    job = attempt(workflow.start_quality, round_id=plan.round.id, version=plan.version)
    if job is not None:
        wait_for(KIND, job)
