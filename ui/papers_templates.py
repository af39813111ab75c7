"""The Word templates that an office may edit: taken out, checked when they come back, put in place or refused."""

import streamlit as st

import workflow
from ui.confirming import ask_first
from ui.office_files import kept_file
from ui.session import attempt, escape_markdown, here, say, succeeds, tell
from ui.tables import show_table
from workflow.paper_templates import TemplateView

DOCX = ("docx",)


def show_templates() -> None:
    """Show each kind's template in force, how to replace it, and the fields that it may use."""
    st.write(say("papers.templates_lead"))
    views = {view.form.kind: view for view in attempt(workflow.list_templates) or ()}
    kind = st.selectbox(
        say("papers.template"), list(views), format_func=lambda one: views[one].form.label, key="template_kind"
    )
    if kind is None:
        return
    view = views[kind]
    st.caption(say("papers.template_own" if view.is_own else "papers.template_shipped"))
    _show_download(kind)
    _show_upload(view)
    if view.is_own:
        ask, do = say("papers.template_drop_ask"), say("papers.template_drop_do")
        ask_first(say("papers.template_drop"), ask, do, key="template_drop", on_click=_drop, args=(kind,))
    with st.expander(say("papers.template_fields")):
        show_table(
            [
                {say("papers.column_field"): field, say("papers.column_meaning"): meaning}
                for field, meaning in view.form.fields.items()
            ]
        )


def _show_download(kind: str) -> None:
    """Show the button that hands the template out, and then the link to it."""
    if st.button(say("papers.template_get"), key="template_get", icon=":material/description:"):
        st.session_state["template_paper"] = (kind, attempt(workflow.hand_out_template, kind=kind))
    written, paper = st.session_state.get("template_paper", ("", None))
    if written == kind and paper:
        st.link_button(say("papers.template_open"), f"/papers/{paper}", icon=":material/download:")


def _show_upload(view: TemplateView) -> None:
    upload = st.file_uploader(say("papers.template_upload"), type=DOCX, key=f"template_{view.form.kind}")
    if upload is None or not st.button(say("papers.template_check"), type="primary", key="template_check"):
        return
    with kept_file(upload.name, upload.getvalue(), suffixes=DOCX) as path:
        found = attempt(workflow.save_template, kind=view.form.kind, path=path)
    if found:
        st.error(say("papers.template_wrong"))
        for finding in found:
            st.markdown(f"- {escape_markdown(workflow.finding_text(here(), finding))}")
    elif found is not None:
        tell("papers.template_saved", label=view.form.label)
        st.rerun()
    else:
        st.rerun()


def _drop(kind: str) -> None:
    if succeeds(workflow.drop_template, kind=kind):
        tell("papers.template_dropped")
