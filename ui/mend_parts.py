"""One card of the queue: what is doubted, the values with the doubtful one marked, and what can be done."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from domain.issues import Issue
from ui.establishment_card import card_html, field_label
from ui.issue_text import issue_kind, issue_remedy, issue_sentence
from ui.mend_queue import last_done, put_off, settle, settle_typed, undo_last
from ui.pin_panel import show_pin_way
from ui.session import escape_markdown, say, screen_words
from ui.wording import coded
from workflow.mend_actions import field_of
from workflow.register_views import ActionView, Choice, EstablishmentView, ProblemView

QUIET = ("dismiss", "reject")
"""Actions that stand beside the card's own: to pass over, to take out of the register."""
MOST_BUTTONS = 14
NUMBERS = "123456789"


def show_last() -> None:
    """Show what was done last, with its way back."""
    last = last_done()
    if last is None:
        return
    step, action, problem = last
    with st.container(horizontal=True, vertical_alignment="center", key="mend_done"):
        st.html(f'<p class="done">{escape(say("mend.done", action=_action(action)))}</p>', width="content")
        if step:
            st.button(
                say("mend.undo"),
                type="tertiary",
                on_click=undo_last,
                args=(step, problem),
                key="mend_undo",
                shortcut="Z",
            )


def show_card(problem: ProblemView) -> None:
    """Show one problem with its actions."""
    with st.container(border=True, key="mend_card_box"):
        st.html(
            f'<p class="problem {problem.issue.severity}">{escape(issue_sentence(problem.issue))}</p>'
            f'<p class="remedy">{escape(issue_remedy(problem.issue))}</p>'
        )
        for action in problem.actions:
            if action.action not in QUIET:
                _show_action(problem, action)
        if problem.establishment and issue_kind(problem.issue) == "position":
            show_pin_way(problem.establishment.id)
        _show_quiet(problem)
        _show_values(problem)
    st.caption(say("mend.keys"))


def _show_action(problem: ProblemView, action: ActionView) -> None:
    """Show an action: a button for each of a few choices, a list with a search for many, a field for a value."""
    if action.takes == "choice":
        _show_choices(problem, action)
    elif action.takes:
        _show_field(problem, action)
    else:
        st.button(_action(action.action), on_click=settle, args=(problem.id, action.action), type="primary")


def _show_choices(problem: ProblemView, action: ActionView) -> None:
    remember_key = ""
    if action.action == "set_type" and problem.issue.value:
        remember_key = f"remember_{problem.id}"
    if len(action.choices) > MOST_BUTTONS:
        _show_list(problem, action)
    else:
        _show_buttons(problem, action, remember_key)
    if remember_key:
        text = escape_markdown(say("mend.remember", text=problem.issue.value))
        st.checkbox(text, key=remember_key)


def _show_buttons(problem: ProblemView, action: ActionView, remember_key: str) -> None:
    """Show a button for each choice, in their groups; the card's first nine choices have a number key."""
    labels = _labels(action, problem)
    keys = _number_keys(problem)
    if len(problem.actions) > 1:
        st.caption(_action(action.action))
    for group, choices in groupby(action.choices, key=lambda choice: choice.group):
        if group:
            st.caption(say(f"mend.group_{group}"))
        with st.container(horizontal=True, gap="small"):
            for choice in choices:
                is_first = action is problem.actions[0] and choice.value == action.suggested
                st.button(
                    escape_markdown(labels[choice.value]),
                    key=f"{problem.id}_{action.action}_{choice.value}",
                    on_click=settle,
                    args=(problem.id, action.action, choice.value, remember_key),
                    type="primary" if is_first else "secondary",
                    # No Enter here: it would also answer while another button has the focus.
                    shortcut=keys.get((action.action, choice.value)),
                )


