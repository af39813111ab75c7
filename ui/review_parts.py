"""A workbook that came back: what it would change, decided item by item, then taken over."""

from collections.abc import Mapping
from html import escape

import streamlit as st

import workflow
from domain.digest import sha256_hex
from ui.office_files import kept_file
from ui.session import attempt, escape_markdown, say, screen_words, show_notice, tell, workspace
from ui.tables import show_table
from ui.wording import coded
from workflow.review_views import ReviewBoard, ReviewItem, ReviewProposal

SUFFIXES = ("xlsx", "xls", "ods", "csv")
KINDS = ("closed", "changed", "added", "not_here", "struck", "note")


def show_returned(board: ReviewBoard) -> None:
    """Show the uploader and, once there is a file, the commune's differences."""
    st.subheader(say("review.returned"))
    names = {"": say("review.by_file"), **{commune.code: commune.name for commune in board.communes}}
    commune = st.selectbox(say("review.commune"), list(names), format_func=lambda code: names[code])
    upload = st.file_uploader(say("review.file"), type=SUFFIXES, key=_uploader_key())
    if upload is None:
        return
    proposal = _proposed(upload.name, upload.getvalue(), commune)
    if proposal is None:
        show_notice()
        return
    _show_proposal(proposal, board.type_labels)
    arguments = (upload.name, upload.getvalue(), proposal)
    st.button(say("review.confirm"), type="primary", on_click=_confirm, args=arguments)


def _uploader_key() -> str:
    return f"review_file_{st.session_state.get('review_round', 0)}"


def _proposed(name: str, content: bytes, commune: str) -> ReviewProposal | None:
    """Return what the file would change, read once for each upload and commune."""
    asked = (sha256_hex(content), commune)
    kept = st.session_state.get("review_proposal")
    if kept is None or kept[0] != asked:
        with kept_file(name, content, suffixes=SUFFIXES) as path:
            kept = (asked, attempt(workflow.propose_review, path=path, file_name=name, commune=commune))
        st.session_state["review_proposal"] = kept
    return kept[1]


def _show_proposal(proposal: ReviewProposal, types: Mapping[str, str]) -> None:
    counts = {"confirmed": proposal.confirmed, "items": len(proposal.items), "silent": proposal.silent}
    st.html(f'<p class="figure">{escape(say("review.sentence", commune=proposal.commune_name, **counts))}</p>')
    day, title = st.columns(2)
    today = workflow.read_now(workspace()).date()
    day.date_input(
        say("review.on"), value=proposal.on, max_value=today, format="DD/MM/YYYY", key=f"review_on_{proposal.digest}"
    )
    title.text_input(
        say("review.signer"), value=proposal.signer_title, max_chars=80, key=f"review_signer_{proposal.digest}"
    )
    for kind in KINDS:
        items = [item for item in proposal.items if item.kind == kind]
        if items:
            st.markdown(f"**{say(f'review.kind_{kind}')}** ({len(items)})")
            for item in items:
                _show_item(item, types, f"review_{proposal.digest[:12]}_{item.id}")
    _show_issues(proposal)


def _show_item(item: ReviewItem, types: Mapping[str, str], key: str) -> None:
    about, action = st.columns([3, 2], vertical_alignment="center")
    about.text(item_text(item, types))
    if len(item.actions) > 1:
        action.selectbox(
            say("review.action"), item.actions, key=key, label_visibility="collapsed",
            format_func=lambda code: say(f"review.action_{code}"),
        )  # fmt: skip


def item_text(item: ReviewItem, types: Mapping[str, str]) -> str:
    """Return what an item says: who, what was and what would be, and the commune's own words."""
    lines = [f"{item.name} · {types.get(item.type, item.type)} · {item.address}"]
    if item.kind == "changed":
        before, after = (_value(item.field, value, types) for value in (item.before, item.after))
        lines.append(say("review.change", field=say(f"review.field_{item.field}"), before=before or "–", after=after))
    if item.twin:
        lines.append(say("review.twin", id=item.twin))
    if item.note:
        lines.append(say("review.note", note=item.note))
    return "\n".join(lines)


def _value(field: str, value: str, types: Mapping[str, str]) -> str:
    if field == "status":
        return screen_words().say(f"documents.review.status_{value}")
    return types.get(value, value) if field == "type" else value


def _show_issues(proposal: ReviewProposal) -> None:
    words = screen_words()
    rows = []
    for issue in proposal.issues:
        cell = {"sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value, **issue.params}
        texts = (coded(words, space, issue.code, cell) for space in ("issue", "remedy"))
        rows.append(dict(zip((say("review.column_issue"), say("review.column_remedy")), texts, strict=True)))
    show_table(rows)


def _confirm(name: str, content: bytes, proposal: ReviewProposal) -> None:
    state, start = st.session_state, f"review_{proposal.digest[:12]}_"
    choices = {item.id: state[start + item.id] for item in proposal.items if start + item.id in state}
    with kept_file(name, content, suffixes=SUFFIXES) as path:
        done = attempt(
            workflow.confirm_review, path=path, file_name=name, proposal=proposal, choices=choices,
            on=state.get(f"review_on_{proposal.digest}"),
            signer_title=state.get(f"review_signer_{proposal.digest}", ""),
        )  # fmt: skip
    if done is not None:
        state["review_round"] = state.get("review_round", 0) + 1
        state.pop("review_proposal", None)
        figures = {"confirmed": done.confirmed, "changed": done.changed, "added": done.added}
        tell("review.taken", commune=escape_markdown(done.commune_name), **figures)
