"""Reports of communes: which are there, which are missing; a blank to send, a workbook to take, a form to fill in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.targets import QUARTERS, CommuneReport, Communication
from ui.meanwhile import seen_of, start_of, warn_changed
from ui.office_files import kept_file
from ui.session import attempt, say, screen_words, show_notice, succeeds, tell, workspace
from ui.tables import show_table
from ui.wording import coded
from workflow.targets import TargetsView

SHEETS = ("xlsx", "xls", "ods", "csv")
BLANK = {"on": None, "form": None, "audience": None}


def show_reports(view: TargetsView) -> None:
    """Show the year's reports and take new ones."""
    if view.missing:
        named = [
            say("targets.missing_one", commune=view.communes.get(code, code), quarter=quarter)
            for code, quarter in view.missing
        ]
        st.warning(say("targets.missing", list=", ".join(named)))
    else:
        st.caption(say("targets.none_missing"))
    reports = attempt(workflow.list_commune_reports, year=view.year) or ()
    show_table([_row(view, report) for report in reports])
    with st.expander(say("targets.workbook")):
        st.caption(say("targets.workbook_help"))
        commune, quarter = _ask_which(view, "blank")
        _show_blank(view, commune, quarter)
        _take_workbook(view)
    with st.expander(say("targets.form")):
        _ask_report(view)


def _row(view: TargetsView, report: CommuneReport) -> dict[str, object]:
    return {
        say("targets.column_quarter"): str(report.quarter),
        say("targets.column_commune"): view.communes.get(report.commune.code, report.commune.code),
        say("targets.column_reported"): day_text(report.reported_on),
        say("targets.column_activities"): len(report.communications),
        say("targets.column_programmes"): f"{len(report.programmes)}/{len(view.rules.programmes)}",
    }


def _ask_which(view: TargetsView, name: str) -> tuple[str, int]:
    left, right = st.columns([3, 1])
    commune = left.selectbox(
        say("targets.column_commune"), list(view.communes), key=f"{name}_commune",
        format_func=lambda code: view.communes[code],
    )  # fmt: skip
    today = workflow.read_now(workspace()).date()
    now = (today.month - 1) // 3 if today.year == view.year else 0
    quarter = right.selectbox(say("targets.column_quarter"), QUARTERS, index=now, key=f"{name}_quarter")
    return commune, quarter


def _show_blank(view: TargetsView, commune: str, quarter: int) -> None:
    asked = (commune, view.year, quarter)
    if st.button(say("targets.blank"), icon=":material/description:"):
        paper = attempt(workflow.keep_report_workbook, commune=commune, year=view.year, quarter=quarter)
        if paper is None:
            show_notice()
        else:
            st.session_state["report_blank"] = (asked, paper)
    written, paper = st.session_state.get("report_blank", (None, ""))
    if written == asked:
        st.link_button(say("targets.download"), f"/papers/{paper}", icon=":material/download:")


def _take_workbook(view: TargetsView) -> None:
    key = f"report_file_{st.session_state.get('report_round', 0)}"
    upload = st.file_uploader(say("targets.upload"), type=SHEETS, key=key)
    if upload is None:
        return
    with kept_file(upload.name, upload.getvalue(), suffixes=SHEETS) as path:
        proposal = attempt(workflow.propose_report, path=path)
    if proposal is None:
        show_notice()
        return
    if proposal.report is None:
        st.warning(say("targets.upload_doubts", commune=proposal.commune_name, count=len(proposal.issues)))
        words = screen_words()
        for issue in proposal.issues:
            cell = {"row": issue.row, "column": issue.column, "value": issue.value}
            st.write(f"{coded(words, 'issue', issue.code, cell)} {coded(words, 'remedy', issue.code, cell)}")
        return
    report = proposal.report
    st.write(
        say(
            "targets.upload_ready", commune=proposal.commune_name, quarter=report.quarter, year=report.year,
            activities=len(report.communications), programmes=len(report.programmes), in_need=report.in_need,
            supported=report.supported,
        )
    )  # fmt: skip
    st.button(
        say("targets.keep"), type="primary", key="report_keep", on_click=_keep,
        args=(report, proposal.commune_name, _known(view, report.commune.code, report.quarter)),
    )  # fmt: skip


