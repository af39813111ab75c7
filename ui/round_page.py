"""Đợt mới: everything prefilled, one button."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole
from domain.rounds import Round, SamplingRule
from domain.teams import Shift, Team
from domain.units import required_count
from ui.job_progress import is_busy, show_progress
from ui.layout import split
from ui.links import go_to, link_to
from ui.meanwhile import seen_of, start_of, warn_changed
from ui.plan_travel import ask_vehicle
from ui.round_checks import ask_reason, plan_now, show_checks
from ui.session import attempt, need, say
from workflow.views import RegisterView

EVENING_S = 17 * 3600


def show() -> None:
    """Show the round's form; the plan is made by a worker, its progress stands here."""
    need(AccountRole.PLANNER)
    st.title(say("round.title"))
    register = attempt(workflow.read_register)
    if register is None:
        st.info(say("map.empty"))
        link_to("register", "start.own_button")
        return
    if show_progress("plan_round"):
        go_to("plan")
    st.write(say("round.lead"))
    proposed = attempt(workflow.default_round)
    if proposed is not None:
        _show_form(proposed, register)


def _show_form(proposed: Round, register: RegisterView) -> None:
    teams = attempt(workflow.read_teams) or ()
    known = tuple(one.id for one in attempt(workflow.list_rounds) or ())
    start_of("rounds", known)
    warn_changed("rounds", known)
    left, right = split(1.5, 1)
    with left:
        title = st.text_input(say("round.name"), value=proposed.title, max_chars=120)
        first, last = st.columns(2)
        starts = first.date_input(say("round.starts"), value=proposed.starts_on, format="DD/MM/YYYY")
        ends = last.date_input(say("round.ends"), value=proposed.ends_on, format="DD/MM/YYYY")
        chosen = _ask_teams(teams, proposed)
        rule = _ask_rule(proposed.rule)
        with st.expander(say("travel.vehicle"), key="round_vehicle_box"):
            vehicle = ask_vehicle()
    with right, st.container(border=True):
        shifts = _shifts_between(starts, ends, chosen)
        _show_summary(shifts, register, rule)
        seen = seen_of("rounds")
        values = {"title": title, "starts_on": starts, "ends_on": ends, "rule": rule, "teams": chosen, "seen": seen}
        reason = ask_reason(starts.year)
        is_ready = bool(title.strip()) and bool(shifts) and not is_busy("plan_round")
        # No callback: its arguments would be those of the run before, without what was typed last.
        if st.button(say("round.plan"), type="primary", disabled=not is_ready, width="stretch"):
            plan_now(values, reason, vehicle=vehicle)
            st.rerun()
        if not shifts:
            st.caption(say("round.no_shift"))
    show_checks(values, is_ready=is_ready)


def _ask_teams(teams: Sequence[Team], proposed: Round) -> tuple[str, ...]:
    names = {team.id: team.name for team in teams}
    chosen = st.multiselect(
        say("round.teams"),
        list(names),
        default=[team for team in proposed.teams if team in names],
        format_func=lambda key: names.get(key, key),
        placeholder=say("round.teams_hint"),
    )
    return tuple(chosen)


def _ask_rule(rule: SamplingRule) -> SamplingRule:
    """Ask for the share and for the one switch; the rest of the rule stands under advanced."""
    percent = st.number_input(say("round.share"), 1, 100, value=rule.rate_bp // 100, step=1)
    everywhere = st.toggle(say("round.everywhere"), help=say("round.everywhere_help"))
    with st.expander(say("round.floors")):
        floor = st.number_input(say("round.commune_floor"), 0, 100, rule.commune_floor_bp // 100, step=1)
        kind = st.number_input(say("round.type_floor"), 0, 100, rule.type_floor_bp // 100, step=1)
        lottery = st.number_input(say("round.lottery_share"), 0, 100, rule.random_share_bp // 100, step=5)
        unseen = st.number_input(say("round.rotation"), 0, 1_000_000, rule.rotation_floor, step=1)
    rate_bp = 100 * int(percent)
    return replace(
        rule,
        rate_bp=rate_bp,
        commune_floor_bp=rate_bp if everywhere else 100 * int(floor),
        type_floor_bp=100 * int(kind),
        random_share_bp=100 * int(lottery),
        rotation_floor=int(unseen),
    )


def _shifts_between(starts: date, ends: date, teams: tuple[str, ...]) -> list[Shift]:
    return [shift for shift in attempt(workflow.list_shifts, first=starts, last=ends) or () if shift.team in teams]


def _show_summary(shifts: Sequence[Shift], register: RegisterView, rule: SamplingRule) -> None:
    """Show what the plan will have to work with."""
    evenings = sum(1 for shift in shifts if shift.start_s >= EVENING_S)
    st.subheader(say("round.summary"))
    counts = {"need": required_count(register.in_scope, rule.rate_bp), "registered": register.in_scope}
    st.html(f'<p class="figure">{say("round.need", **counts)}</p>')
    st.write(say("round.shifts", shifts=len(shifts), evenings=evenings))
    if shifts:
        days = sorted({shift.date for shift in shifts})
        st.caption(say("round.days", first=day_text(days[0]), last=day_text(days[-1]), days=len(days)))
