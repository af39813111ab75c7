"""Maps and figures to hand on: coverage papers, files for map programs, and the planner's own maps."""

from collections.abc import Mapping, Sequence

import streamlit as st

import workflow
from ui.job_progress import begin, is_busy, show_progress
from ui.layout import split
from ui.session import attempt, escape_markdown, moment, say
from workflow.views import PaperView

AUDIENCES = ("public", "leader", "planner")


def show_maps(round_id: str, *, has_plan: bool) -> None:
    """Show what can be written, by a worker, and what there is; a round is mapped once it has a plan."""
    left, right = split(1, 1, name="papers_maps")
    with left:
        st.subheader(say("papers.maps_coverage"))
        _show_job("coverage_papers", {}, attempt(workflow.list_coverage_papers) or ())
        st.subheader(say("papers.maps_gis"))
        audience = st.selectbox(say("papers.maps_reader"), AUDIENCES, format_func=_reader, key="papers_maps_reader")
        _show_job("gis", {"audience": audience}, attempt(workflow.list_gis) or ())
    with right:
        own = attempt(workflow.list_planner_maps) or ()
        st.subheader(say("papers.maps_round"))
        if has_plan:
            _show_job("round_map", {"round": round_id}, [one for one in own if one.kind == f"round_map:{round_id}"])
        else:
            st.info(say("papers.needs_plan"))
        st.subheader(say("papers.maps_register"))
        communes = {one.code: one.name for one in attempt(workflow.read_communes) or ()}
        commune = st.selectbox(
            say("papers.maps_commune"),
            list(communes),
            format_func=lambda code: communes[code],
            key="papers_maps_commune",
        )
        _show_job("register_map", {"commune": commune}, [one for one in own if one.kind.startswith("register_map:")])


def _show_job(kind: str, params: Mapping[str, str], papers: Sequence[PaperView]) -> None:
    if show_progress(kind):
        st.rerun()
    st.button(
        say(f"papers.write_{kind}"), key=f"write_{kind}", on_click=begin, args=(kind, params), disabled=is_busy(kind)
    )
    for paper in papers:
        st.link_button(escape_markdown(paper.file_name), f"/papers/{paper.id}", icon=":material/description:")
    if papers:
        st.caption(say("papers.made", at=moment(max(paper.made_at for paper in papers))))


def _reader(audience: str) -> str:
    return say(f"papers.maps_reader_{audience}")
