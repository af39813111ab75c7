"""Doors that stayed closed: another try by another shift, or a reserve of the same commune and type."""

import streamlit as st

import workflow
from domain.units import clock_text
from ui.links import link_to
from ui.results_shifts import state_text
from ui.session import attempt, escape_markdown, say, succeeds, tell
from ui.wording import minutes
from workflow.door_offers import ReserveOffer, RetryOffer
from workflow.results_views import ResultsView, ShiftResults, VisitResults

MOST_SHOWN = 20
MOST_OFFERS = 5


def show_doors(view: ResultsView) -> None:
    """Show every visit that found nothing to inspect and of which nobody has decided yet."""
    waiting = [(shift, visit) for shift in view.shifts for visit in shift.visits if visit.is_waiting]
    if not waiting:
        return
    st.subheader(say("results.doors", count=len(waiting)))
    st.caption(say("results.doors_help"))
    for shift, visit in waiting[:MOST_SHOWN]:
        _show_one(view.round.id, shift, visit)
    if len(waiting) > MOST_SHOWN:
        st.caption(say("results.more", count=len(waiting) - MOST_SHOWN))
    link_to("plan", "results.go_plan")


def _show_one(round_id: str, shift: ShiftResults, visit: VisitResults) -> None:
    with st.container(border=True):
        about, way = st.columns([3, 2], vertical_alignment="center")
        about.markdown(f"**{escape_markdown(visit.name)}** · {escape_markdown(state_text(visit))}")
        about.caption(escape_markdown(f"{shift.team_name} · {shift.date:%d/%m/%Y}"))
        is_open = st.session_state.get("door_open") == visit.stop
        way.button(
            say("results.door_close" if is_open else "results.door_open"), key=f"door_{visit.stop}",
            on_click=_open, args=("" if is_open else visit.stop,),
        )  # fmt: skip
        if is_open:
            _show_offers(round_id, visit.stop)


def _open(stop: str) -> None:
    st.session_state["door_open"] = stop


def _show_offers(round_id: str, stop: str) -> None:
    """Show what can be done; found by really trying, so only for the door that was opened."""
    key = f"door_reason_{stop}"
    st.text_input(say("results.reason"), value=say("results.reason_door"), key=key, max_chars=300)
    retries = attempt(workflow.offer_retries, round_id=round_id, establishment=stop) or ()
    offers = attempt(workflow.offer_reserves, round_id=round_id, establishment=stop) or ()
    reserves = [one for one in offers if one.floors_hold]
    st.markdown(f"**{say('results.retries')}**")
    if not retries:
        st.caption(say("results.no_retries"))
    for retry in retries[:MOST_OFFERS]:
        st.button(_retry_text(retry), key=f"retry_{stop}_{retry.shift}", on_click=_retry, args=(round_id, stop, retry))
    st.markdown(f"**{say('results.reserves')}**")
    if not reserves:
        st.caption(say("results.no_reserves"))
    for reserve in reserves[:MOST_OFFERS]:
        arguments = (round_id, stop, reserve.establishment_id)
        st.button(_reserve_text(reserve), key=f"reserve_{stop}_{reserve.ticket}", on_click=_reserve, args=arguments)


def _retry_text(offer: RetryOffer) -> str:
    marks = [name for name in ("is_other_team", "is_other_hour", "is_spare") if getattr(offer, name)]
    about = ", ".join(say(f"results.retry_{name.removeprefix('is_')}") for name in marks)
    sentence = say(
        "results.retry", day=f"{offer.date:%d/%m/%Y}", at=clock_text(offer.start_s), team=offer.team_name,
        minutes=minutes(max(0, offer.extra_s)),
    )  # fmt: skip
    return escape_markdown(f"{sentence} ({about})" if about else sentence)


def _reserve_text(offer: ReserveOffer) -> str:
    if offer.extra_s is None:
        return escape_markdown(say("results.reserve_later", name=offer.name, ticket=offer.ticket))
    key = "results.reserve_estimate" if offer.is_estimate else "results.reserve"
    return escape_markdown(say(key, name=offer.name, ticket=offer.ticket, minutes=minutes(max(0, offer.extra_s))))


def _retry(round_id: str, stop: str, offer: RetryOffer) -> None:
    reason = st.session_state.get(f"door_reason_{stop}", "")
    if succeeds(workflow.try_again, round_id=round_id, establishment=stop, shift=offer.shift, reason=reason):
        tell("results.retried", day=f"{offer.date:%d/%m/%Y}", team=offer.team_name)


def _reserve(round_id: str, stop: str, stand_in: str) -> None:
    reason = st.session_state.get(f"door_reason_{stop}", "")
    if succeeds(workflow.put_reserve, round_id=round_id, establishment=stop, stand_in=stand_in, reason=reason):
        tell("results.reserved")