def _known(view: TargetsView, commune: str, quarter: int) -> CommuneReport | None:
    """Return the report that a commune's quarter has, None where there is none yet."""
    reports = attempt(workflow.list_commune_reports, year=view.year) or ()
    return next((one for one in reports if (one.commune.code, one.quarter) == (commune, quarter)), None)


def _keep(report: CommuneReport, name: str, seen: CommuneReport | None) -> None:
    if succeeds(workflow.save_commune_report, report=report, seen=seen):
        st.session_state["report_round"] = st.session_state.get("report_round", 0) + 1
        tell("targets.kept", quarter=report.quarter, commune=name)


def _ask_report(view: TargetsView) -> None:
    st.caption(say("targets.form_help"))
    rules, words = view.rules, screen_words()
    commune, quarter = _ask_which(view, "report")
    today = workflow.read_now(workspace()).date()
    asked = f"{commune}_{view.year}_{quarter}_{st.session_state.get('report_round', 0)}"
    part, kept = f"report_{asked}", _known(view, commune, quarter)
    start = start_of(part, kept)
    if start is not None:
        st.info(say("targets.replaces", day=day_text(start.reported_on), account=start.account))
    target = f"{commune}:{view.year}-{quarter}"
    warn_changed("report", kept, target=target, shown_as=part)
    on = st.date_input(
        words.say("commune_report.reported_on"), value=today, format="DD/MM/YYYY", key=f"report_on_{asked}"
    )  # fmt: skip
    st.write(say("targets.activities"))
    edited = _ask_activities(view, asked)
    programmes = st.multiselect(
        say("targets.programmes"), list(rules.programmes), key=f"report_programmes_{asked}",
        format_func=lambda code: rules.programmes[code], placeholder=say("targets.choose"),
    )  # fmt: skip
    left, right = st.columns(2)
    counts = [
        column.number_input(words.say(f"commune_report.{key}"), min_value=0, step=1, key=f"report_{key}_{asked}")
        for column, key in ((left, "in_need"), (right, "supported"))
    ]
    if st.button(say("targets.keep"), type="primary", key="report_form_keep"):
        codes = {label: code for code, label in rules.forms.items()}
        rows = [row for row in edited if any(row.values())]
        report = CommuneReport(
            commune=view.keys[commune], year=view.year, quarter=quarter, reported_on=on,
            communications=tuple(_activity(row, codes) for row in rows), programmes=tuple(programmes),
            in_need=int(counts[0]), supported=int(counts[1]),
        )  # fmt: skip
        _keep(report, view.communes[commune], seen_of(part))
        st.rerun()


def _ask_activities(view: TargetsView, asked: str) -> list[dict[str, Any]]:
    words = screen_words()
    return st.data_editor(
        [BLANK], key=f"report_activities_{asked}", num_rows="dynamic", hide_index=True, height="content",
        placeholder="",
        column_config={
            "on": st.column_config.DateColumn(words.say("commune_report.column_on"), format="DD/MM/YYYY"),
            "form": st.column_config.SelectboxColumn(
                words.say("commune_report.column_form"), options=list(view.rules.forms.values()), width="large"
            ),
            "audience": st.column_config.NumberColumn(
                words.say("commune_report.column_audience"), min_value=0, step=1
            ),
        },
    )  # fmt: skip


def _activity(row: Mapping[str, Any], codes: Mapping[str, str]) -> Communication:
    """Return one line of the table; what is left empty is refused where it is kept."""
    on = date.fromisoformat(str(row["on"])[:10]) if row.get("on") else date.min
    return Communication(on=on, form=codes.get(row.get("form") or "", ""), audience=int(row.get("audience") or 0))
