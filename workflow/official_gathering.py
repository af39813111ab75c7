"""A round as its official papers need it: names for every code, counts of its frame, what was done."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.ceremony import apply_changes
from domain.errors import ConflictError
from domain.inspections import Inspection
from domain.rounds import FrameRow, Round
from domain.sheets import FieldRule
from domain.units import required_count
from planner.selection.formats import read_frame
from store import ceremonies, establishments, inspections, places, results, rounds, teams
from workflow.offices import agency_labels, office_of, read_now, read_types, types_of
from workflow.paper_settings import settings_of
from workflow.plan_papers import drawn_paper, plan_paper
from workflow.round_results import count_round
from workflow.rounds import round_of
from workflow.showing import read_plan
from workflow.visit_codes import visit_code
from workflow.workspace import Workspace
from workflow.year_counts import year_counts

if TYPE_CHECKING:
    from documents.minutes_paper import DrawMinutes
    from documents.official_facts import Letterhead, OfficialFacts, PaperCommune, PaperPlace, PaperTeam, RoundResults
    from documents.plan_paper import PlanPaper


def official_facts(workspace: Workspace, actor: Actor, *, round_id: str) -> "OfficialFacts":
    """Return what a round's official papers are written from; without a plan, what the draw tells.

    Raises
    ------
    ConflictError
        ``plan.not_drawn`` before the draw.
    """
    from documents.official_facts import OfficialFacts

    view = read_plan(workspace, actor, round_id=round_id)
    plan = (plan_paper if view else drawn_paper)(workspace, actor, round_id=round_id)
    shifts = view.shifts if view else ()
    found, frame = round_of(workspace, round_id), frame_rows(workspace, round_id)
    now = read_now(workspace)
    return OfficialFacts(
        letterhead=letterhead_of(workspace), settings=settings_of(workspace), round=found, plan=plan,
        registered=Counter((row.commune, row.type) for row in frame), types=read_types(workspace),
        communes=_communes(workspace, found, frame), teams=_teams(workspace, found),
        places=_places(workspace, round_id, plan), bases=_bases(workspace, now.date()),
        duties=_duties(workspace, now.date()), crews={shift.shift: shift.agencies for shift in shifts},
        hours={shift.shift: (shift.start_s, shift.end_s) for shift in shifts},
        labels=agency_labels(workspace), results=_results(workspace, round_id, frame, on=now.date()),
        year=year_counts(workspace, actor), draw=_draw(workspace, round_id),
    )  # fmt: skip


def letterhead_of(workspace: Workspace) -> "Letterhead":
    """Return how the office signs."""
    from documents.official_facts import Letterhead

    office = office_of(workspace)
    return Letterhead(superior=office.superior, office=office.name, place=office.place)


def frame_rows(workspace: Workspace, round_id: str) -> tuple[FrameRow, ...]:
    """Return what was in scope at a round's freeze."""
    with workspace.store.read() as connection:
        frame = rounds.read_frame(connection, round_id)
    if frame is None:
        raise ConflictError("plan.not_drawn")
    return tuple(read_frame(frame[0]))


def _communes(workspace: Workspace, found: Round, frame: tuple[FrameRow, ...]) -> tuple["PaperCommune", ...]:
    from documents.official_facts import PaperCommune

    with workspace.store.read() as connection:
        known = {commune.key: commune for commune in places.read_communes(connection)}
        successions = places.read_successions(connection)
    counted = Counter(row.commune for row in frame)
    named = {key: f"{commune.kind} {commune.name}" for key, commune in known.items()}
    return tuple(
        PaperCommune(
            code=key.code, name=named[key],
            former_names=tuple(named[s.old] for s in successions if s.new == key and s.old in named),
            need=required_count(counted[key.code], found.rule.commune_floor_bp),
        )
        for key in office_of(workspace).communes
    )  # fmt: skip


def _teams(workspace: Workspace, found: Round) -> tuple["PaperTeam", ...]:
    from documents.official_facts import PaperTeam

    with workspace.store.read() as connection:
        crews = teams.read_teams(connection)
    return tuple(PaperTeam(id=t.id, name=t.name, agencies=t.agencies) for t in crews if t.id in found.teams)


def _places(workspace: Workspace, round_id: str, plan: "PlanPaper") -> Mapping[str, "PaperPlace"]:
    from documents.official_facts import PaperPlace

    with workspace.store.read() as connection:
        known = {e.id: e for e in establishments.read_establishments(connection)}
    stops = {stop.establishment.id for shift in plan.shifts for stop in shift.stops}
    listed = stops | {item.id for item in (*plan.selected, *plan.reserves, *plan.newcomers)}
    return {
        id_: PaperPlace(
            commune=e.commune_now.code if e.commune_now else "", type=e.type or "", reg_no=e.reg_no,
            licence_no=e.licence_no,
            code=visit_code(workspace, round_id=round_id, establishment=id_) if id_ in stops else "",
        )
        for id_ in sorted(listed)
        if (e := known[id_])
    }  # fmt: skip


def _bases(workspace: Workspace, on: date) -> Mapping[str, tuple[str, ...]]:
    """Return the acts that each kind of paper names on a day; what nobody has read is marked."""
    text = (workspace.reference.directory / "rules" / "legal_bases.csv").read_text(encoding="utf-8")
    say = workspace.reference.words.say
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        is_over = bool(row["valid_to"]) and date.fromisoformat(row["valid_to"]) < on
        if is_over or date.fromisoformat(row["valid_from"]) > on:
            continue
        label = row["label"] if row["checked"] == "yes" else say("official.unchecked", label=row["label"])
        for kind in row["papers"].split(";"):
            found.setdefault(kind, []).append(label)
    return {kind: tuple(labels) for kind, labels in found.items()}


def _duties(workspace: Workspace, on: date) -> Mapping[str, tuple[FieldRule, ...]]:
    rules = workspace.reference.field_rules
    return {code: rules.checklist(code, on=on) for code in ("", *(kind.code for kind in types_of(workspace)))}


def _results(workspace: Workspace, round_id: str, frame: tuple[FrameRow, ...], *, on: date) -> "RoundResults":
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, round_id)
        changes = ceremonies.read_changes(connection, round_id)
        known = inspections.read_inspections(connection)
        recorded = results.read_results(connection, round_id)
        names = {commune.key.code: f"{commune.kind} {commune.name}" for commune in places.read_communes(connection)
                 if commune.key in office_of(workspace).communes}  # fmt: skip
    listed = apply_changes(sample.selected, changes) if sample else ()
    return count_round(
        on=on, frame=frame, listed=listed, done=[one for one in known if one.round_id == round_id],
        earlier=_earlier(known, round_of(workspace, round_id)), recorded=recorded,
        labels=(names, read_types(workspace)),
    )  # fmt: skip


def _earlier(known: Iterable[Inspection], found: Round) -> list[Inspection]:
    """Return the inspections of the office's own rounds of the year before a round began."""
    own = (one for one in known if one.round_id and one.round_id != found.id)
    return [one for one in own if one.on.year == found.starts_on.year and one.on < found.starts_on]


def _draw(workspace: Workspace, round_id: str) -> "DrawMinutes | None":
    """Return what the minutes of the draw are made from, None where the round has no numbered draw."""
    from workflow.minutes import minutes_paper

    with workspace.store.read() as connection:
        if ceremonies.draw_of_round(connection, round_id) is None:
            return None
    return minutes_paper(workspace, round_id)
