"""An office with a sealed round of many shifts, made by hand: every team has one evening, every evening its own stops.

Stops are ``E000`` on, in their order over the shifts; every cell (a commune and
a type) has two reserves, ``R..``. The clock stands after the last evening.
"""

import hashlib
import hmac
import json
from array import array
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from domain.accounts import AccountRole, Actor
from domain.establishments import Decision, Establishment, Status
from domain.places import Base, CommuneKey, Office, Position, PositionSource
from domain.plans import Plan
from domain.register_steps import RegisterChange, RegisterEntry, RegisterStep, StepKind
from domain.rounds import (
    Certificate,
    FrameRow,
    Reason,
    ReasonCode,
    Role,
    Round,
    RoundStatus,
    Sample,
    SampledEstablishment,
    SamplingRule,
)
from domain.routing import Location, Route, RoutingProblem, Solution, Stop, Verdict, Visit
from domain.teams import Shift, Team, TeamLevel
from domain.travel import TravelMatrix
from domain.visits import SheetId
from planner.selection.formats import frame_csv
from store import offices, plans, register_steps, rounds, teams
from store.sheets import FIRST_EPOCH
from workflow.field_keys import results_key
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
ROUND = "D2027-01"
EVENING = date(2027, 3, 8)
NOW = datetime(2027, 3, 20, 1, tzinfo=UTC)
RECEIVED = datetime(2027, 3, 8, 15, tzinfo=UTC)
COMMUNES = (CommuneKey(vintage="post2025", code="25522"), CommuneKey(vintage="post2025", code="25525"))
TYPES = ("KARAOKE", "NHANGHI")
LEAST_TEAMS = 40


def team_actor(team: str) -> Actor:
    """Return the account of a team."""
    return Actor(account=f"doan-{team}", role=AccountRole.TEAM, team=team)


def shift_id(n: int) -> str:
    """Return the evening of the n-th team, from 0."""
    return f"T{n:02d}-{EVENING.isoformat()}-T"


def stop_id(shift: int, order: int, *, stops: int) -> str:
    """Return the stop of a shift, both from 0."""
    return f"E{shift * stops + order:03d}"


def sealed_office(directory: Path, *, shifts: int = 3, stops: int = 4, others: int = 0) -> Workspace:
    """Open an office whose round is sealed with one evening for each team; ``others`` are registered and not drawn."""
    found = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    drawn = [stop_id(shift, order, stops=stops) for shift in range(shifts) for order in range(stops)]
    reserves = [f"R{n}" for n in range(2 * len(COMMUNES) * len(TYPES))]
    ids = [*drawn, *reserves, *(f"N{n:03d}" for n in range(others))]
    _register(found, ids, crews=shifts)
    sample = _sample(drawn, reserves, ids)
    with found.store.write() as connection:
        rounds.save_round(connection, _round(shifts))
        csv = frame_csv([_row(id_) for id_ in sorted(ids)])
        rounds.save_frame(connection, ROUND, csv=csv, digest="f" * 64, frozen_at=NOW)
        rounds.save_sample(connection, ROUND, sample)
    lay_plan(found, [[stop_id(n, order, stops=stops) for order in range(stops)] for n in range(shifts)], version=1)
    return found


def lay_plan(workspace: Workspace, routes: Sequence[Sequence[str]], *, version: int) -> Plan:
    """Put a version of the plan in force: the stops of each evening, in order."""
    ids = [stop for route in routes for stop in route]
    shifts = tuple(_shift(n) for n in range(len(routes)))
    size = len(ids) + 1
    plan = Plan(
        round_id=ROUND, version=version, verdict=Verdict(score=0.0, broken=()), input_digest="0" * 64,
        made_at=NOW, sealed_at=NOW,
        problem=RoutingProblem(
            name=ROUND,
            locations=(Location(id="b", lon=106.2, lat=11.6), *(Location(id=id_, lon=106.2, lat=11.6) for id_ in ids)),
            matrix=TravelMatrix(
                size=size, durations=array("i", [60] * size**2), distances=None, source="estimate", digest="d"
            ),
            visits=tuple(Visit(id=id_, location=id_, service_s=1800, windows=((64_800, 82_800),)) for id_ in ids),
            shifts=shifts,
        ),
        solution=Solution(
            routes=tuple(_route(n, route) for n, route in enumerate(routes)), unassigned=(), score=0.0, solver="hand",
            version="1", seed=1, iterations=0, stopped_by="iterations",
        ),
        reveal_at=tuple((shift.id, NOW - timedelta(days=12)) for shift in shifts),
    )  # fmt: skip
    with workspace.store.write() as connection:
        plans.save_plan(connection, plan)
    return plan


def result(stop: str, status: str = "inspected", **more: Any) -> dict[str, Any]:
    """Return one result as a tablet writes it; an inspected one is full, with minutes."""
    done = {"is_full": True, "minutes_no": f"{stop}/BB"} if status == "inspected" else {}
    return {
        "stop": stop, "kind": "establishment", "status": status, "edit": 1, "recorded_at": "2027-03-08T20:00:00+07:00",
        "agencies": ["VAN_HOA"], "note": "", **done, **more,
    }  # fmt: skip


