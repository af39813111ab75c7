"""Rates of the teams beside the round's, as a question; and what was handed over, as counts."""

import streamlit as st

import workflow
from ui.session import attempt, say, screen_words, workspace
from ui.tables import show_table
from ui.wording import marked, percent_text
from workflow.team_rates import Rates


def show_rates(round_id: str) -> None:
    """Show closed doors, visits without findings and durations of each team beside the round's."""
    view = attempt(workflow.read_team_rates, round_id=round_id)
    if view is None or not view.teams:
        return
    with st.expander(say("results.rates")):
        st.caption(say("results.rates_help"))
        show_table([_row(say("results.rates_round"), view.round), *(_row(one.team_name, one) for one in view.teams)])
        if any(one.is_small for one in view.teams):
            st.caption(say("results.rates_small"))


def _row(name: str, rates: Rates) -> dict[str, object]:
    return {
        say("results.column_team"): name,
        say("results.column_closed"): _share(rates.unanswered, rates.visits),
        say("results.column_clean"): _share(rates.without_findings, rates.inspected),
        say("results.column_median"): _median(rates),
        say("results.column_n"): say("results.n_small", n=rates.visits) if rates.is_small else f"n = {rates.visits}",
    }


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    return say("results.share", percent=marked(screen_words(), percent_text(part, whole)), part=part, whole=whole)


def _median(rates: Rates) -> str:
    if rates.median_minutes is None:
        return "–"
    return say("results.median", minutes=rates.median_minutes, n=rates.timed)


def show_deployment(round_id: str) -> None:
    """Show how many establishments were given regulations, signed a commitment or got leaflets."""
    view = attempt(workflow.read_deployment, round_id=round_id)
    if view is None or not (view.handed_over or view.commitments or view.leaflets):
        return
    labels = {rule.code: rule.label for rule in workspace().reference.field_rules.regulations}
    with st.expander(say("results.deployment")):
        st.write(
            say(
                "results.deployed", handed=view.handed_over, commitments=view.commitments, leaflets=view.leaflets,
                forwarded=view.forwarded,
            )
        )  # fmt: skip
        show_table(
            [
                {say("results.column_regulation"): labels.get(code, code), say("results.column_count_places"): count}
                for code, count in view.regulations.items()
            ]
        )
