"""The five steps of a draw in public: what each does and why, in one sentence, and its one button."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

import workflow
from documents.draw_words import hash_groups, proof_sentences, taken_out_text
from domain.accounts import Actor
from domain.ceremony import DICE, DiceSource, Draw, DrawState, salt_and_dice
from domain.rounds import Round, RoundStatus
from ui.confirming import ask_first
from ui.job_progress import begin, is_busy
from ui.links import link_to
from ui.session import attempt, current_actor, moment, say, screen_words, succeeds, tell, workspace
from ui.tables import show_table
from ui.wording import coded

ORDER = (DrawState.FROZEN, DrawState.COMMITTED, DrawState.ROLLED, DrawState.DRAWN)


def spoken(key: str, **params: object) -> str:
    """Return a sentence of the ceremony, which may name what the default path never does."""
    return screen_words().say(f"ceremony.{key}", **params)


def has_reached(draw: Draw | None, state: DrawState) -> bool:
    """Tell whether a draw has come as far as a step."""
    return draw is not None and draw.state in ORDER[ORDER.index(state) :]


def group_names() -> dict[str, str]:
    """Return the names of communes, types and agencies by code."""
    communes = {commune.code: commune.name for commune in attempt(workflow.read_communes) or ()}
    return {**communes, **workflow.read_types(workspace()), **workflow.agency_labels(workspace())}


def show_hash(label: str, value: str) -> None:
    """Show a hash large, in groups of four, so that people can compare it."""
    st.html(
        f'<p style="margin:0">{escape(label)}</p><p style="margin:0 0 .75rem;font:600 1.25rem/1.6 monospace;'
        f'overflow-wrap:anywhere">{escape(hash_groups(value))}</p>'
    )


@contextmanager
def step(number: int, name: str, *, is_done: bool) -> Iterator[None]:
    """Frame one step with its title and its one sentence."""
    with st.container(border=True, key=f"ceremony_{name}"):
        mark = " ✓" if is_done else ""
        st.subheader(f"{number}. {spoken(f'{name}_title')}{mark}")
        st.write(spoken(f"{name}_why"))
        yield


def show_freeze(found: Round, draw: Draw | None) -> None:
    """Show the freeze of the register."""
    with step(1, "freeze", is_done=draw is not None):
        if draw is None:
            st.button(spoken("freeze_button"), type="primary", on_click=_freeze, args=(found.id,))
            return
        registered = draw.frame_csv.count("\n") - 1
        st.write(spoken("frozen", registered=registered, at=moment(draw.frozen_at), account=draw.frozen_by))
        if draw.taken_out:
            with st.expander(spoken("taken_out", count=len(draw.taken_out))):
                _show_taken_out(draw)


def _show_taken_out(draw: Draw) -> None:
    words, names = screen_words(), group_names()
    columns = ("name", "event", "when", "account", "document")
    heads = [words.say(f"minutes.column_{key}") for key in columns]
    rows = [
        (f"{e.establishment_id} {e.name}", taken_out_text(e, words=words, names=names), moment(e.at),
         names.get(e.account, e.account), e.document)
        for e in draw.taken_out
    ]  # fmt: skip
    show_table([dict(zip(heads, row, strict=True)) for row in rows])


def show_commit(found: Round, draw: Draw | None) -> None:
    """Show the commitment to sizes and risk list, made by the worker."""
    with step(2, "commit", is_done=has_reached(draw, DrawState.COMMITTED)):
        if draw is None:
            return
        if draw.state is DrawState.FROZEN:
            _ask_reason(draw)
            st.button(
                spoken("commit_button"), type="primary", on_click=_commit, args=(found.id,),
                disabled=is_busy("commit_draw"),
            )  # fmt: skip
        elif draw.proof is not None:
            sentences = proof_sentences(draw.proof, words=screen_words(), names=group_names())
            st.html(f'<p class="figure">{escape(sentences[0])}</p>')
            with st.expander(spoken("proof_object")):
                st.text("\n".join(sentences))
                st.json(_plain(draw), expanded=False)


def _ask_reason(draw: Draw) -> None:
    """Ask why the year's register is drawn again, where it is; the default is what a next round says."""
    if draw.repeats:
        earlier = ", ".join(f"{number:02d}/{draw.year}" for number in draw.repeats)
        st.text_input(
            spoken("reason", earlier=earlier), value=say("round.next_reason"), max_chars=200, key="commit_reason"
        )


def _commit(round_id: str) -> None:
    # Read here: a button's arguments are those of the run before, without what was typed last.
    begin("commit_draw", {"round": round_id, "reason": st.session_state.get("commit_reason", "")})


def _plain(draw: Draw) -> dict[str, object]:
    proof = draw.proof
    if proof is None:
        return {}
    return {name: getattr(proof, name) for name in proof.__dataclass_fields__ if name != "refuted"} | {
        "refuted": [{name: getattr(r, name) for name in r.__dataclass_fields__} for r in proof.refuted]
    }


