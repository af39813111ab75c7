"""What becomes of one received result, beside what is known of the same visit (docs/formats/field.md)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.visits import Intake, KeptResult, ResultState, VisitResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Hold what becomes of a result; ``superseded`` are the ids that it puts out of force."""

    intake: Intake
    reason: str = ""
    superseded: tuple[str, ...] = ()


def judge(result: VisitResult, known: Sequence[KeptResult], *, blocked: str = "") -> Verdict:
    """Return what becomes of a result.

    Parameters
    ----------
    known
        What was received of the same visit before, in any state.
    blocked
        Why the plan in force has no place for it, a code; "" where it has.

    Notes
    -----
    The order of one device's results is its ``edit``. Another device never
    overwrites: the planner lets one of the two stand.
    """
    own = [one for one in known if one.result.device == result.device]
    same = [one for one in own if one.result.edit == result.edit]
    if any(one.result == result for one in same):
        return Verdict(intake=Intake.IGNORED, reason="same")
    if any(one.result.edit > result.edit for one in own):
        return Verdict(intake=Intake.IGNORED, reason="earlier")
    waiting = tuple(one.id for one in own if one.state is ResultState.CONFLICT and one not in same)
    if same:
        return Verdict(intake=Intake.CONFLICT, reason="other_content", superseded=waiting)
    if blocked:
        return Verdict(intake=Intake.CONFLICT, reason=blocked, superseded=waiting)
    if any(one.state is ResultState.KEPT and one not in own for one in known):
        return Verdict(intake=Intake.CONFLICT, reason="other_device", superseded=waiting)
    replaced = tuple(one.id for one in own if one.state is ResultState.KEPT)
    return Verdict(intake=Intake.ACCEPTED, superseded=waiting + replaced)