def results_text(
    workspace: Workspace,
    results: Sequence[dict[str, Any]],
    *,
    shift: int = 0,
    revision: int = 1,
    epoch: int = FIRST_EPOCH,
    device: str = "",
    key: str | None = None,
    **body: Any,
) -> str:
    """Return a RESULTS.json of a shift; ``key`` "" sends it without a mark, another one forges it."""
    sheet = SheetId(round_id=ROUND, shift=shift_id(shift), revision=revision, epoch=epoch)
    said = {
        "schema": 1, "sheet": sheet.text, "team": f"T{shift:02d}", "shift": sheet.shift, "revision": revision,
        "device": device or f"{shift:016x}", "made_at": "2027-03-08T21:00:00+07:00", "results": list(results), **body,
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False)
    key = results_key(workspace, sheet) if key is None else key
    mark = hmac.new(bytes.fromhex(key), text.encode("utf-8"), hashlib.sha256).hexdigest() if key else ""
    return json.dumps({"schema": 1, "body": text, "mark": mark}, ensure_ascii=False)


def _register(workspace: Workspace, ids: Sequence[str], *, crews: int) -> None:
    office = Office(
        id="o", name="Phòng Văn hóa và Thông tin", superior="UBND huyện Tân Châu", place="Tân Châu",
        vintage="post2025", communes=COMMUNES, bases=(Base(id="b", name="Trụ sở", lon=106.2, lat=11.6),), demo_at=NOW,
    )  # fmt: skip
    import workflow

    workflow.create_office(workspace, PLANNER, office=office)
    with workspace.store.write() as connection:
        teams.save_teams(connection, [_team(n) for n in range(max(crews, LEAST_TEAMS))])
        offices.save_rule(connection, SamplingRule())
        register_steps.take_step(
            connection,
            RegisterStep(
                number=0, kind=StepKind.IMPORT, at=NOW, account="thu", file_name="ds.xlsx", digest="0" * 64,
                rows_read=len(ids),
            ),
            changes=[
                RegisterChange(establishment_id=id_, before=None, after=RegisterEntry(establishment=_establishment(id_)))
                for id_ in ids
            ],
            contacts=(), file_issues=(),
        )  # fmt: skip


def _cell(id_: str) -> tuple[CommuneKey, str]:
    n = int(id_[1:])
    return COMMUNES[n % len(COMMUNES)], TYPES[n // len(COMMUNES) % len(TYPES)]


def _establishment(id_: str) -> Establishment:
    commune, kind = _cell(id_)
    return Establishment(
        id=id_, entity_id=f"e-{id_}", name=f"Cơ sở {id_}", type=kind, type_raw=kind, hamlet="ấp 1",
        address_raw="số 1, ấp 1", commune_raw="", commune_reported=commune, commune_now=commune, coords_raw="",
        position=Position(lon=106.2, lat=11.6, source=PositionSource.GIVEN, quality="A", accuracy_m=10),
        status=Status.ACTIVE, decision=Decision.ACCEPTED,
    )  # fmt: skip


def _row(id_: str) -> FrameRow:
    commune, kind = _cell(id_)
    return FrameRow(
        id=id_, commune=commune.code, type=kind, score=0, must=False, exempt=False, done=False, lon=106.2, lat=11.6
    )


def _sample(drawn: Sequence[str], reserves: Sequence[str], ids: Sequence[str]) -> Sample:
    def row(id_: str) -> SampledEstablishment:
        role = Role.LOTTERY if id_ in drawn else Role.RESERVE if id_ in reserves else Role.NOT_DRAWN
        code = {Role.LOTTERY: ReasonCode.LOTTERY, Role.RESERVE: ReasonCode.RESERVE}.get(role, ReasonCode.NOT_DRAWN)
        return SampledEstablishment(
            establishment_id=id_, role=role, reason=Reason(code=code), chance=Fraction(len(drawn), len(ids))
        )

    return Sample(
        size=len(drawn), lower_bound=len(drawn), certificate=Certificate(communes=(), types=()), must=(), risk=(),
        lottery=tuple(drawn), reserves=tuple(reserves), chance=Fraction(len(drawn), len(ids)),
        rows=tuple(row(id_) for id_ in sorted(ids)), frame_hash="f" * 64, plan_hash="a" * 64, seed="0" * 64,
        method="1", drawn_at=NOW,
    )  # fmt: skip


def _round(shifts: int) -> Round:
    return Round(
        id=ROUND, title="Đợt 1 năm 2027", starts_on=EVENING, ends_on=EVENING + timedelta(days=11),
        rule=SamplingRule(), status=RoundStatus.SEALED, teams=tuple(f"T{n:02d}" for n in range(shifts)),
        frozen_on=date(2027, 3, 1), decision_no="1/QĐ", decision_on=date(2027, 3, 1), signer="Trưởng phòng",
    )  # fmt: skip


def _team(n: int) -> Team:
    return Team(id=f"T{n:02d}", name=f"Đoàn {n:02d}", level=TeamLevel.AREA, base="b", agencies=("VAN_HOA", "CONG_AN"))


def _shift(n: int) -> Shift:
    return Shift(
        id=shift_id(n), team=f"T{n:02d}", date=EVENING, start_s=64_800, end_s=82_800, start_location="b",
        end_location="b", max_duty_s=18_000, agencies=("VAN_HOA", "CONG_AN"),
    )  # fmt: skip


def _route(n: int, route: Sequence[str]) -> Route:
    times = [64_800 + 1860 * k for k in range(len(route))]
    return Route(
        shift=shift_id(n), departure_s=64_740, return_s=82_000, travel_s=60 * len(route), break_start_s=None,
        stops=tuple(
            Stop(visit=id_, arrival_s=at, wait_s=0, start_s=at, leave_s=at + 1800)
            for id_, at in zip(route, times, strict=True)
        ),
    )  # fmt: skip
