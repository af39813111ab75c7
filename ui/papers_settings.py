"""What stands on every paper: telephone, signature, recipients, people of each agency, rates; and who signs a round."""

import streamlit as st

import workflow
from domain.paperwork import PaperSettings
from ui.layout import split
from ui.meanwhile import go_on, part_key, seen_of, start_of, warn_changed
from ui.session import attempt, say, succeeds, tell, workspace

TEXTS = ("telephone", "symbol", "authority", "signer_title", "meeting_place")
PART = "papers"


def show_settings() -> None:
    """Show the form of the office's settings."""
    now = attempt(workflow.read_paper_settings) or PaperSettings()
    settings = start_of(PART, now)
    labels = workflow.agency_labels(workspace())
    warn_changed(PART, now, labels={name: say(f"papers.{name}") for name in TEXTS})
    with st.form("paper_settings", enter_to_submit=False):
        left, right = split(1, 1, name="papers")
        with left:
            for name in TEXTS:
                st.text_input(say(f"papers.{name}"), value=getattr(settings, name), max_chars=200, key=_key(name))
            st.text_area(say("papers.recipients"), value="\n".join(settings.recipients), key=_key("recipients"))
        with right:
            for name, value in (("allowance", settings.allowance_dong), ("km_rate", settings.km_dong)):
                st.number_input(say(f"papers.{name}"), min_value=0, value=value, step=1000, key=_key(name))
            st.write(say("papers.people"))
            for code, label in labels.items():
                people = settings.people_of(code)
                st.number_input(label, min_value=1, max_value=50, value=people, key=_key(f"people_{code}"))
        st.form_submit_button(say("papers.save"), type="primary", on_click=_save, args=(tuple(labels),))


def _save(agencies: tuple[str, ...]) -> None:
    kept = st.session_state
    settings = PaperSettings(
        **{name: str(kept[_key(name)]).strip() for name in TEXTS},
        recipients=tuple(line.strip() for line in str(kept[_key("recipients")]).splitlines() if line.strip()),
        people={code: int(kept[_key(f"people_{code}")]) for code in agencies if kept[_key(f"people_{code}")] != 1},
        allowance_dong=int(kept[_key("allowance")]), km_dong=int(kept[_key("km_rate")]),
    )  # fmt: skip
    if succeeds(workflow.save_paper_settings, settings=settings, seen=seen_of(PART)):
        go_on(PART)
        tell("papers.saved")


def _key(name: str) -> str:
    return part_key(PART, f"papers_{name}")


def show_signer(round_id: str) -> None:
    """Let the planner say which leader signs the round."""
    st.subheader(say("papers.signer"))
    st.caption(say("papers.signer_help"))
    view = attempt(workflow.read_signer, round_id=round_id)
    if view is None or not view.leaders:
        st.info(say("papers.no_leader"))
        return
    at = view.leaders.index(view.account) if view.account in view.leaders else None
    chosen = st.selectbox(
        say("papers.signer"), view.leaders, index=at, placeholder=say("papers.signer_none"),
        label_visibility="collapsed", key="papers_signer",
    )  # fmt: skip
    st.button(
        say("papers.save"),
        key="papers_signer_save",
        on_click=_name,
        args=(round_id, chosen, view.account),
        disabled=chosen is None,
    )


def _name(round_id: str, account: str, seen: str) -> None:
    if succeeds(workflow.name_signer, round_id=round_id, account=account, seen=seen):
        tell("papers.saved")
