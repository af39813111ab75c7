"""What happened before: inspections by anybody and complaints, keyed to rows of the register.

None of it is work of a round of this year, so nothing is done when the demo
begins; some establishments are exempt because another agency was there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.businesses import DemoBusiness
from domain.inspections import ComplaintState, Finding

RECENT_SINGLE = 22
"""Owners of one establishment inspected within a year, and an owner of two or three: about 25 exempt."""
RECENT_DAYS = (10, 340)
OLD = 60
OLD_DAYS = (380, 780)
"""Well before the year that exempts."""
PARTIAL = 5
"""Looks without minutes or of one matter only, which exempt nobody."""
REINSPECTIONS = 3
"""Old ones whose time to remedy has just run out."""
WITH_FINDINGS = 15

LEADING = "VAN_HOA"
OTHERS = ("CONG_AN", "QLTT", "Y_TE", "LAO_DONG", "PCCC")
FINDINGS = ("NO_LICENCE", "LICENCE_EXPIRED", "NO_CONTRACT", "NO_GUEST_BOOK", "OVER_HOURS", "FIRE_SAFETY")
ACTIONS = ("REMIND", "WARN", "FINE")
COMPLAINTS = (
    ComplaintState.CLEAR_SIGN, ComplaintState.CLEAR_SIGN, ComplaintState.RECEIVED, ComplaintState.RECEIVED,
    ComplaintState.VERIFIED, ComplaintState.VERIFIED, ComplaintState.DISMISSED,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoInspection:
    """Hold a past inspection of the row ``sheet!row``."""

    key: str
    agency: str
    on: date
    is_full: bool
    minutes_no: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoComplaint:
    """Hold a complaint about the row ``sheet!row``; nobody's name is in it."""

    key: str
    received_on: date
    state: ComplaintState
    ground: str = ""


Keyed = tuple[str, DemoBusiness]


def make_inspections(rng: Random, true: Sequence[Keyed], as_of: date) -> tuple[DemoInspection, ...]:
    """Return past inspections by date: recent ones of other agencies, old ones with their findings, partial ones."""
    owners = [one.entity for _, one in true]
    single = [key for key, one in true if owners.count(one.entity) == 1]
    shared = next(key for key, one in true if owners.count(one.entity) > 1)
    drawn = rng.sample(single, RECENT_SINGLE + OLD + PARTIAL)
    recent = [*drawn[:RECENT_SINGLE], shared]
    old, partial = drawn[RECENT_SINGLE : RECENT_SINGLE + OLD], drawn[RECENT_SINGLE + OLD :]
    made = [
        *(_inspection(rng, key, rng.choice(OTHERS), _before(rng, as_of, RECENT_DAYS)) for key in recent),
        *(_old(rng, key, number, as_of) for number, key in enumerate(old)),
        *(_partial(rng, key, number, as_of) for number, key in enumerate(partial)),
    ]
    return tuple(sorted(made, key=lambda inspection: (inspection.on, inspection.key)))


def make_complaints(
    rng: Random, true: Sequence[Keyed], inspections: Sequence[DemoInspection], *, grounds: Sequence[str], as_of: date
) -> tuple[DemoComplaint, ...]:
    """Return complaints; the first clear sign is about an establishment that would else be exempt."""
    exempting = {one.key for one in inspections if one.is_full and one.minutes_no and (as_of - one.on).days < 365}
    keys = [key for key, _ in true]
    exempt = rng.choice([key for key in keys if key in exempting])
    others = rng.sample([key for key in keys if key not in exempting], len(COMPLAINTS) - 1)
    reasons = iter(grounds)
    return tuple(
        DemoComplaint(
            key=key,
            received_on=_before(rng, as_of, (5, 60)),
            state=state,
            ground=next(reasons) if state is ComplaintState.CLEAR_SIGN else "",
        )
        for key, state in zip([exempt, *others], COMPLAINTS, strict=True)
    )


def _old(rng: Random, key: str, number: int, as_of: date) -> DemoInspection:
    """Return an old inspection: the first few with a remedy now overdue, some more with findings dealt with."""
    agency = LEADING if rng.random() < 0.7 else rng.choice(OTHERS)
    findings: tuple[Finding, ...] = ()
    if number < WITH_FINDINGS:
        due = _before(rng, as_of, (10, 40)) if number < REINSPECTIONS else None
        findings = (Finding(code=rng.choice(FINDINGS), action=rng.choice(ACTIONS), remedy_due_on=due),)
    return _inspection(rng, key, agency, _before(rng, as_of, OLD_DAYS), findings)


def _partial(rng: Random, key: str, number: int, as_of: date) -> DemoInspection:
    """Return a recent look that does not count: of one matter only, or without minutes."""
    on, is_full = _before(rng, as_of, RECENT_DAYS), number % 2 == 1
    minutes_no = "" if is_full else _minutes_no(rng, on)
    return DemoInspection(key=key, agency=rng.choice(OTHERS), on=on, is_full=is_full, minutes_no=minutes_no)


def _inspection(rng: Random, key: str, agency: str, on: date, findings: tuple[Finding, ...] = ()) -> DemoInspection:
    return DemoInspection(
        key=key, agency=agency, on=on, is_full=True, minutes_no=_minutes_no(rng, on), findings=findings
    )


def _minutes_no(rng: Random, on: date) -> str:
    return f"{rng.randint(1, 180):03d}/BB-{on.year}"


def _before(rng: Random, as_of: date, days: tuple[int, int]) -> date:
    return as_of - timedelta(days=rng.randint(*days))
