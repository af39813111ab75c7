"""Chỉ tiêu: how far the plan's six targets are reached, and what communes report."""

import streamlit as st

import workflow
from documents.formatting import day_text, rate_text, tenths_text
from domain.accounts import AccountRole
from domain.targets import Target, TargetCode, YearClock
from ui.layout import split
from ui.session import attempt, need, say, screen_words, workspace
from ui.tables import show_table
from ui.targets_integration import show_integration, show_support
from ui.targets_public import show_public
from ui.targets_reports import show_reports
from ui.targets_supervised import show_supervised
from ui.wording import marked
from workflow.targets import TargetsView

TABS = ("reports", "integration", "support", "supervised", "public")
WITHOUT_REPORTS = (TargetCode.INSPECTED, TargetCode.VIOLATIONS, TargetCode.COMPLAINTS)


def show() -> None:
    """Show the targets of a year first, then where their figures are entered and checked."""
    need(AccountRole.PLANNER)
    st.title(say("targets.title"))
    view = _ask_year()
    if view is None:
        return
    reached = sum(target.is_reached for target in view.targets)
    span = {"first": day_text(view.first), "today": day_text(view.today)}
    st.html(
        f'<p class="figure">{say("targets.sentence", reached=reached, targets=len(view.targets), **span)}</p>'
    )  # fmt: skip
    show_table([_row(view, target) for target in view.targets])
    st.caption(" ".join(filter(None, map(_parts, view.targets))))
    _show_basis(view)
    tabs = st.tabs([say(f"targets.tab_{name}") for name in TABS])
    shown = (show_reports, show_integration, show_support, show_supervised, show_public)
    for tab, show_part in zip(tabs, shown, strict=True):
        with tab:
            show_part(view)


def _ask_year() -> TargetsView | None:
    left, right = split(2, 1, name="targets_year")
    clock = left.segmented_control(
        say("targets.clock"), list(YearClock), default=YearClock.CALENDAR, key="targets_clock", required=True,
        format_func=lambda one: say(f"targets.clock_{one}"),
    )  # fmt: skip
    this_year = workflow.read_now(workspace()).year
    years = range(this_year + 1, this_year - 5, -1)
    year = right.selectbox(say("targets.year"), years, index=1, key="targets_year")
    return attempt(workflow.read_targets, clock=clock or YearClock.CALENDAR, year=year)


def _row(view: TargetsView, target: Target) -> dict[str, object]:
    words = screen_words()
    state = "reached" if target.is_reached else "short" if target.denominator else "nothing"
    return {
        say("targets.column_target"): words.say(f"target.{target.code}"),
        say("targets.column_asked"): f"{marked(words, rate_text(target.share_bp))}\u00a0%",
        say("targets.column_reached"): f"{target.numerator}/{target.denominator}",
        say("targets.column_percent"): f"{marked(words, tenths_text(target.percent_tenths))}\u00a0%"
        if target.denominator
        else "–",
        say("targets.column_state"): say(f"targets.state_{state}"),
        say("targets.column_on"): day_text(target.on) if target.on else "–",
        say("targets.column_missing"): _missing(view, target),
    }


def _missing(view: TargetsView, target: Target) -> str:
    """Return whether reports are missing of which a quarter gone by has none."""
    if target.code in WITHOUT_REPORTS:
        return say("targets.none_needed")
    if target.missing:
        return say("targets.missing_communes", count=len(target.missing))
    return say("targets.all_in" if view.quarters_due else "targets.not_due")


def _parts(target: Target) -> str:
    """Return what lies behind a numerator in one sentence, "" where nothing more is to say."""
    if target.code is TargetCode.INTEGRATION:
        is_whole, communes = bool(target.parts["area"]), target.parts["communes"]
        area = say("targets.area_yes" if is_whole else "targets.area_no")
        return say("targets.parts_integration", communes=communes, area=area)
    if target.code in (TargetCode.COMMUNICATION, TargetCode.COMPLAINTS) and any(target.parts.values()):
        return say(f"targets.parts_{target.code}", **target.parts)
    return ""


def _show_basis(view: TargetsView) -> None:
    words, rules = screen_words(), view.rules
    given = {"per_quarter": rules.regular_per_quarter, "programmes": len(rules.programmes), "under": rules.hidden_under}
    with st.expander(say("targets.basis")):
        show_table(
            [
                {
                    say("targets.column_target"): words.say(f"target.{rule.code}"),
                    say("targets.column_basis"): words.say(f"target_basis.{rule.code}", **given),
                    say("targets.column_source"): rule.source
                    if rule.is_checked
                    else say("targets.unchecked", source=rule.source),
                }
                for rule in rules.targets
            ]
        )
        st.caption(say("targets.training"))
