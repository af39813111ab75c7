"""Phương pháp: how each figure is made and what it rests on; counts and rules, no establishment."""

from fractions import Fraction

import streamlit as st

import workflow
from documents.formatting import rate_text, tenths_text
from domain.accounts import AccountRole
from ui.method_card import show_card, show_rates
from ui.session import need, quietly, say, screen_words
from ui.tables import show_table
from ui.wording import marked
from workflow.method import LEAST_VISITS, Answers, MethodView, RoundEstimate

WAYS = ("frozen", "active", "ever")


def show() -> None:
    """Show coverage, estimates, what may be read from them, and the points card."""
    need(AccountRole.LEADER, AccountRole.PLANNER)
    st.title(say("method.title"))
    view = quietly(workflow.read_method)
    if view is None or not view.reach["frozen"].registered:
        st.info(say("method.empty"))
        return
    st.write(say("method.lead"))
    _show_coverage(view)
    _show_prevalence(view)
    _show_reading()
    show_card(view)
    if view.rates is not None:
        show_rates(view.rates, view.names)


def _show_coverage(view: MethodView) -> None:
    st.subheader(say("method.coverage"))
    st.write(say("method.coverage_lead", inspected=view.inspected, year=view.year))
    rows = []
    for way in WAYS:
        reach = view.reach[way]
        rows.append(
            {
                say("method.column_way"): say(f"method.way_{way}"),
                say("method.column_registered"): reach.registered,
                say("method.column_inspected"): view.inspected,
                say("method.column_percent"): f"{marked(screen_words(), tenths_text(reach.percent_tenths))}\u00a0%",
                say("method.column_need"): reach.need,
                say("method.column_short"): reach.short,
                say("method.column_reached", rate=marked(screen_words(), rate_text(view.rate_bp))): say(
                    "method.reached" if reach.reached else "method.not_reached"
                ),
            }
        )
    show_table(rows)


def _show_prevalence(view: MethodView) -> None:
    st.subheader(say("method.prevalence"))
    st.write(say("method.prevalence_lead"))
    if not view.rounds:
        st.info(say("method.no_round"))
    for found in view.rounds:
        _show_round(found)


def _show_round(found: RoundEstimate) -> None:
    lottery = found.results.lottery
    told = {"title": found.title, "drawn": lottery.visits, "violating": lottery.violating, "clean": lottery.clean}
    if found.pool_interval is None or found.prevalence is None:
        answered = lottery.violating + lottery.clean
        st.text(say("method.too_few", answered=answered, least=LEAST_VISITS, **told))
    else:
        low, high = found.pool_interval
        pool = found.results.pool
        percents = {
            "low_percent": floor_percent(Fraction(low, pool)),
            "high_percent": ceil_percent(Fraction(high, pool)),
        }
        st.text(say("method.pool", pool=pool, low=low, high=high, title=found.title, **percents))
        st.caption(say("method.pool_n", silent=lottery.silent, **told))
        whole = found.prevalence
        ends = {"low_percent": floor_percent(whole.low), "high_percent": ceil_percent(whole.high)}
        st.text(say("method.all", eligible=whole.eligible, **ends))
    parts = {"must": found.results.must, "risk": found.results.risk, "lottery": lottery}
    show_table([_part(name, answers) for name, answers in parts.items()])


def _part(name: str, answers: Answers) -> dict[str, object]:
    return {
        say("method.column_part"): say(f"method.part_{name}"),
        say("method.column_selected"): answers.visits,
        say("method.column_answered"): answers.violating + answers.clean,
        say("method.column_violating"): answers.violating,
    }


def _show_reading() -> None:
    st.subheader(say("method.may"))
    st.markdown("\n".join(f"- {say(f'method.may_{n}')}" for n in range(1, 4)))
    st.subheader(say("method.may_not"))
    st.markdown("\n".join(f"- {say(f'method.may_not_{n}')}" for n in range(1, 5)))


def floor_percent(value: Fraction) -> str:
    """Return a share in percent, truncated to tenths: the lower end of an interval.

    Examples
    --------
    >>> floor_percent(Fraction(1, 3)), ceil_percent(Fraction(1, 3)), ceil_percent(Fraction(1, 4))
    ('33,3', '33,4', '25,0')
    """
    return marked(screen_words(), tenths_text(1000 * value.numerator // value.denominator))


def ceil_percent(value: Fraction) -> str:
    """Return a share in percent, up to the next tenth: the upper end, which must not be cut."""
    return marked(screen_words(), tenths_text(-(-1000 * value.numerator // value.denominator)))
