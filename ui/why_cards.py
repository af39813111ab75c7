"""Vì sao? for every registered establishment, chosen or not: one plain sentence first, the figures behind it."""

import streamlit as st

import workflow
from documents.draw_words import change_text
from documents.formatting import day_text, reason_text
from domain.ceremony import ChangeKind
from domain.rounds import Role
from domain.words import Words
from ui.ceremony_steps import group_names, spoken
from ui.looking import look_into
from ui.method_card import fact_text, rate_percent
from ui.session import attempt, say, screen_words, succeeds, tell, workspace
from ui.wording import coded, marked, percent_text
from workflow.ceremony_views import WhyRow
from workflow.scores import ScoreView

VISITED = (Role.MUST, Role.RISK, Role.LOTTERY)


def show_why_search(round_id: str) -> None:
    """Show a search over every establishment of the register and the card of each one found."""
    st.subheader(spoken("why_title"))
    text = st.text_input(spoken("why_search"), key="why_text", max_chars=60)
    rows = attempt(workflow.read_why_list, round_id=round_id, text=text.strip()) if text.strip() else ()
    if text.strip() and not rows:
        st.caption(spoken("why_none"))
    names = group_names() if rows else {}
    for row in rows or ():
        _show_card(round_id, row, names)
    _show_changes(round_id)


def _show_card(round_id: str, row: WhyRow, names: dict[str, str]) -> None:
    words = screen_words()
    with st.container(border=True):
        st.text(f"{row.establishment_id} · {row.name} · {row.type_label} · {row.commune}")
        st.text(_sentence(row, words, names))
        with st.expander(say("advanced"), key=f"why_{row.establishment_id}", on_change="rerun") as section:
            if section.open:
                _show_figures(round_id, row)
        if row.role in VISITED:
            _show_change(round_id, row)


def _sentence(row: WhyRow, words: Words, names: dict[str, str]) -> str:
    sentence = reason_text(row.reason, words=words, names=names)
    cause = f"cause.{row.reason.params.get('cause', row.reason.params.get('status', ''))}"
    return f"{sentence} {words.say(cause)}" if cause in words else sentence


def _show_figures(round_id: str, row: WhyRow) -> None:
    """Show the formal object: role, reason code with its parameters, chance, points; the look is logged."""
    words = screen_words()
    why = look_into(f"seal_{row.establishment_id}", round_id=round_id, establishment=row.establishment_id)
    if why is None:
        return
    score = attempt(workflow.read_score, round_id=round_id, establishment=row.establishment_id)
    agencies = workflow.agency_labels(workspace())
    chance = marked(words, percent_text(why.chance_numerator, why.chance_denominator))
    lines = [
        spoken("why_role", role=words.say(f"documents.role.{why.role}"), code=why.reason.code),
        say("plan.chance", numerator=why.chance_numerator, denominator=why.chance_denominator, percent=chance),
        *(_score_lines(score) if score else ()),
        *(spoken("why_visited", day=day_text(i.on), agency=agencies.get(i.agency, i.agency)) for i in why.inspections),
    ]
    st.text("\n".join(lines))
    st.json(dict(why.reason.params), expanded=True)


def _score_lines(score: ScoreView) -> list[str]:
    """Return the points item by item with their facts, the card that gave them, and the type's rate beside them."""
    words, card = screen_words(), workspace().reference.card
    names = workflow.read_types(workspace())
    approved = spoken("why_approved", account=card.approved_by) if card.approved_by else spoken("why_unapproved")
    lines = [
        spoken(
            "why_points", label=coded(words, "points", part.code), points=part.points,
            fact=fact_text(part, words, names),
        )
        for part in score.parts
    ]  # fmt: skip
    lines.append(spoken("why_total", total=score.total, version=card.version, approved=approved))
    if score.frozen not in (None, score.total):
        lines.append(spoken("why_frozen", frozen=score.frozen))
    if (rate := score.rate) is not None:
        told = {"type": score.type_label, "findings": rate.findings, "visits": rate.visits}
        key = "why_rate_none" if rate.rate is None else "why_rate"
        lines.append(spoken(key, percent=rate_percent(rate), lottery=score.lottery_visits, **told))
    return lines


def _show_change(round_id: str, row: WhyRow) -> None:
    """Let the planner put a reserve in the place of a closed door, or take one off the list by a document."""
    with st.popover(spoken("change")):
        key = row.establishment_id
        reason = st.text_input(spoken("change_reason"), key=f"change_reason_{key}", max_chars=200)
        st.button(spoken("substitute"), on_click=_substitute, args=(round_id, key, reason), key=f"substitute_{key}")
        document = st.text_input(spoken("change_document"), key=f"change_document_{key}", max_chars=60)
        arguments = (round_id, key, reason, document)
        st.button(spoken("remove"), on_click=_remove, args=arguments, key=f"remove_{key}")


def _show_changes(round_id: str) -> None:
    changes = attempt(workflow.list_changes, round_id=round_id) or ()
    if changes:
        words = screen_words()
        st.text("\n".join(change_text(change, words=words) for change in changes))


def _substitute(round_id: str, establishment: str, reason: str) -> None:
    if succeeds(workflow.substitute, round_id=round_id, establishment_id=establishment, reason=reason):
        tell("ceremony.changed")


def _remove(round_id: str, establishment: str, reason: str, document: str) -> None:
    done = succeeds(
        workflow.override_sample, round_id=round_id, establishment_id=establishment, kind=ChangeKind.REMOVE,
        reason=reason, document_no=document,
    )  # fmt: skip
    if done:
        tell("ceremony.changed")
