"""What a year brought beside inspections, for the side tables of the report: complaints, communication, commitments."""

from collections import defaultdict
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.targets import CommuneReport, TargetCode
from store import targets
from workflow.offices import commune_names
from workflow.regulation_cover import regulation_cover
from workflow.targets import read_targets
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from documents.official_facts import YearCounts


def year_counts(workspace: Workspace, actor: Actor) -> "YearCounts":
    """Return the counts of the calendar year as they stand, communes in the order of the office."""
    from documents.official_facts import CommuneYear, YearCounts

    view = read_targets(workspace, actor)
    heard = next(one for one in view.targets if one.code is TargetCode.COMPLAINTS)
    with workspace.store.read() as connection:
        reports: dict[str, list[CommuneReport]] = defaultdict(list)
        for one in targets.read_reports(connection):
            if one.year == view.year:
                reports[one.commune.code].append(one)
    signed, names = regulation_cover(workspace, year=view.year, regulation="").rows, commune_names(workspace)
    return YearCounts(
        year=view.year, received=heard.denominator, verified=heard.parts.get("verified", 0), in_time=heard.numerator,
        communes=tuple(
            CommuneYear(
                label=names.get(row.code, row.code), commitments=row.commitments,
                communications=sum(len(one.communications) for one in reports[row.code]),
                audience=sum(said.audience for one in reports[row.code] for said in one.communications),
            )
            for row in signed
        ),
    )  # fmt: skip
