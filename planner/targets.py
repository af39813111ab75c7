"""How far the plan's targets are reached: exact counts from reports, inspections and complaints."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.inspections import Complaint, ComplaintState, Inspection, remedies_of
from domain.places import CommuneKey
from domain.targets import QUARTERS, CommuneReport, Target, TargetCode, TargetRules, quarter_spans

UNDECIDED = frozenset({"", "PENDING"})
"""Actions by which a finding is not handled yet."""
VERIFIED = frozenset({ComplaintState.VERIFIED, ComplaintState.DISMISSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """Hold what the targets of a year are counted from.

    Parameters
    ----------
    today
        Nothing later counts.
    first, last
        The year by its clock; ``year`` is its number, by which communes report.
    area_programmes
        Into which programmes the area itself integrated the work.
    registered
        Establishments in scope at the freeze.
    """

    today: date
    year: int
    first: date
    last: date
    communes: tuple[CommuneKey, ...]
    reports: tuple[CommuneReport, ...]
    area_programmes: tuple[str, ...]
    registered: frozenset[str]
    inspections: tuple[Inspection, ...]
    complaints: tuple[Complaint, ...]

    @property
    def until(self) -> date:
        """Return the last day that counts."""
        return min(self.today, self.last)

    def holds(self, day: date) -> bool:
        """Tell whether a day counts."""
        return self.first <= day <= self.until


def count_targets(facts: TargetFacts, rules: TargetRules) -> tuple[Target, ...]:
    """Return the targets in the order of the rules."""
    return tuple(_COUNTS[rule.code](facts, rules, rule.share_bp) for rule in rules.targets)


def missing_reports(facts: TargetFacts) -> tuple[tuple[CommuneKey, int], ...]:
    """Return the communes and quarters gone by of which there is no report, sorted."""
    known = {(one.commune, one.quarter) for one in facts.reports if one.year == facts.year}
    due = quarters_due(facts)
    return tuple(sorted((key, quarter) for key in facts.communes for quarter in due if (key, quarter) not in known))


def quarters_due(facts: TargetFacts) -> tuple[int, ...]:
    """Return the calendar quarters of the year that have gone by."""
    ends = [end for _, end in quarter_spans(date(facts.year, 1, 1))]
    return tuple(quarter for quarter, end in zip(QUARTERS, ends, strict=True) if end < facts.today)


def is_regular(days: Sequence[date], facts: TargetFacts, *, per_quarter: int) -> bool:
    """Tell whether activities on these days are regular: enough in every quarter gone by, in the first so far."""
    ended = [span for span in quarter_spans(facts.first) if span[1] < facts.today]
    spans = ended or [(facts.first, facts.until)]
    counted = [day for day in days if facts.holds(day)]
    return all(sum(first <= day <= last for day in counted) >= per_quarter for first, last in spans)


def may_show(counts: Mapping[CommuneKey, tuple[int, int]], *, under: int) -> frozenset[CommuneKey]:
    """Return the communes whose two counts of one quarter may be shown beside the area's sum.

    A count under the limit hides its commune. As the sum is shown, the hidden
    ones are at least two and have each count at the limit together; the next
    smallest commune is hidden until that holds.
    """
    order = sorted(counts, key=lambda key: (min(counts[key]), counts[key], key))
    hidden = [key for key in order if min(counts[key]) < under]
    rest = order[len(hidden) :]
    while rest and hidden and (len(hidden) < 2 or any(sum(counts[k][n] for k in hidden) < under for n in (0, 1))):
        hidden.append(rest.pop(0))
    return frozenset(rest)


def _communication(facts: TargetFacts, rules: TargetRules, share_bp: int) -> Target:
    days: dict[CommuneKey, list[date]] = defaultdict(list)
    for report in facts.reports:
        days[report.commune] += [one.on for one in report.communications]
    regular = sum(is_regular(days[key], facts, per_quarter=rules.regular_per_quarter) for key in facts.communes)
    own = [report for report in facts.reports if report.commune in facts.communes]
    held = [one for report in own for one in report.communications if facts.holds(one.on)]
    return Target(
        code=TargetCode.COMMUNICATION, share_bp=share_bp, numerator=regular, denominator=len(facts.communes),
        on=_newest_report(facts), missing=_silent(facts),
        parts={"activities": len(held), "audience": sum(one.audience for one in held)},
    )  # fmt: skip


def _integration(facts: TargetFacts, rules: TargetRules, share_bp: int) -> Target:
    """Count the area as one unit beside its communes: both are to integrate all named programmes."""
    marked = programmes_of(facts)
    wanted = set(rules.programmes)
    whole = [key for key in facts.communes if wanted <= marked[key]]
    area = wanted <= set(facts.area_programmes)
    return Target(
        code=TargetCode.INTEGRATION, share_bp=share_bp, numerator=len(whole) + area,
        denominator=len(facts.communes) + 1, on=_newest_report(facts), missing=_silent(facts),
        parts={"communes": len(whole), "area": int(area)},
    )  # fmt: skip


def programmes_of(facts: TargetFacts) -> Mapping[CommuneKey, set[str]]:
    """Return the programmes that each commune marked in a report of the year."""
    marked: dict[CommuneKey, set[str]] = {key: set() for key in facts.communes}
    for report in _reports(facts):
        marked[report.commune] |= set(report.programmes)
    return marked


def _inspected(facts: TargetFacts, _: TargetRules, share_bp: int) -> Target:
    own = [one for one in _inspections(facts) if one.counts and one.establishment_id in facts.registered]
    return Target(
        code=TargetCode.INSPECTED, share_bp=share_bp, numerator=len({one.establishment_id for one in own}),
        denominator=len(facts.registered), on=max((one.on for one in own), default=None),
    )  # fmt: skip


def _violations(facts: TargetFacts, _: TargetRules, share_bp: int) -> Target:
    found = [(one.on, remedy) for one in _inspections(facts) for remedy in remedies_of(one)]
    return Target(
        code=TargetCode.VIOLATIONS, share_bp=share_bp,
        numerator=sum(remedy.action not in UNDECIDED for _, remedy in found), denominator=len(found),
        on=max((on for on, _ in found), default=None),
    )  # fmt: skip


def _complaints(facts: TargetFacts, _: TargetRules, share_bp: int) -> Target:
    own = [one for one in facts.complaints if facts.holds(one.received_on)]
    handled = [one for one in own if not one.is_open]
    late = sum(one.is_late(facts.today) for one in own)
    days = [day for one in own for day in (one.received_on, one.handled_on) if day]
    return Target(
        code=TargetCode.COMPLAINTS, share_bp=share_bp,
        numerator=sum(not one.is_late(facts.today) for one in handled), denominator=len(own),
        on=max(days, default=None),
        parts={
            "classified": len(handled), "verified": sum(one.state in VERIFIED for one in own), "late": late,
            "open": len(own) - len(handled),
        },
    )  # fmt: skip


def _support(facts: TargetFacts, _: TargetRules, share_bp: int) -> Target:
    own = _reports(facts)
    return Target(
        code=TargetCode.SUPPORT, share_bp=share_bp, numerator=sum(one.supported for one in own),
        denominator=sum(one.in_need for one in own), on=_newest_report(facts), missing=_silent(facts),
    )  # fmt: skip


def _reports(facts: TargetFacts) -> list[CommuneReport]:
    return [one for one in facts.reports if one.year == facts.year and one.commune in facts.communes]


def _inspections(facts: TargetFacts) -> list[Inspection]:
    """Return the inspections of the office's own rounds."""
    return [one for one in facts.inspections if one.round_id and facts.holds(one.on)]


def _newest_report(facts: TargetFacts) -> date | None:
    return max((one.reported_on for one in _reports(facts)), default=None)


def _silent(facts: TargetFacts) -> tuple[CommuneKey, ...]:
    return tuple(sorted({key for key, _ in missing_reports(facts)}))


_COUNTS: Mapping[TargetCode, Callable[[TargetFacts, TargetRules, int], Target]] = {
    TargetCode.COMMUNICATION: _communication,
    TargetCode.INTEGRATION: _integration,
    TargetCode.INSPECTED: _inspected,
    TargetCode.VIOLATIONS: _violations,
    TargetCode.COMPLAINTS: _complaints,
    TargetCode.SUPPORT: _support,
}
