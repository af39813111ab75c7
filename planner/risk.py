"""The published points card: why an establishment stands high or low on the risk list.

No factor knows an owner, an inspector or a rumour; complaints count only once
they are verified, and not more often than the card allows.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.errors import InputError
from domain.establishments import Establishment
from domain.inspections import Complaint, ComplaintState, Inspection

SCHEMA = 1
FINDINGS_LATELY_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Hold the points that one factor gives, with the facts behind them.

    Words for ``points.CODE`` and ``fact.CODE`` are in data/words; days are ISO text, several with ``;``.
    """

    code: str
    points: int
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsCard:
    """Hold the office's weights (data/rules/points_card.toml).

    ``approved_by`` empty means that nobody has approved it yet; screens say so.
    ``source`` says where the weights come from. ``since_inspection`` are
    (months, points), rising: from that many months on.
    """

    version: str
    approved_by: str
    valid_from: date
    source: str
    findings_points: int
    findings_older_points: int
    findings_months: int
    findings_most: int
    complaint_points: int
    complaint_months: int
    complaints_per_quarter: int
    since_inspection: tuple[tuple[int, int], ...]
    never_inspected_points: int
    night_from_s: int
    night_points: int
    no_licence_points: int
    licensed_types: tuple[str, ...]
    first_year_points: int


