"""What a file would change: the new, the changed, the missing, each with its own choice and one for all."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from ui.choices import ask_all, ask_each
from ui.establishment_card import card_html, establishment_row, field_label, place_line, source_line
from ui.paging import page_of
from ui.session import escape_markdown, say, screen_words
from ui.tables import show_table
from ui.wording import coded
from workflow.register_views import ChangedView, EstablishmentView, FieldChangeView, MergeView, ProposalView

PERSONAL = ("owner_name", "phone")
ROWS, CHOICES, CARDS = 100, 20, 10
"""How many of a kind stand on one page: rows to read, rows with a choice, cards."""


def show_rows(view: ProposalView) -> None:
    """Show what a first file holds; nothing is to be chosen."""
    rows = page_of(view.added, key="rows", size=ROWS)
    show_table([establishment_row(added.establishment) for added in rows])


def show_added(view: ProposalView) -> None:
    """Show the establishments that the register does not have yet."""
    st.caption(say("wizard.added_lead"))
    ask_all(view.id, "added", ("take", "reject"), default="take")
    for added in page_of(view.added, key="added", size=CHOICES):
        with _row(added.establishment):
            ask_each(view.id, added.id, ("take", "reject"), default="take", about=added.establishment.name)


def show_missing(view: ProposalView) -> None:
    """Show the establishments that the file does not name."""
    st.caption(say("wizard.missing_lead"))
    answers = ("keep", "closed", "dropped")
    ask_all(view.id, "missing", answers, default="keep")
    for missing in page_of(view.missing, key="missing", size=CHOICES):
        with _row(missing.establishment):
            ask_each(view.id, missing.id, answers, default="keep", about=missing.establishment.name)


def show_changed(view: ProposalView) -> None:
    """Show the establishments that the file has otherwise, field by field."""
    st.caption(say("wizard.changed_lead"))
    ask_all(view.id, "changed", ("take", "keep"))
    for changed in page_of(view.changed, key="changed", size=CARDS):
        with st.container(border=True):
            _show_changed(view.id, changed)


def show_merges(view: ProposalView) -> None:
    """Show the pairs that may be one business, side by side."""
    st.caption(say("wizard.merges_lead"))
    for merge in page_of(view.merges, key="merges", size=CARDS):
        with st.container(border=True):
            _show_merge(merge)


def _row(one: EstablishmentView):  # type: ignore[no-untyped-def]
    """Return the column for a choice, after showing who it is about."""
    about, choice = st.columns([3, 2], vertical_alignment="center")
    about.markdown(f"**{escape_markdown(one.name)}**  \n{escape_markdown(place_line(one))}")
    return choice


def _show_changed(proposal: str, changed: ChangedView) -> None:
    one = changed.establishment
    about, choice = st.columns([3, 2], vertical_alignment="center")
    about.markdown(f"**{escape_markdown(one.name)}**  \n{escape_markdown(place_line(one))}")
    if changed.match_id:
        about.caption(escape_markdown(say("wizard.match", name=changed.name_in_file, score=changed.score)))
        with choice:
            ask_each(proposal, changed.match_id, ("same", "new"), default="same", about=one.name)
    if changed.owner_changed:
        st.caption(say("wizard.changed_owner"))
    for change in changed.changes:
        about, choice = st.columns([3, 2], vertical_alignment="center")
        about.html(_change_html(change))
        with choice:
            named = f"{one.name}: {field_label(change.field)}"
            ask_each(proposal, change.id, ("take", "keep"), default=change.default, about=named)


def _change_html(change: FieldChangeView) -> str:
    """Return field, before and after; of an owner only that something changed."""
    label = f"<b>{escape(field_label(change.field))}</b>: "
    if change.field in PERSONAL:
        return f'<p class="change">{label}{escape(say("wizard.changed_hidden"))}</p>'
    empty = say("wizard.empty_cell")
    text = say("wizard.arrow", before=change.before or empty, after=change.after or empty)
    notes = [say("wizard.changed_erased")] if change.is_erased else []
    if change.is_conflict:
        notes += [say("wizard.changed_conflict"), say("wizard.changed_was", was=change.was or empty)]
    note = f"<small>{escape('; '.join(notes))}</small>" if notes else ""
    return f'<p class="change">{label}{escape(text)}{note}</p>'


def _show_merge(merge: MergeView) -> None:
    words = screen_words()
    named = [coded(words, "merge_reason", reason) for reason in merge.reasons]
    reasons = ", ".join((*named[:1], *(reason[0].lower() + reason[1:] for reason in named[1:])))
    st.markdown(f"**{escape_markdown(say('wizard.merge', score=merge.score, reasons=reasons))}**")
    st.html(card_html(_headed((merge.one, merge.other))))


def _headed(pair: Sequence[EstablishmentView]) -> dict[str, EstablishmentView]:
    """Return two establishments under headings that differ."""
    return {f"{at}. {source_line(one)}": one for at, one in enumerate(pair, start=1)}
