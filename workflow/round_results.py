"""What a round has done, counted for its report: establishments and visits, findings by action, states of the list."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from domain.inspections import FINE, Inspection
from domain.rounds import FrameRow
from domain.visits import KeptResult, ResultState, VisitStatus

if TYPE_CHECKING:
    from documents.official_facts import ResultRow, RoundResults

NONE = "none"
"""State of an establishment of the list of which nothing was recorded."""


def count_round(
    *,
    on: date,
    frame: Iterable[FrameRow],
    listed: Iterable[str],
    done: Iterable[Inspection],
    earlier: Iterable[Inspection] = (),
    recorded: Iterable[KeptResult],
    labels: tuple[Mapping[str, str], Mapping[str, str]],
) -> "RoundResults":
    """Return the counts of a round.

    Parameters
    ----------
    listed
        Who was to be visited.
    done
        The round's own inspections; only full ones with minutes count.
    earlier
        Those of the year's earlier rounds: a target of the year counts them too.
    recorded
        What teams recorded, in the order of arrival.
    labels
        Of communes and of types, by code, in the order of the tables.
    """
    from documents.official_facts import RoundResults

    rows = tuple(frame)
    counted = [one for one in done if one.counts]
    communes, types = labels
    tables = [
        tuple(
            _row(label, [r for r in rows if key(r) == code], counted)
            for code, label in names.items()
            if any(key(r) == code for r in rows)
        )
        for names, key in ((types, _type), (communes, _commune))
    ]
    ids, here = {row.id for row in rows}, {one.establishment_id for one in counted}
    states = _states(listed, here, recorded)
    findings = [finding for one in counted for finding in one.findings]
    return RoundResults(
        on=on, total=_row("", rows, counted), types=tables[0], communes=tables[1], states=states,
        open_findings=sum(one.remedied_on is None for one in findings),
        closed_findings=sum(one.remedied_on is not None for one in findings),
        done_before=len({one.establishment_id for one in earlier if one.counts and one.establishment_id in ids} - here),
    )  # fmt: skip


def _type(row: FrameRow) -> str:
    return row.type


def _commune(row: FrameRow) -> str:
    return row.commune


def _row(label: str, rows: Iterable[FrameRow], counted: Iterable[Inspection]) -> "ResultRow":
    """Count the rows of one group; an establishment counts once for each action, however many findings it has."""
    from documents.official_facts import ResultRow

    ids = {row.id for row in rows}
    own = [one for one in counted if one.establishment_id in ids]
    actions = {(one.establishment_id, finding.action) for one in own for finding in one.findings if finding.action}
    return ResultRow(
        label=label, registered=len(ids), inspected=len({one.establishment_id for one in own}), visits=len(own),
        found=len({one.establishment_id for one in own if one.findings}),
        actions=dict(Counter(action for _, action in sorted(actions))), fine_dong=_fines(own),
    )  # fmt: skip


def _fines(done: Iterable[Inspection]) -> int | None:
    """Return the sum of the fines in đồng, None where one is not known."""
    amounts = [finding.fine_dong for one in done for finding in one.findings if finding.action == FINE]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _states(listed: Iterable[str], inspected: set[str], recorded: Iterable[KeptResult]) -> dict[str, int]:
    last = {one.result.stop: one.result.status for one in recorded if one.state is ResultState.KEPT}
    counted = Counter(_state(id_, inspected, last.get) for id_ in listed)
    order = [VisitStatus.INSPECTED, *(s for s in VisitStatus if s is not VisitStatus.INSPECTED), NONE]
    return {str(state): counted[str(state)] for state in order if counted[str(state)]}


def _state(id_: str, inspected: set[str], last: Callable[[str], VisitStatus | None]) -> str:
    """Return in which state an establishment is; one without full minutes is not inspected."""
    if id_ in inspected:
        return str(VisitStatus.INSPECTED)
    status = last(id_)
    return str(VisitStatus.ARRIVED if status is VisitStatus.INSPECTED else status or NONE)
