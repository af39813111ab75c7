"""Triển khai quy định: who was given which regulation, when and how, what was signed, and who is still missing."""

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole
from domain.regulations import CommuneCover
from ui.deployment_map import show_regulation_map
from ui.deployment_meeting import show_meetings
from ui.session import attempt, need, say, workspace
from ui.tables import show_table
from workflow.regulation_cover import RegulationCover

MOST_SHOWN = 100


def show() -> None:
    """Show the year's cover by commune, then the missing ones, the days and the meetings."""
    need(AccountRole.PLANNER)
    st.title(say("deployment.title"))
    labels = {rule.code: rule.label for rule in workspace().reference.field_rules.regulations}
    this_year = workflow.read_now(workspace()).year
    left, right = st.columns([1, 3])
    year = left.selectbox(say("targets.year"), range(this_year, this_year - 5, -1), key="deployment_year")
    regulation = right.selectbox(
        say("deployment.which"), ["", *labels], key="deployment_which",
        format_func=lambda code: labels.get(code) or say("deployment.any"),
    )  # fmt: skip
    view = attempt(workflow.read_regulation_cover, year=year, regulation=regulation)
    if view is None:
        return
    area = view.area
    counts = {"covered": area.registered - area.missing, "registered": area.registered, "missing": area.missing}
    st.html(f'<p class="figure">{say("deployment.sentence", year=view.year, **counts)}</p>')
    show_table([_row(row, view) for row in (*view.rows, area)])
    others = [say(f"deployment.tab_{name}") for name in ("map", "days", "meeting")]
    missing, cover, days, meeting = st.tabs([say("deployment.tab_missing", count=area.missing), *others])
    with missing:
        _show_missing(view)
    with cover:
        show_regulation_map(year=year, regulation=regulation)
    with days:
        _show_days(view)
    with meeting:
        show_meetings(view)


def _row(row: CommuneCover, view: RegulationCover) -> dict[str, object]:
    names = ("registered", "visited", "met", "represented", "commitments", "missing")
    counts = {say(f"deployment.column_{name}"): getattr(row, name) for name in names}
    place = view.communes.get(row.code, row.code) if row.code else say("targets.area")
    return {say("deployment.column_commune"): place, **counts}


def _show_missing(view: RegulationCover) -> None:
    if not view.missing:
        st.success(say("deployment.none_missing"))
        return
    st.caption(say("deployment.missing_help"))
    chosen = st.selectbox(
        say("deployment.filter"), ["", *view.communes], key="deployment_commune", width=320,
        format_func=lambda code: view.communes.get(code) or say("deployment.all_communes"),
    )  # fmt: skip
    found = [one for one in view.missing if chosen in ("", one.commune)]
    show_table(
        [
            {
                say("deployment.column_name"): f"{one.name} ({one.id})",
                say("deployment.column_address"): one.address or "–",
                say("deployment.column_commune"): view.communes.get(one.commune, one.commune),
            }
            for one in found[:MOST_SHOWN]
        ]
    )
    if len(found) > MOST_SHOWN:
        st.caption(say("deployment.more", count=len(found) - MOST_SHOWN))


def _show_days(view: RegulationCover) -> None:
    if not view.days:
        st.info(say("deployment.no_days", year=view.year))
    show_table(
        [
            {
                say("deployment.column_on"): day_text(one.on),
                say("deployment.column_regulation"): view.regulations.get(one.regulation, one.regulation),
                say("deployment.column_how"): say("deployment.by_meeting", commune=view.communes.get(one.commune, ""))
                if one.by_meeting
                else say("deployment.by_visit"),
                say("deployment.column_count"): one.establishments,
            }
            for one in view.days
        ]
    )
