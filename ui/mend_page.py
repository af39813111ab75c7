"""Sửa danh sách: what is left to mend, one card after the other, each answer a step that can be taken back."""

from collections.abc import Sequence

import streamlit as st

from domain.accounts import AccountRole
from domain.issues import IssueState
from ui.issue_text import SEVERITIES, issue_kind
from ui.links import link_to
from ui.mend_parts import show_card, show_last
from ui.mend_queue import in_order, move_to, position_in, read_problems
from ui.session import need, say
from workflow.register_views import ProblemView


def show() -> None:
    """Show how far the mending is, the filters, and the card at hand."""
    need(AccountRole.PLANNER)
    st.title(say("mend.title"))
    known = read_problems()
    if known is None:
        st.info(say("mend.empty"))
        link_to("register", "start.own_button")
        return
    problems = [problem for problem in known if problem.state is IssueState.OPEN]
    _show_progress(done=len(known) - len(problems), whole=len(known))
    show_last()
    if not problems:
        st.success(say("mend.all_done"))
        link_to("map", "mend.map")
        return
    shown = in_order(_filtered(problems))
    if not shown:
        st.info(say("mend.none_here"))
        return
    at = position_in(shown)
    _show_way(at, shown)
    show_card(shown[at])


def _show_progress(*, done: int, whole: int) -> None:
    """Show how many are done of how many there were."""
    st.progress(done / whole if whole else 1.0, text=say("mend.progress", done=done, all=whole))


def _filtered(problems: Sequence[ProblemView]) -> list[ProblemView]:
    """Ask what to look at and return it; a filter that fits nothing any more is not offered."""
    counts = {severity: sum(p.issue.severity is severity for p in problems) for severity in SEVERITIES}
    names = {"": say("mend.severity_all", count=len(problems))}
    names |= {s.value: say(f"wizard.severity_{s}", count=count) for s, count in counts.items() if count}
    severity = st.segmented_control(
        say("wizard.severity"), list(names), default="", required=True, format_func=lambda s: names.get(s, s),
        key="mend_severity", label_visibility="collapsed",
    )  # fmt: skip
    left, right = st.columns(2)
    with left:
        kind = _ask("kind", {issue_kind(p.issue): say(f"mend.kind_{issue_kind(p.issue)}") for p in problems})
    with right:
        commune = _ask("commune", {name: name for name in map(_commune, problems) if name})
    return [
        p
        for p in problems
        if severity in ("", p.issue.severity) and kind in ("", issue_kind(p.issue)) and commune in ("", _commune(p))
    ]


def _ask(name: str, labels: dict[str, str]) -> str:
    known = {"": say("mend.all"), **dict(sorted(labels.items(), key=lambda item: item[1]))}
    chosen = st.selectbox(
        say(f"mend.{name}"), list(known), format_func=lambda key: known.get(key, key), key=f"mend_{name}"
    )
    return chosen or ""


def _commune(problem: ProblemView) -> str:
    one = problem.establishment
    return (one.commune or one.commune_reported) if one else ""


def _show_way(at: int, shown: list[ProblemView]) -> None:
    """Show the way back and forth, and where in the queue one is."""
    with st.container(horizontal=True, vertical_alignment="center"):
        before, after = shown[max(0, at - 1)].id, shown[min(len(shown) - 1, at + 1)].id
        st.button(
            say("mend.previous"), on_click=move_to, args=(before,), disabled=at == 0, key="mend_previous",
            icon=":material/chevron_left:", shortcut="Left",
        )  # fmt: skip
        st.html(f'<p class="at">{say("mend.at", at=at + 1, all=len(shown))}</p>', width="content")
        st.button(
            say("mend.next"), on_click=move_to, args=(after,), disabled=at + 1 == len(shown), key="mend_next",
            icon=":material/chevron_right:", icon_position="right", shortcut="Right",
        )  # fmt: skip