def show_publish(found: Round, draw: Draw | None) -> None:
    """Show the hashes to be published, and the approval of a repeated draw."""
    with step(3, "publish", is_done=has_reached(draw, DrawState.ROLLED)):
        if draw is None or not has_reached(draw, DrawState.COMMITTED):
            return
        for key in ("frame_hash", "plan_hash", "salt_hash"):
            if value := getattr(draw, key):
                show_hash(screen_words().say(f"seed.{key}"), value)
        st.button(spoken("notice_button"), on_click=_write, args=("write_notice", found.id), icon=":material/print:")
        _show_link("write_notice")
        if draw.waits_for_approval:
            _show_approval(found, draw, current_actor())


def _show_approval(found: Round, draw: Draw, actor: Actor | None) -> None:
    st.warning(spoken("waits", reason=draw.reason))
    if actor is not None and actor.account not in (draw.frozen_by, draw.committed_by):
        st.button(spoken("approve_button"), type="primary", on_click=_approve, args=(found.id,))


def show_dice(found: Round, draw: Draw | None) -> None:
    """Ask for the dice: typed in public, or rolled by the machine with nobody watching."""
    with step(4, "dice", is_done=has_reached(draw, DrawState.ROLLED)):
        if draw is None or not has_reached(draw, DrawState.COMMITTED):
            return
        if draw.state is not DrawState.COMMITTED:
            st.write(spoken(f"rolled_{draw.dice_source}", people="; ".join(draw.participants)))
            for key in ("dice", "seed"):
                if value := getattr(draw, key):
                    show_hash(screen_words().say(f"seed.{key}"), value)
            return
        if draw.waits_for_approval:
            return
        st.text_input(spoken("dice_digits", digits=DICE), key="dice_digits", max_chars=2 * DICE)
        st.text_input(spoken("place"), key="dice_place", max_chars=120)
        st.text_area(spoken("participants"), key="dice_people", height=100, max_chars=600)
        watched, alone = st.columns(2)
        watched.button(spoken("dice_button"), type="primary", on_click=_roll, args=(found.id, True))
        alone.button(spoken("dice_alone"), on_click=_roll, args=(found.id, False), help=spoken("dice_alone_help"))


def show_draw(found: Round, draw: Draw | None) -> None:
    """Show the draw itself, its minutes and the way on."""
    with step(5, "draw", is_done=has_reached(draw, DrawState.DRAWN)):
        if draw is None or not has_reached(draw, DrawState.ROLLED):
            return
        if draw.state is DrawState.ROLLED:
            busy = is_busy("draw_round")
            st.button(
                spoken("draw_button"), type="primary", on_click=begin, disabled=busy,
                args=("draw_round", {"round": found.id}),
            )  # fmt: skip
            return
        size = draw.proof.size if draw.proof else 0
        st.html(f'<p class="figure">{escape(spoken("drawn", size=size, draw=draw.label))}</p>')
        if draw.dice_source is not DiceSource.PUBLIC:
            st.caption(spoken("unwatched"))
        st.button(
            spoken("minutes_button"), on_click=_write, args=("write_minutes", found.id), icon=":material/description:"
        )
        _show_link("write_minutes")
        _show_way_on(found)


def _show_way_on(found: Round) -> None:
    if found.status is RoundStatus.DRAWN:
        arguments = ("plan_round", {"round": found.id})
        st.button(spoken("plan_button"), on_click=begin, args=arguments, disabled=is_busy("plan_round"), type="primary")
    elif found.status is RoundStatus.PLANNED:
        link_to("seal", "plan.go_on")
    elif found.status is RoundStatus.SEALED:
        ask, do = say("ceremony.close_ask"), say("ceremony.close_do")
        ask_first(spoken("close_button"), ask, do, key="close_round", on_click=_close, args=(found.id,))


def _freeze(round_id: str) -> None:
    if succeeds(workflow.freeze_round, round_id=round_id):
        tell("ceremony.frozen_done")


def _approve(round_id: str) -> None:
    if succeeds(workflow.approve_draw, round_id=round_id):
        tell("ceremony.approved")


def _roll(round_id: str, is_watched: bool) -> None:
    typed, place = st.session_state["dice_digits"], st.session_state["dice_place"]
    dice = typed if is_watched else salt_and_dice(secrets.token_hex(32))[1]
    people = tuple(st.session_state["dice_people"].splitlines()) if is_watched else ()
    rolled = succeeds(
        workflow.roll_dice, round_id=round_id, dice=dice, is_watched=is_watched, place=place, participants=people
    )
    if rolled:
        tell("ceremony.rolled")


def _write(function: str, round_id: str) -> None:
    paper = attempt(getattr(workflow, function), round_id=round_id)
    if paper is not None:
        st.session_state[f"paper_{function}"] = paper


def _show_link(function: str) -> None:
    if paper := st.session_state.get(f"paper_{function}"):
        st.link_button(spoken(f"{function}_open"), f"/papers/{paper}", icon=":material/open_in_new:")


def _close(round_id: str) -> None:
    if succeeds(workflow.close_round, round_id=round_id):
        tell("ceremony.closed")


def state_text(state: DrawState) -> str:
    """Return the words of a draw's state."""
    return coded(screen_words(), "state", state.value)
