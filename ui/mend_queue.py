"""Where somebody is in the queue: the card at hand, what was put off, and the last thing done."""

from collections.abc import Sequence

import streamlit as st

import workflow
from ui.session import attempt, succeeds, tell
from workflow.register_views import ProblemView

_AT, _CARD, _LATER, _LAST, _READ = "mend_at", "mend_card", "mend_later", "mend_last", "mend_read"


def read_problems() -> tuple[ProblemView, ...] | None:
    """Return the register's doubts, those that are done too, None where there is no register.

    They are read anew once the register has changed.
    """
    steps = attempt(workflow.list_steps)
    if not steps:
        return None
    version = steps[0].number
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != version:
        kept = (version, attempt(workflow.list_problems, include_done=True))
        st.session_state[_READ] = kept
    problems: tuple[ProblemView, ...] | None = kept[1]
    return problems


def in_order(problems: Sequence[ProblemView]) -> list[ProblemView]:
    """Return the problems with those that were put off at the end, in the order in which they were."""
    later = {id_: at for at, id_ in enumerate(st.session_state.get(_LATER, ()))}
    return sorted(problems, key=lambda problem: later.get(problem.id, -1))


def position_in(shown: Sequence[ProblemView]) -> int:
    """Return where the card at hand stands; where it is gone, the one that took its place."""
    ids = [problem.id for problem in shown]
    card = st.session_state.get(_CARD)
    at = ids.index(card) if card in ids else min(st.session_state.get(_AT, 0), len(ids) - 1)
    st.session_state[_AT], st.session_state[_CARD] = at, ids[at]
    return at


def move_to(problem: str) -> None:
    """Take another card to hand."""
    st.session_state[_CARD] = problem


def put_off(problem: str) -> None:
    """Put a card at the end of the queue; the next one takes its place."""
    later = [id_ for id_ in st.session_state.get(_LATER, ()) if id_ != problem]
    st.session_state[_LATER] = [*later, problem]
    st.session_state.pop(_CARD, None)


def settle(problem: str, action: str, value: str = "", remember_key: str = "") -> None:
    """Do something about a problem; the next card takes its place, also where somebody else was faster."""
    remember = bool(remember_key and st.session_state.get(remember_key))
    done = attempt(workflow.settle_problem, problem=problem, action=action, value=value, remember=remember)
    # A doubt about a file is closed without a step, and after a refusal others may know more.
    st.session_state.pop(_READ, None)
    st.session_state[_LAST] = (done.step, action, problem) if done is not None else None


def settle_typed(problem: str, action: str, key: str) -> None:
    """Do something with what stands in a field; an empty field does nothing."""
    value = st.session_state.get(key)
    if value not in (None, ""):
        settle(problem, action, str(value).strip())


def last_done() -> tuple[int, str, str] | None:
    """Return step, action and problem of the last thing done here; step 0 is none that can be taken back."""
    last: tuple[int, str, str] | None = st.session_state.get(_LAST)
    return last


def undo_last(step: int, problem: str) -> None:
    """Take the last thing back; its card is at hand again."""
    if succeeds(workflow.undo_step, step=step):
        st.session_state[_LAST] = None
        move_to(problem)
        tell("mend.undone")
