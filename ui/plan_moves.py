"""A move of one stop: proposed, its consequences read at once, then made or left."""

from dataclasses import dataclass
from html import escape

import streamlit as st

import workflow
from ui.plan_shifts import shift_names
from ui.plan_words import move_sentence, new_start
from ui.session import attempt, say, screen_words, tell
from workflow.plan_views import MoveView, PlanView

KEPT = "plan_move"
OUT = ""
"""The shift of a stop that is taken out of the schedule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMove:
    """Hold where a stop would go in which version of a plan, and what that would do."""

    round_id: str
    version: int
    visit: str
    shift: str
    order: int
    view: MoveView


def propose_move(plan: PlanView, *, visit: str, shift: str, order: int) -> None:
    """Work out what a move would do and keep it until somebody says yes or no."""
    place = {"visit": visit, "shift": shift, "order": order}
    view = attempt(workflow.preview_move, round_id=plan.round.id, version=plan.version, **place)
    if view is None:
        forget_move()
        return
    st.session_state[KEPT] = ProposedMove(
        round_id=plan.round.id, version=plan.version, visit=visit, shift=shift, order=order, view=view
    )


def propose_told(plan: PlanView, move: object) -> None:
    """Propose what the browser tells of a stop dragged or carried elsewhere; looked at before it is used.

    Order 0 leaves the place in the shift to the plan: the cheapest one.
    """
    # Told even where the same place is proposed again or refused: the timeline waits for an answer.
    st.session_state["plan_answers"] = st.session_state.get("plan_answers", 0) + 1
    match move:
        case {"visit": str(visit), "shift": str(shift), "order": int() | float() as order}:
            where = {"round_id": plan.round.id, "version": plan.version, "visit": visit, "shift": shift}
            place = int(order) if order >= 1 or not shift else attempt(workflow.cheapest_order, **where)
            if place is not None:
                propose_move(plan, visit=visit, shift=shift, order=max(1, place))


def proposed_move(plan: PlanView) -> ProposedMove | None:
    """Return the move that waits for its answer; one that was worked out for another plan is forgotten."""
    move: ProposedMove | None = st.session_state.get(KEPT)
    if move is not None and (move.round_id, move.version) != (plan.round.id, plan.version):
        del st.session_state[KEPT]
        return None
    return move


def show_proposed_move(plan: PlanView) -> None:
    """Show what the proposed move would do, with its two answers."""
    move = proposed_move(plan)
    if move is None:
        return
    with st.container(border=True, key="plan_move_box"):
        st.text(_title(plan, move))
        is_legal = not move.view.broken
        sentence = move_sentence(move.view, screen_words(), visit=move.visit)
        st.html(f'<p class="{"consequence" if is_legal else "consequence broken"}">{escape(sentence)}</p>')
        with st.container(horizontal=True):
            st.button(
                say("plan.move_now"), type="primary", key="move_yes", disabled=not is_legal,
                on_click=_move, args=(move,),
            )  # fmt: skip
            st.button(say("work.leave"), key="move_no", on_click=forget_move)


def _title(plan: PlanView, move: ProposedMove) -> str:
    name = plan.names.get(move.visit, move.visit)
    if move.shift == OUT:
        return say("work.take_out_of", name=name)
    start = new_start(move.view, move.visit)
    at = say("work.at", time=start) if start else ""
    return say("work.move_of", name=name, shift=shift_names(plan).get(move.shift, ""), order=move.order) + at


def forget_move() -> None:
    """Leave everything as it is."""
    st.session_state.pop(KEPT, None)


def _move(move: ProposedMove) -> None:
    forget_move()
    moved = attempt(
        workflow.move_stop, round_id=move.round_id, version=move.version, visit=move.visit, shift=move.shift,
        order=move.order,
    )  # fmt: skip
    if moved is not None:
        tell("plan.moved")


def ask_move(plan: PlanView, visit: str) -> None:
    """Ask where a stop should go instead, for those who do not drag; the answer is proposed as a drop is."""
    with st.popover(say("plan.move"), icon=":material/swap_horiz:"):
        names = shift_names(plan)
        target = st.selectbox(
            say("plan.move_to"), [*names, OUT], format_func=lambda key: names.get(key) or say("work.take_out"),
            key="move_to",
        )  # fmt: skip
        stops = next((len(shift.stops) for shift in plan.shifts if shift.shift == target), 0)
        order = st.number_input(say("plan.move_order"), 1, stops + 1, key="move_order") if target else 1
        if st.button(say("work.see_move"), key="move_see"):
            propose_move(plan, visit=visit, shift=target, order=int(order))
            st.rerun()
