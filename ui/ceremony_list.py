"""The draws of a year, abandoned ones too: hashes, state, who, and what differed from the one before."""

from collections.abc import Sequence

import streamlit as st

import workflow
from documents.draw_words import hash_groups
from domain.ceremony import DrawState
from domain.rounds import Round, RoundStatus
from ui.ceremony_steps import spoken, state_text
from ui.session import attempt, moment, screen_words, succeeds, tell
from ui.tables import show_table
from workflow.ceremony_views import DrawDifference, DrawView

KEYS = ("frame_hash", "plan_hash", "salt_hash", "dice", "seed")


def show_draws(found: Round) -> None:
    """Show the year's draws, the newest first, each with its details closed."""
    views = attempt(workflow.list_draws, year=found.starts_on.year) or ()
    if not views:
        return
    st.subheader(spoken("list_title", year=found.starts_on.year))
    show_table([_row(view) for view in views])
    for view in views:
        with st.expander(spoken("details", draw=view.draw.label)):
            _show_details(view)
    _show_abandon(found, views)


def _row(view: DrawView) -> dict[str, object]:
    draw = view.draw
    who = {draw.frozen_by, draw.committed_by, draw.rolled_by, draw.drawn_by, draw.approved_by} - {""}
    return {
        spoken("column_draw"): draw.label,
        spoken("column_round"): view.round.title,
        spoken("column_state"): state_text(draw.state),
        spoken("column_registered"): view.registered,
        spoken("column_at"): moment(draw.drawn_at or draw.frozen_at),
        spoken("column_who"): ", ".join(sorted(who)),
        spoken("column_watched"): spoken(f"watched_{draw.dice_source}"),
    }


def _show_details(view: DrawView) -> None:
    draw, words = view.draw, screen_words()
    lines = [f"{words.say(f'seed.{key}')}: {hash_groups(value)}" for key in KEYS if (value := getattr(draw, key))]
    if view.salt:
        lines.append(f"{words.say('seed.salt')}: {hash_groups(view.salt)}")
    if draw.repeats:
        lines.append(spoken("repeats", reason=draw.reason, account=draw.approved_by or "–"))
    if draw.state is DrawState.ABANDONED and draw.abandoned_at:
        told = {"reason": draw.abandon_reason, "account": draw.abandoned_by, "at": moment(draw.abandoned_at)}
        lines.append(spoken("abandoned", **told))
    lines += _difference(view.difference) if view.difference else [spoken("first")]
    st.text("\n".join(lines))


def _difference(found: DrawDifference) -> list[str]:
    words = screen_words()
    lists = {"added": found.added, "removed": found.removed, "changed": found.changed}
    lines = [words.say("minutes.differs", before=found.before, **{name: len(ids) for name, ids in lists.items()})]
    lines += [spoken(f"ids_{name}", ids=", ".join(ids[:40])) for name, ids in lists.items() if ids]
    lines += [words.say("minutes.differs_rule", field=name, before=one, after=two) for name, one, two in found.rule]
    return lines if found.rule else [*lines, words.say("minutes.differs_same_rule", before=found.before)]


def _show_abandon(found: Round, views: Sequence[DrawView]) -> None:
    """Let the planner give up the round's draw, with a reason that stays on the list."""
    mine = next((v for v in views if v.draw.round_id == found.id and v.draw.state is not DrawState.ABANDONED), None)
    if mine is None or found.status in (RoundStatus.SEALED, RoundStatus.CLOSED):
        return
    with st.popover(spoken("abandon", draw=mine.draw.label), icon=":material/block:"):
        st.write(spoken("abandon_help"))
        st.text_input(spoken("abandon_reason"), key="abandon_reason", max_chars=200)
        st.button(spoken("abandon_now"), on_click=_abandon, args=(found.id,))


def _abandon(round_id: str) -> None:
    if succeeds(workflow.abandon_draw, round_id=round_id, reason=st.session_state["abandon_reason"]):
        tell("ceremony.abandoned")
