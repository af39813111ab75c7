"""The report of a round, its table as annex VI, and the minutes that end it: counts alone."""

from collections.abc import Callable, Iterator
from typing import Any

from documents.formatting import day_text, rate_text, tenths_text
from documents.official_facts import Draft, Fields, OfficialFacts, ResultRow, YearCounts
from documents.official_plan import attached_text
from documents.official_words import common_fields, decision_text, number_text, numbered, period_text
from domain.units import percent_tenths
from domain.words import Words

ACTIONS = {
    "warned": ("REMIND", "WARN"), "fined": ("FINE",), "suspended": ("SUSPEND",), "revoked": ("REVOKE",),
    "forwarded": ("FORWARD",), "pending": ("PENDING",),
}  # fmt: skip
"""Column of the report to the codes of data/rules/finding_actions.csv that it counts."""


def report_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield the report of results by type and by commune."""
    results, say = facts.results, words.say
    total, covered = results.total, results.total.inspected + results.done_before
    fields = {
        **_common(facts, words, symbol="BC"), "round_title": facts.round.title,
        "about": say("official.report_about", title=facts.round.title), "period": period_text(facts.round, words),
        "registered": number_text(total.registered), "required": number_text(facts.plan.required),
        "rate": rate_text(facts.round.rule.rate_bp), "inspected": number_text(total.inspected),
        "visits": number_text(total.visits), "before": number_text(results.done_before),
        "covered": number_text(covered), "share": tenths_text(percent_tenths(covered, total.registered)),
        "reached": say("official.reached" if covered >= facts.plan.required else "official.not_reached"),
        "found": number_text(total.found), "open": number_text(results.open_findings),
        "closed": number_text(results.closed_findings), **_tables(facts, words, _counts),
    }  # fmt: skip
    yield Draft(part="", label="", fields=fields)


def annex_6_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield annex VI: the tables of the report as they stand, and those of the year beside inspections."""
    fields = {
        **_common(facts, words, symbol="KH"),
        "attached": attached_text(facts, words),
        **_tables(facts, words, _row),
        **_year(facts.year, words),
    }
    yield Draft(part="", label="", fields=fields)


def round_minutes_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield the minutes that end the round: what became of the list, and what was changed in it."""
    results, say = facts.results, words.say
    rows = ({"label": say(f"official.state_{state}"), "count": number_text(n)} for state, n in results.states.items())
    fields = {
        **_common(facts, words, symbol="BB"), "about": say("official.round_about", title=facts.round.title),
        "round_title": facts.round.title, "period": period_text(facts.round, words),
        "decision": decision_text(facts.round, words), "selected": number_text(len(facts.plan.selected)),
        "inspected": number_text(results.total.inspected), "visits": number_text(results.total.visits),
        "found": number_text(results.total.found), "results": numbered(rows),
        "changes": [{"text": text} for text in facts.plan.changes or (say("official.no_changes"),)],
    }  # fmt: skip
    yield Draft(part="", label="", fields=fields)


def _common(facts: OfficialFacts, words: Words, *, symbol: str) -> Fields:
    return common_fields(facts.letterhead, facts.settings, words, symbol=symbol, year=facts.round.starts_on.year)


def _tables(facts: OfficialFacts, words: Words, cells: Callable[[ResultRow], dict[str, str]]) -> dict[str, Any]:
    results = facts.results
    total = [{"number": "", **cells(results.total), "label": words.say("official.total")}]
    state = "official.results_until" if results.total.inspected else "official.results_none"
    return {
        "state": words.say(state, day=day_text(results.on)), "rows": numbered(map(cells, results.types)),
        "totals": total, "communes": numbered(map(cells, results.communes)), "commune_totals": total,
    }  # fmt: skip


def _year(counts: YearCounts, words: Words) -> dict[str, Any]:
    """Return the side tables: complaints, and by commune communication and commitments."""
    names = ("communications", "audience", "commitments")
    rows = [
        {"label": one.label, **{name: number_text(getattr(one, name)) for name in names}} for one in counts.communes
    ]
    whole = {name: number_text(sum(getattr(one, name) for one in counts.communes)) for name in names}
    complaints = {name: number_text(getattr(counts, name)) for name in ("received", "verified", "in_time")}
    return {
        "side_year": str(counts.year), "complaints": [complaints], "sides": numbered(rows),
        "side_totals": [{"number": "", "label": words.say("official.total"), **whole}],
    }  # fmt: skip


def _counts(row: ResultRow) -> dict[str, str]:
    return {
        "label": row.label, "registered": number_text(row.registered), "inspected": number_text(row.inspected),
        "visits": number_text(row.visits), "share": _share(row), "found": number_text(row.found),
    }  # fmt: skip


def _row(row: ResultRow) -> dict[str, str]:
    """Return the counts with what was done about findings; a sum of fines that is not whole is left to be filled in."""
    counts = {column: sum(row.actions.get(code, 0) for code in codes) for column, codes in ACTIONS.items()}
    fine = "" if row.fine_dong is None else number_text(row.fine_dong)
    return {**_counts(row), "fine": fine, **{column: number_text(count) for column, count in counts.items()}}


def _share(row: ResultRow) -> str:
    return tenths_text(percent_tenths(row.inspected, row.registered))
