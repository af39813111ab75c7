"""Chốt và in, after the seal: since when each team sees its shift, who opened it, its passphrase, a lost tablet."""

from collections import defaultdict
from collections.abc import Sequence

import streamlit as st

import workflow
from domain.sheets import SheetLook
from ui.session import attempt, escape_markdown, moment, say, screen_words, succeeds, tell, workspace
from ui.tables import show_table
from ui.wording import hours_text, weekday_text
from workflow.plan_views import PlanView, ShiftView


def show_tablets(plan: PlanView) -> None:
    """Show the shifts of a sealed plan, and what can be done about one of them."""
    shifts = {shift.shift: shift for shift in plan.shifts if shift.stops}
    looks: defaultdict[str, list[SheetLook]] = defaultdict(list)
    for look in attempt(workflow.list_looks, round_id=plan.round.id) or ():
        looks[look.shift].append(look)
    st.subheader(say("seal.reveal"))
    show_table([_row(shift, looks[key]) for key, shift in shifts.items()])
    if not shifts:
        return
    with st.container(border=True):
        chosen = st.selectbox(say("seal.one_shift"), list(shifts), format_func=lambda key: _label(shifts[key]))
        _show_looks(looks[chosen])
        _show_passphrase(plan.round.id, chosen)
        left, right = st.columns(2)
        with left:
            _ask_early(plan.round.id, shifts[chosen])
        with right:
            _ask_revocation(plan.round.id, shifts[chosen])


def _row(shift: ShiftView, looks: Sequence[SheetLook]) -> dict[str, str]:
    return {
        say("seal.column_shift"): _hours(shift),
        say("seal.column_team"): shift.team_name,
        say("seal.column_reveal"): moment(shift.revealed_at) if shift.revealed_at else "–",
        say("seal.column_seen"): moment(looks[0].at) if looks else say("seal.not_seen"),
    }


def _hours(shift: ShiftView) -> str:
    return f"{weekday_text(screen_words(), shift.date)} {hours_text(shift.start_s, shift.end_s)}"


def _label(shift: ShiftView) -> str:
    return f"{_hours(shift)} · {shift.team_name}"


def _show_looks(looks: Sequence[SheetLook]) -> None:
    if not looks:
        st.caption(say("seal.nobody_saw"))
        return
    told = "; ".join(say("seal.saw", account=look.account, at=moment(look.at)) for look in looks)
    st.caption(escape_markdown(say("seal.who_saw", looks=told)))


def _show_passphrase(round_id: str, shift: str) -> None:
    """Show a passphrase once, on the run that follows the button; the act is logged."""
    st.button(say("seal.passphrase"), icon=":material/key:", on_click=_take_passphrase, args=(round_id, shift))
    kept = st.session_state.pop("sheet_passphrase", None)
    if kept is not None and kept[0] == shift:
        st.code(kept[1], language=None)
        st.caption(say("seal.passphrase_help"))


def _take_passphrase(round_id: str, shift: str) -> None:
    passphrase = attempt(workflow.show_passphrase, round_id=round_id, shift=shift)
    if passphrase is not None:
        st.session_state["sheet_passphrase"] = (shift, passphrase)


def _ask_early(round_id: str, shift: ShiftView) -> None:
    is_hidden = shift.revealed_at is None or shift.revealed_at > workflow.read_now(workspace())
    with st.popover(say("seal.reveal_early"), disabled=not is_hidden, width="stretch"):
        reason = st.text_input(say("seal.reveal_reason"), max_chars=200, key="reveal_reason")
        st.button(say("seal.reveal_now"), type="primary", on_click=_reveal, args=(round_id, shift.shift, reason))


def _reveal(round_id: str, shift: str, reason: str) -> None:
    if succeeds(workflow.reveal_shift, round_id=round_id, shift=shift, reason=reason.strip()):
        tell("seal.revealed")


def _ask_revocation(round_id: str, shift: ShiftView) -> None:
    """Ask once more before a team's tablets become worthless."""
    with st.popover(say("seal.revoke"), icon=":material/lock_reset:", width="stretch"):
        st.write(escape_markdown(say("seal.revoke_help", team=shift.team_name)))
        reason = st.text_input(say("seal.revoke_reason"), max_chars=200, key="revoke_reason")
        st.button(say("seal.revoke_now"), type="primary", on_click=_revoke, args=(round_id, shift.shift, reason))


def _revoke(round_id: str, shift: str, reason: str) -> None:
    done = attempt(workflow.revoke_tablet, round_id=round_id, shift=shift, reason=reason.strip())
    if done is not None:
        tell("seal.revoked", shifts=len(done.sheets), accounts=len(done.accounts))
