"""What stands beside and below the leader's map: what waits, one more evening, the pace, what was found."""

from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

import workflow
from documents.formatting import day_text, rate_text, tenths_text
from domain.plans import CoverageRow
from domain.targets import Target
from ui.leader_chart import trend_svg, trend_text
from ui.session import quietly, say, screen_words
from ui.tables import show_table
from ui.wording import marked
from workflow.leading import LeadView
from workflow.views import CoverageView

PICTURE = "coverage_picture"


def show_waiting(lead: LeadView) -> None:
    """Say what waits for a decision today; each count in words, the idle ones left out."""
    st.subheader(say("leader.waiting"))
    waiting = lead.waiting
    counts = {"to_sign": waiting.to_sign, "complaints": waiting.late_complaints, "remedies": waiting.late_remedies}
    lines = [say(f"leader.waiting_{name}", count=count) for name, count in counts.items() if count]
    st.html("".join(f'<p class="waits">{line}</p>' for line in lines) or f'<p class="done">{say("leader.nothing")}</p>')


def show_pace(lead: LeadView) -> None:
    """Say what one more shift brings and where the pace leads."""
    if lead.evening is not None:
        gain = {"gain": lead.evening.gain, "percent": marked(screen_words(), tenths_text(lead.evening.percent_tenths))}
        st.html(f'<p class="evening">{say("leader.evening", **gain)}</p>')
    st.html(f'<p class="evening">{_forecast(lead)}</p>')


def show_trend(lead: LeadView) -> None:
    """Draw the year so far, and say by which rules the pace is read."""
    st.subheader(say("leader.pace"))
    if len(lead.trend) > 1:
        words = screen_words()
        with st.container(key="lead_trend"):
            st.image(trend_svg(lead.trend, words=words), alt=trend_text(lead.trend, words), width="stretch")
    if lead.evening is not None:
        st.caption(say("leader.evening_rule", stops=lead.evening.stops, shifts=lead.evening.shifts))
    if lead.forecast is not None:
        st.caption(say("leader.forecast_rule", inspected=lead.forecast.inspected, days=lead.forecast.days))


def show_found(lead: LeadView) -> None:
    """Say what this year's inspections found and what became of it; nothing where there was none."""
    found = lead.found
    st.subheader(say("leader.found"))
    if not found.inspections:
        st.write(say("leader.found_none"))
        return
    names = ("inspections", "with_findings", "findings", "handled", "remedied")
    show_table([{say(f"leader.found_{name}"): getattr(found, name) for name in names}])


def show_targets() -> None:
    """Show the plan's targets by number, the ones that are short first."""
    view = quietly(workflow.read_targets)
    if view is None:
        return
    st.subheader(say("leader.targets"))
    words = screen_words()
    show_table(
        [
            {
                say("targets.column_target"): words.say(f"target.{target.code}"),
                say("targets.column_asked"): f"{marked(words, rate_text(target.share_bp))}\u00a0%",
                say("targets.column_reached"): f"{target.numerator}/{target.denominator}",
                say("targets.column_state"): say(f"targets.state_{_state(target)}"),
            }
            for target in sorted(view.targets, key=lambda target: target.is_reached)
        ]
    )


def _state(target: Target) -> str:
    return "reached" if target.is_reached else "short" if target.denominator else "nothing"


def show_message(sentences: Sequence[str]) -> None:
    """Offer three sentences to paste into a chat, and the picture where one was written."""
    with st.popover(say("leader.send"), icon=":material/chat:", width="stretch"):
        st.caption(say("leader.send_help"))
        st.code("\n".join(sentences), language=None, wrap_lines=True)
        for paper in quietly(workflow.list_coverage_papers) or ():
            if paper.kind == PICTURE:
                address = f"/papers/{quote(paper.id, safe='')}"
                st.html(
                    f'<a class="big-link" target="_blank" rel="noopener" href="{address}">{say("leader.picture")}</a>'
                )


def short_first(view: CoverageView) -> list[CoverageRow]:
    """Return the communes, the one that lacks most first."""
    return sorted(view.coverage.communes, key=lambda row: (-row.short, view.commune_names.get(row.key, row.key)))


def _forecast(lead: LeadView) -> str:
    if lead.forecast is None:
        return say("leader.no_forecast", day=day_text(lead.closes_on))
    percent = marked(screen_words(), tenths_text(lead.forecast.percent_tenths).removesuffix(",0"))
    return say("leader.forecast", percent=percent, day=day_text(lead.forecast.by), reached=lead.forecast.reached)
