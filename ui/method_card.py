"""The points card and the rates beside it, as tables; the facts behind an establishment's points, as sentences."""

from collections.abc import Iterator, Mapping
from datetime import date

import streamlit as st

from documents.formatting import day_text, tenths_text
from domain.units import clock_text
from domain.words import Words
from ui.session import say, screen_words
from ui.tables import show_table
from ui.wording import marked
from workflow.method import GroupRate, MethodView, Points, PointsCard, Rates


def show_card(view: MethodView) -> None:
    """Show the weights with version, approval and source, then the base points of each type."""
    card = view.card
    st.subheader(say("method.card"))
    if not card.approved_by:
        st.warning(say("method.card_unapproved"))
    approved = card.approved_by or say("method.nobody")
    st.write(say("method.card_about", version=card.version, valid_from=day_text(card.valid_from), approved_by=approved))
    st.caption(say("method.card_source", source=card.source))
    lines = card_lines(card, screen_words())
    show_table([{say("method.column_factor"): text, say("method.column_points"): points} for text, points in lines])
    st.write(say("method.card_never"))
    st.markdown(f"**{say('method.types')}**")
    show_table(
        [
            {
                say("method.column_type"): kind.label,
                say("method.column_points"): kind.points,
                say("method.column_source"): _source(kind.source, is_checked=kind.is_checked),
            }
            for kind in view.types
        ]
    )


def _source(source: str, *, is_checked: bool) -> str:
    text, mark = source or say("method.office_own"), say("method.unchecked")
    return text if is_checked or mark in text else f"{text} ({mark})"


def card_lines(card: PointsCard, words: Words) -> Iterator[tuple[str, int]]:
    """Yield each weight of a card with what it is given for."""
    told: dict[str, dict[str, object]] = {
        "findings_points": {},
        "findings_older_points": {"months": card.findings_months, "most": card.findings_most},
        "complaint_points": {"months": card.complaint_months, "most": card.complaints_per_quarter},
        "never_inspected_points": {},
        "night_points": {"until": clock_text(card.night_from_s)},
        "no_licence_points": {},
        "first_year_points": {},
    }
    for key, params in told.items():
        yield words.say(f"card.{key}", **params), getattr(card, key)
    for months, points in card.since_inspection:
        yield words.say("card.since_inspection", months=months), points


def show_rates(rates: Rates, names: Mapping[str, str]) -> None:
    """Show the rate of each type beside the card, with how many visits it rests on."""
    st.subheader(say("method.rates"))
    if rates.overall is None:
        st.write(say("method.rates_none"))
    else:
        st.write(say("method.rates_lead", visits=rates.lottery_visits))
    show_table(
        [
            {
                say("method.column_type"): names.get(group.key, group.key),
                say("method.column_visits"): group.visits,
                say("method.column_findings"): group.findings,
                say("method.column_rate"): "–" if group.rate is None else f"{rate_percent(group)}\u00a0%",
            }
            for group in rates.groups
        ]
    )


def rate_percent(group: GroupRate) -> str:
    """Return a group's rate in percent, truncated to tenths; "" without one."""
    if group.rate is None:
        return ""
    return marked(screen_words(), tenths_text(1000 * group.rate.numerator // group.rate.denominator))


def fact_text(part: Points, words: Words, names: Mapping[str, str]) -> str:
    """Return the fact behind one item of the points, with days, hours and types as people read them."""
    told: dict[str, object] = dict(part.facts)
    for key in ("on", "days"):
        if text := str(told.get(key, "")):
            told[key] = ", ".join(day_text(date.fromisoformat(day)) for day in text.split(";"))
    if "until_s" in told:
        told["until"] = clock_text(int(str(told.pop("until_s"))))
    if "type" in told:
        told["type"] = names.get(str(told["type"]), str(told["type"]))
    return words.say(f"fact.{part.code}", **told)
