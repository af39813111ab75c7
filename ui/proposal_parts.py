"""A file before it is taken: one sentence and one button, everything else behind it."""

import json
from collections.abc import Callable

import streamlit as st

import workflow
from domain.issues import Severity
from ui.choices import choices_of, forget_choices
from ui.confirming import ask_first
from ui.job_progress import begin
from ui.proposal_changes import show_added, show_changed, show_merges, show_missing, show_rows
from ui.proposal_columns import show_columns
from ui.proposal_reading import show_encodings, show_issues, show_repairs
from ui.session import escape_markdown, say, succeeds, tell
from workflow.register_views import ProposalView

Section = tuple[str, int, Callable[[ProposalView], None]]
MOVED_ON = "register.moved_on"


def show_proposal(view: ProposalView, *, refused: str = "") -> None:
    """Show the open proposal.

    Parameters
    ----------
    refused
        Code for which its confirmation was refused, "" for none.
    """
    st.caption(escape_markdown(say("wizard.file", file=view.file_name, account=view.account)))
    counts = {"rows": view.rows_read, "in_scope": view.in_scope, "duplicates": view.duplicates}
    st.html(f'<p class="figure">{say("register.sentence", **counts, to_check=view.to_check)}</p>')
    if not view.is_first:
        differences = {"added": len(view.added), "changed": len(view.changed), "missing": len(view.missing)}
        st.write(say("wizard.compared", **differences, unchanged=view.unchanged))
    _show_buttons(view, refused)
    for name, count, show in _sections(view):
        _show_section(view, name, count, show)


def _show_buttons(view: ProposalView, refused: str) -> None:
    choices = choices_of(view.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        if refused == MOVED_ON:
            st.button(say("wizard.reread"), type="primary", on_click=begin, args=("reread_register", {}))
        else:
            key = "wizard.take" if choices else "wizard.later"
            st.button(say(key), type="primary", on_click=_confirm, args=(view.id,), key="wizard_confirm")
        ask_first(say("wizard.drop"), say("wizard.drop_ask"), say("wizard.drop_do"), key="wizard_drop", on_click=_drop)
    st.caption(say("wizard.later_help"))


def _sections(view: ProposalView) -> list[Section]:
    """Return what there is to look into, what would change first."""
    changes: list[Section] = [
        ("added", len(view.added), show_added),
        ("changed", len(view.changed), show_changed),
        ("missing", len(view.missing), show_missing),
    ]
    to_look_at = sum(issue.severity is not Severity.NOTE for issue in view.issues)
    reading: list[Section] = [
        ("issues", to_look_at or len(view.issues), show_issues),
        ("merges", len(view.merges), show_merges),
        ("repairs", sum(group.count for group in view.repairs), show_repairs),
        ("encodings", len(view.encodings) or int(view.keep_encodings), show_encodings),
        ("columns", len(view.sheets), show_columns),
    ]
    rows: Section = ("rows", len(view.added), show_rows)
    sections = [*reading, rows] if view.is_first else [*changes, *reading]
    return [section for section in sections if section[1]]


def _show_section(view: ProposalView, name: str, count: int, show: Callable[[ProposalView], None]) -> None:
    """Show a section closed; what is in it is worked out only once it is open."""
    section = st.expander(say(f"wizard.section_{name}", count=count), key=f"section_{name}", on_change="rerun")
    if section.open:
        with section:
            show(view)


def _confirm(proposal: str) -> None:
    choices = json.dumps(choices_of(proposal))
    begin("confirm_register", {"proposal": proposal, "choices": choices})


def _drop() -> None:
    if succeeds(workflow.drop_proposal):
        forget_choices()
        tell("wizard.dropped")