def read_card(text: str) -> PointsCard:
    """Read a points card.

    Raises
    ------
    InputError
        ``card.toml`` for text that is not TOML, ``card.schema`` for another
        schema, ``card.key`` for a key that is missing, unknown or of another kind.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("card.toml", detail=str(error)) from error
    if table.pop("schema", None) != SCHEMA:
        raise InputError("card.schema", expected=SCHEMA)
    kinds: dict[str, type] = {"version": str, "approved_by": str, "valid_from": date, "source": str}
    kinds |= dict.fromkeys(("since_inspection", "licensed_types"), list)
    for key in sorted({*table, *PointsCard.__dataclass_fields__}):
        if (
            key not in table
            or key not in PointsCard.__dataclass_fields__
            or type(table[key]) is not kinds.get(key, int)
        ):
            raise InputError("card.key", key=key)
    bands = tuple(sorted((int(months), int(points)) for months, points in table.pop("since_inspection")))
    return PointsCard(since_inspection=bands, licensed_types=tuple(table.pop("licensed_types")), **table)


def score_points(
    establishment: Establishment,
    *,
    type_points: int,
    inspections: Iterable[Inspection],
    complaints: Iterable[Complaint],
    card: PointsCard,
    on: date,
) -> tuple[Points, ...]:
    """Return the points of an establishment on a day, one entry for each factor that gives any.

    Parameters
    ----------
    type_points
        Base points of its type, from the office's table.
    inspections, complaints
        Those of other establishments and of later days are passed over.
    """
    history = [i for i in inspections if i.establishment_id == establishment.id and i.on <= on]
    heard = [c for c in complaints if c.establishment_id == establishment.id and c.received_on <= on]
    factors = (
        Points(code="TYPE", points=type_points, facts={"type": establishment.type or ""}),
        _findings(history, card, on),
        _complaints(heard, card, on),
        _since_inspection(establishment, history, card, on),
        *_of_the_register(establishment, card, on),
    )
    return tuple(factor for factor in factors if factor.points)


def score_register(
    establishments: Sequence[Establishment],
    *,
    type_points: Mapping[str, int],
    inspections: Iterable[Inspection],
    complaints: Iterable[Complaint],
    card: PointsCard,
    on: date,
) -> dict[str, tuple[Points, ...]]:
    """Return the points of every establishment by id; a type without base points has 0."""
    history: dict[str, list[Inspection]] = {}
    for inspection in inspections:
        history.setdefault(inspection.establishment_id, []).append(inspection)
    heard: dict[str, list[Complaint]] = {}
    for complaint in complaints:
        heard.setdefault(complaint.establishment_id, []).append(complaint)
    return {
        establishment.id: score_points(
            establishment,
            type_points=type_points.get(establishment.type or "", 0),
            inspections=history.get(establishment.id, ()),
            complaints=heard.get(establishment.id, ()),
            card=card,
            on=on,
        )
        for establishment in establishments
    }


def total(points: Iterable[Points]) -> int:
    """Return the sum of points: the score of the frame."""
    return sum(entry.points for entry in points)


def months_between(first: date, last: date) -> int:
    """Return the whole months from first to last.

    Examples
    --------
    >>> months_between(date(2026, 1, 31), date(2026, 2, 28)), months_between(date(2026, 1, 15), date(2027, 1, 15))
    (0, 12)
    """
    return 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)


def _findings(history: Iterable[Inspection], card: PointsCard, on: date) -> Points:
    """Count inspections with findings, the latest first; older ones weigh less."""
    days = sorted((i.on for i in history if i.counts and i.findings), reverse=True)
    lately = [day for day in days if months_between(day, on) < card.findings_months][: card.findings_most]
    points = sum(
        card.findings_points if months_between(day, on) < FINDINGS_LATELY_MONTHS else card.findings_older_points
        for day in lately
    )
    facts: dict[str, str | int] = {"count": len(lately), "days": ";".join(day.isoformat() for day in lately)}
    return Points(code="FINDINGS", points=points, facts=facts)


def _complaints(heard: Iterable[Complaint], card: PointsCard, on: date) -> Points:
    """Count verified complaints, each quarter only as often as the card allows."""
    quarters: dict[tuple[int, int], int] = {}
    verified = 0
    for complaint in heard:
        is_verified = complaint.state in (ComplaintState.VERIFIED, ComplaintState.CLEAR_SIGN)
        if is_verified and months_between(complaint.received_on, on) < card.complaint_months:
            verified += 1
            quarter = (complaint.received_on.year, (complaint.received_on.month - 1) // 3)
            quarters[quarter] = min(card.complaints_per_quarter, quarters.get(quarter, 0) + 1)
    counted = sum(quarters.values())
    return Points(
        code="COMPLAINTS", points=card.complaint_points * counted, facts={"verified": verified, "counted": counted}
    )


def _since_inspection(
    establishment: Establishment, history: Iterable[Inspection], card: PointsCard, on: date
) -> Points:
    """Return the points of the time since the last inspection, on file or as the register has it."""
    days = [inspection.on for inspection in history if inspection.counts]
    if establishment.last_inspected_on and establishment.last_inspected_on <= on:
        days.append(establishment.last_inspected_on)
    if not days:
        return Points(code="NEVER_INSPECTED", points=card.never_inspected_points)
    months = months_between(max(days), on)
    reached = [points for least, points in card.since_inspection if months >= least]
    facts: dict[str, str | int] = {"on": max(days).isoformat(), "months": months}
    return Points(code="SINCE_INSPECTION", points=reached[-1] if reached else 0, facts=facts)


def _of_the_register(establishment: Establishment, card: PointsCard, on: date) -> tuple[Points, ...]:
    """Return the points of what the register says of it: hours, licence, first year."""
    hours, licensed_on = establishment.hours, establishment.licence_on
    night = card.night_points if _is_open_at_night(establishment, card) else 0
    unlicensed = card.no_licence_points if _lacks_licence(establishment, card) else 0
    new = card.first_year_points if _is_in_first_year(establishment, on) else 0
    return (
        Points(code="NIGHT", points=night, facts={"until_s": hours.to_s if hours else 0}),
        Points(code="NO_LICENCE", points=unlicensed, facts={"type": establishment.type or ""}),
        Points(code="FIRST_YEAR", points=new, facts={"on": licensed_on.isoformat() if licensed_on else ""}),
    )


def _is_open_at_night(establishment: Establishment, card: PointsCard) -> bool:
    return establishment.hours is not None and establishment.hours.to_s > card.night_from_s


def _lacks_licence(establishment: Establishment, card: PointsCard) -> bool:
    return establishment.type in card.licensed_types and not establishment.licence_no


def _is_in_first_year(establishment: Establishment, on: date) -> bool:
    licensed = establishment.licence_on
    return licensed is not None and licensed <= on and months_between(licensed, on) < 12