def _number_keys(problem: ProblemView) -> dict[tuple[str, str], str]:
    """Return the number key of each choice that is a button of the card, as far as there are digits."""
    shown = (
        (action.action, choice.value)
        for action in problem.actions
        if action.action not in QUIET and len(action.choices) <= MOST_BUTTONS
        for choice in action.choices
    )
    return dict(zip(shown, NUMBERS, strict=False))


def _labels(action: ActionView, problem: ProblemView) -> Mapping[str, str]:
    """Return what each choice is called; of two rows that may be one, with the row that stays."""
    if action.action != "merge":
        return {choice.value: choice.label for choice in action.choices}
    sides = {one.id: one for one in (problem.establishment, problem.other) if one}
    return {c.value: say("mend.keep_one", name=_named(c, sides)) for c in action.choices}


def _named(choice: Choice, sides: Mapping[str, EstablishmentView]) -> str:
    one = sides.get(choice.value)
    return say("mend.side", name=choice.label, row=one.row) if one else choice.label


def _show_list(problem: ProblemView, action: ActionView) -> None:
    """Show a list with a search; what is picked is done at once, and can be taken back like any other answer."""
    labels = {choice.value: _grouped(choice) for choice in action.choices}
    key = f"{problem.id}_{action.action}"
    st.selectbox(
        _action(action.action), list(labels), index=None, format_func=lambda value: labels[value], key=key,
        placeholder=say("mend.search"), on_change=settle_typed, args=(problem.id, action.action, key),
    )  # fmt: skip


def _grouped(choice: Choice) -> str:
    return f"{choice.label} – {say(f'mend.group_{choice.group}')}" if choice.group else choice.label


def _show_field(problem: ProblemView, action: ActionView) -> None:
    """Show a field in a form: Enter keeps what was typed."""
    key = f"{problem.id}_{action.action}"
    label = say(f"mend.right_{action.takes}", field=field_label(field_in_doubt(problem.issue) or "name"))
    with st.form(f"form_{key}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        if action.takes == "number":
            st.number_input(label, min_value=0, value=None, step=1, key=key)
        else:
            st.text_input(label, value=action.suggested, max_chars=300, key=key)
        is_first = action is problem.actions[0]
        st.form_submit_button(
            _action(action.action), type="primary" if is_first else "secondary", on_click=settle_typed,
            args=(problem.id, action.action, key),
        )  # fmt: skip


def _show_quiet(problem: ProblemView) -> None:
    """Show what puts the card away without an answer."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            say("mend.later"), on_click=put_off, args=(problem.id,), key="mend_put_off", shortcut="S",
            help=say("mend.later_help"),
        )  # fmt: skip
        for action in problem.actions:
            if action.action == "dismiss":
                st.button(
                    _action("dismiss"), on_click=settle, args=(problem.id, "dismiss"), key="mend_dismiss", shortcut="B"
                )
            elif action.action == "reject":
                with st.popover(_action("reject")):
                    _show_reasons(problem.id, action.choices)


def _show_reasons(problem: str, reasons: Sequence[Choice]) -> None:
    for reason in reasons:
        st.button(
            reason.label, on_click=settle, args=(problem, "reject", reason.value), key=f"reject_{reason.value}",
            width="stretch",
        )  # fmt: skip


def _show_values(problem: ProblemView) -> None:
    """Show the row, or both rows of a possible duplicate, with the doubtful cell marked."""
    one, other = problem.establishment, problem.other
    if one is None:
        return
    columns = {say("mend.this_one"): one}
    if other is not None:
        columns = {say("mend.other_one"): other, **columns}
    field = field_in_doubt(problem.issue)
    raw = "" if field == "phone" else problem.issue.value
    st.html(card_html(columns, marked=(field,) if field and other is None else (), raw=raw))


def field_in_doubt(issue: Issue) -> str:
    """Return the field of the card that a doubt is about, "" for none."""
    start = issue.code.partition("_")[0]
    return field_of(issue) or (start if start in ("name", "type", "commune", "status") else "")


def _action(action: str) -> str:
    return coded(screen_words(), "register_action", action)
