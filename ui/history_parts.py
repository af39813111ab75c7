"""A list of inspections before it is taken in: what is certain, what is to be chosen, what nobody knows."""

from datetime import date

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.digest import sha256_hex
from ui.office_files import kept_file
from ui.session import attempt, say, screen_words, show_notice, tell, workspace
from ui.tables import show_table
from ui.wording import coded
from workflow.review_views import CandidateView, HistoryProposal, HistoryRowView

SUFFIXES = ("xlsx", "xls", "ods", "csv")


def show_list() -> None:
    """Show the uploader and, once there is a file, its rows."""
    st.subheader(say("history.list"))
    labels = {"": say("history.by_list"), **workflow.agency_labels(workspace())}
    agency = st.selectbox(say("history.agency"), list(labels), format_func=lambda code: labels[code])
    upload = st.file_uploader(say("history.file"), type=SUFFIXES, key=_uploader_key())
    if upload is None:
        return
    proposal = _proposed(upload.name, upload.getvalue(), agency)
    if proposal is None:
        show_notice()
        return
    _show_proposal(proposal)
    arguments = (upload.name, upload.getvalue(), agency, proposal)
    st.button(say("history.take"), type="primary", on_click=_take, args=arguments)


def _uploader_key() -> str:
    return f"history_file_{st.session_state.get('history_round', 0)}"


def _proposed(name: str, content: bytes, agency: str) -> HistoryProposal | None:
    """Return what the list says, read once for each upload and agency."""
    asked = (sha256_hex(content), agency)
    kept = st.session_state.get("history_proposal")
    if kept is None or kept[0] != asked:
        with kept_file(name, content, suffixes=SUFFIXES) as path:
            kept = (asked, attempt(workflow.propose_inspections, path=path, file_name=name, agency=agency))
        st.session_state["history_proposal"] = kept
    return kept[1]


def _show_proposal(proposal: HistoryProposal) -> None:
    open_rows = [row for row in proposal.rows if not row.is_blocked]
    kinds = {kind: [row for row in open_rows if row.certainty == kind] for kind in ("certain", "choose", "unknown")}
    counts = {kind: len(rows) for kind, rows in kinds.items()}
    blocked = len(proposal.rows) - len(open_rows)
    st.html(f'<p class="figure">{say("history.sentence", rows=len(proposal.rows), blocked=blocked, **counts)}</p>')
    for row in kinds["choose"]:
        _show_choice(row, f"history_{proposal.digest[:12]}_{row.key}")
    with st.expander(say("history.all_rows")):
        show_table([_row(row) for row in proposal.rows])
    _show_issues(proposal)


def _show_choice(row: HistoryRowView, key: str) -> None:
    """Ask which establishment a row means; nobody decides it but the planner."""
    about, choice = st.columns([2, 3], vertical_alignment="center")
    about.text(f"{row.name}\n{row.address} {row.commune}\n{_day(row.on)}")
    names = {"": say("history.leave_out"), **{one.establishment_id: candidate_text(one) for one in row.candidates}}
    choice.selectbox(
        say("history.which"), list(names), key=key, format_func=lambda id_: names[id_], label_visibility="collapsed"
    )


def candidate_text(one: CandidateView) -> str:
    """Return a candidate with what speaks for it."""
    words = screen_words()
    reasons = ", ".join(coded(words, "match", reason) for reason in one.reasons)
    place = ", ".join(part for part in (one.address, one.commune) if part)
    return f"{one.establishment_id} {one.name} – {place} ({reasons})"


def _row(row: HistoryRowView) -> dict[str, object]:
    to = row.candidates[0].name if row.certainty == "certain" else "–"
    state = "blocked" if row.is_blocked else "kept" if row.is_kept else row.certainty
    return {
        say("history.column_day"): _day(row.on),
        say("history.column_name"): row.name,
        say("history.column_agency"): workflow.agency_labels(workspace()).get(row.agency, "–"),
        say("history.column_minutes"): row.minutes_no or "–",
        say("history.column_match"): to,
        say("history.column_state"): say(f"history.state_{state}"),
    }


def _day(on: date | None) -> str:
    return day_text(on) if on else "–"


def _show_issues(proposal: HistoryProposal) -> None:
    words = screen_words()
    rows = []
    for issue in proposal.issues:
        cell = {"sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value, **issue.params}
        texts = (coded(words, space, issue.code, cell) for space in ("issue", "remedy"))
        rows.append(dict(zip((say("history.column_issue"), say("history.column_remedy")), texts, strict=True)))
    with st.container(height=320 if len(rows) > 6 else "content"):
        show_table(rows)


def _take(name: str, content: bytes, agency: str, proposal: HistoryProposal) -> None:
    state, start = st.session_state, f"history_{proposal.digest[:12]}_"
    choices = {row.key: state[start + row.key] for row in proposal.rows if start + row.key in state}
    with kept_file(name, content, suffixes=SUFFIXES) as path:
        done = attempt(
            workflow.import_inspections, path=path, file_name=name, agency=agency, digest=proposal.digest,
            choices=choices,
        )  # fmt: skip
    if done is not None:
        state["history_round"] = state.get("history_round", 0) + 1
        state.pop("history_proposal", None)
        tell("history.taken", added=done.added, known=done.known, left_out=done.left_out)
