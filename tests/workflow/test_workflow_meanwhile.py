"""Two planners at once: the second one's write is refused, names the first one, and loses nothing of either."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from results_office import RECEIVED, result, results_text, sealed_office, team_actor

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, NotAllowedError
from domain.inspections import ComplaintState, RemedyState
from domain.rounds import SamplingRule
from domain.shift_calendar import WeeklyShift
from domain.targets import CommuneReport
from domain.teams import Holiday
from workflow.workspace import Workspace

FIRST = Actor(account="an", role=AccountRole.PLANNER)
SECOND = Actor(account="binh", role=AccountRole.PLANNER)
YEAR = 2027


@pytest.fixture
def workspace(tmp_path: Path):
    found = sealed_office(tmp_path / "office")
    yield found
    found.store.close()


Read = Callable[[Workspace], Any]
Changed = Callable[[Any, str], Any]


def letterhead(workspace: Workspace) -> tuple[str, str, str]:
    office = workflow.read_office(workspace, FIRST)
    return office.name, office.superior, office.place


def report(workspace: Workspace) -> CommuneReport | None:
    return next(iter(workflow.list_commune_reports(workspace, FIRST, year=YEAR)), None)


def part(name: str) -> Read:
    return lambda workspace: getattr(workflow.read_setup(workspace, FIRST), name)


def named(values: tuple[Any, ...], text: str, field: str = "name") -> tuple[Any, ...]:
    return (replace(values[0], **{field: text}), *values[1:])


PARTS: Mapping[str, tuple[str, Read, Callable[[Any, str], dict[str, Any]]]] = {
    "letterhead": (
        "save_letterhead", letterhead,
        lambda seen, text: {"name": text, "superior": seen[1], "place": seen[2]},
    ),
    "bases": (
        "save_bases", lambda workspace: workflow.read_office(workspace, FIRST).bases,
        lambda seen, text: {"bases": named(seen, text)},
    ),
    "rule": ("save_rule", part("rule"), lambda seen, text: {"rule": replace(seen, rate_bp=2000 + 100 * len(text))}),
    "rounds": (
        "open_round", lambda workspace: tuple(one.id for one in workflow.list_rounds(workspace, FIRST)),
        lambda seen, text: {
            "title": text, "starts_on": date(YEAR, 6, 7), "ends_on": date(YEAR, 6, 18), "rule": SamplingRule(),
            "teams": ("T00",),
        },
    ),
    "types": ("save_types", part("types"), lambda seen, text: {"types": named(seen, text, "label")}),
    "teams": ("save_teams", part("teams"), lambda seen, text: {"crews": named(seen, text)}),
    "weekly": (
        "save_weekly", part("weekly"),
        lambda seen, text: {
            "pattern": (WeeklyShift(team="T00", weekday=len(text) % 7, start_s=68_400, end_s=79_200, max_duty_s=10_800),)
        },
    ),
    "holidays": (
        "save_holidays", part("own_holidays"),
        lambda seen, text: {"holidays": (*seen, Holiday(on=date(YEAR, 6, len(text)), name=text, is_checked=True))},
    ),
    "shift_cost": ("save_shift_cost", lambda w: workflow.read_shift_cost(w, FIRST), lambda seen, text: {"dong": len(text)}),
    "sheets": (
        "save_field_settings", lambda workspace: workflow.read_field_settings(workspace, FIRST),
        lambda seen, text: {"settings": replace(seen, alarm_text=text)},
    ),
    "papers": (
        "save_paper_settings", lambda workspace: workflow.read_paper_settings(workspace, FIRST),
        lambda seen, text: {"settings": replace(seen, symbol=text)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_the_second_write_is_refused_and_the_first_one_stays(workspace: Workspace, name: str) -> None:
    function, read, changed = PARTS[name]
    save, seen = getattr(workflow, function), read(workspace)
    save(workspace, FIRST, **changed(seen, "của An"), seen=seen)
    kept = read(workspace)
    assert kept != seen
    with pytest.raises(ConflictError) as refused:
        save(workspace, SECOND, **changed(seen, "của Bình"), seen=seen)
    assert (refused.value.code, refused.value.params["account"]) == ("changed.meanwhile", "an")
    assert read(workspace) == kept
    # Whoever has looked at what is kept now may go on.
    save(workspace, SECOND, **changed(kept, "của Bình nữa"), seen=kept)
    assert read(workspace) not in (kept, seen)
    last = workflow.last_change(workspace, FIRST, part=name)
    assert last is not None and last.account == "binh"


def test_two_parts_of_the_office_do_not_overwrite_each_other(workspace: Workspace) -> None:
    seen, bases = letterhead(workspace), workflow.read_office(workspace, FIRST).bases
    workflow.save_bases(workspace, FIRST, bases=named(bases, "Trụ sở mới"), seen=bases)
    workflow.save_letterhead(workspace, SECOND, name="Phòng mới", superior=seen[1], place=seen[2], seen=seen)
    office = workflow.read_office(workspace, FIRST)
    assert (office.name, office.bases[0].name) == ("Phòng mới", "Trụ sở mới")


def test_a_door_that_showed_nothing_replaces(workspace: Workspace) -> None:
    workflow.save_shift_cost(workspace, FIRST, dong=1)
    workflow.save_shift_cost(workspace, SECOND, dong=2)
    assert workflow.read_shift_cost(workspace, FIRST) == 2


def test_a_complaint_triaged_meanwhile(workspace: Workspace) -> None:
    lists = workflow.complaint_lists(workspace, FIRST)
    kind = next(one.code for one in lists.clocks if not one.is_crime)
    today = workflow.read_now(workspace).date()
    heard = workflow.record_complaint(
        workspace, FIRST, kind=kind, channel=next(iter(lists.channels)), received_on=today, establishment_id="E000"
    )
    workflow.triage_complaint(workspace, FIRST, complaint=heard.id, state=ComplaintState.DISMISSED, seen=heard)
    with pytest.raises(ConflictError) as refused:
        workflow.triage_complaint(workspace, SECOND, complaint=heard.id, state=ComplaintState.VERIFIED, seen=heard)
    assert (refused.value.code, refused.value.params["account"]) == ("changed.meanwhile", "an")
    (kept,) = (one.complaint for one in workflow.list_complaints(workspace, FIRST) if one.complaint.id == heard.id)
    assert (kept.state, kept.triaged_by) == (ComplaintState.DISMISSED, "an")


def test_a_remedy_closed_meanwhile(workspace: Workspace) -> None:
    finding = {"code": "NO_CONTRACT", "action": "REMIND", "remedy_due_on": "2027-12-31"}
    text = results_text(workspace, (result("E000", findings=[finding]),), shift=0)
    workflow.take_results(workspace, team_actor("T00"), text=text, received_at=RECEIVED)
    (found,) = workflow.list_remedies(workspace, FIRST).remedies
    said = {"inspection": found.remedy.inspection_id, "code": found.remedy.code, "remedied_on": found.on}
    workflow.close_remedy(workspace, FIRST, **said, document="CV 1")
    with pytest.raises(ConflictError, match=r"remedy\.closed"):
        workflow.close_remedy(workspace, SECOND, **said, document="CV 2")
    (now,) = workflow.list_remedies(workspace, FIRST).remedies
    assert (now.remedy.state, now.remedy.document) == (RemedyState.DONE, "CV 1")


def test_only_a_planner_learns_who_changed_what(workspace: Workspace) -> None:
    with pytest.raises(NotAllowedError):
        workflow.last_change(workspace, Actor(account="l", role=AccountRole.LEADER), part="rule")
    assert workflow.last_change(workspace, FIRST, part="rule") is None
