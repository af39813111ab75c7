"""Official papers as a list of links, by what they are for."""

from collections.abc import Sequence

import streamlit as st

from ui.layout import split
from ui.session import escape_markdown, say
from workflow.official_papers import OfficialView

GROUPS = {
    "sign": ("inspection_plan", "team_decision", "annex_1", "annex_5"),
    "sealed": ("annex_2", "annex_3", "annex_4", "visit_minutes"),
    "crews": ("call_up", "duty_sheet"),
    "results": ("draw_minutes", "annex_6", "round_minutes", "result_report"),
}
ON_THE_LEFT = ("sign", "sealed")


def show_groups(papers: Sequence[OfficialView], *, name: str) -> None:
    """Show papers by what they are for, in two columns."""
    left, right = split(1, 1, name=name)
    for group, kinds in GROUPS.items():
        own = [paper for paper in papers if paper.kind in kinds]
        with left if group in ON_THE_LEFT else right:
            if own:
                st.subheader(say(f"papers.group_{group}"))
            for kind in kinds:
                _show_kind([paper for paper in own if paper.kind == kind])


def _show_kind(papers: Sequence[OfficialView]) -> None:
    """Show the papers of one kind; several are folded."""
    if len(papers) == 1:
        _link(papers[0])
    elif papers:
        with st.expander(escape_markdown(say("papers.many", label=papers[0].label, count=len(papers)))):
            for paper in papers:
                _link(paper)


def _link(paper: OfficialView) -> None:
    icon = ":material/lock:" if paper.is_sealed else ":material/description:"
    st.link_button(escape_markdown(paper.part or paper.label), f"/papers/{paper.id}", icon=icon)
