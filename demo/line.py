"""The whole line on the demo office: from written facts to papers."""

import csv
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import geopandas as gpd

import workflow
from demo.boundaries import schematic_boundaries
from demo.names import read_names
from demo.office import DemoOffice, make_demo
from demo.roads import read_road_lines, skeleton_roads
from demo.workbook import write_register
from domain.accounts import AccountRole, Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError
from domain.inspections import Complaint, Inspection
from domain.plans import Plan
from domain.progress import OnProgress, ShouldStop, never, silent
from geo.boundaries import write_boundaries
from geo.roads import write_network
from planner.routing.formats import problem_json, solution_json
from planner.selection.formats import draw_json, rule_toml
from store.establishments import read_establishments
from store.rounds import read_frame, read_sample
from workflow.workspace import Workspace

DEMO = Actor(account="demo", role=AccountRole.PLANNER)
AS_OF = date(2027, 3, 1)
SEED = 20270301
REGISTER = "register.xlsx"
STEPS = ("office", "places", "register", "history", "plan", "papers")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """Hold what the demo prints: figures that repeat, and apart from them the seconds of each step."""

    figures: dict[str, object]
    seconds: dict[str, float]


def set_up_demo(workspace: Workspace, *, as_of: date = AS_OF, seed: int = SEED, actor: Actor = DEMO) -> DemoOffice:
    """Make the demo office with its places, its workbook in DIR and its history; nothing is imported yet.

    Raises
    ------
    ConflictError
        ``demo.not_empty`` where the office has a register already.
    """
    with workspace.store.read() as connection:
        if read_establishments(connection):
            raise ConflictError("demo.not_empty")
    reference = workspace.reference
    facts = reference.directory / "facts"
    outline = [(float(row["lon"]), float(row["lat"])) for row in _rows(facts / "outline.csv")]
    former, in_force = schematic_boundaries(reference.communes, outline=outline, successions=reference.successions)
    demo = make_demo(
        communes=reference.communes, successions=reference.successions, vintages=reference.vintages,
        types=reference.types, boundaries=former, names=read_names(_text(facts / "names.toml")), seed=seed,
        as_of=as_of,
    )  # fmt: skip
    workflow.create_office(
        workspace, actor, office=demo.office, hamlets=demo.hamlets, teams_=demo.teams, shifts=demo.shifts,
        rule=demo.rule,
    )  # fmt: skip
    _load_places(workspace, actor, former=former, in_force=in_force, outline=outline)
    write_register(demo, workspace.settings.directory / REGISTER)
    return demo


def take_register(
    workspace: Workspace, demo: DemoOffice, *, actor: Actor = DEMO, on_progress: OnProgress = silent
) -> None:
    """Import the demo's workbook and attach its history to the rows it names."""
    path = workspace.settings.directory / REGISTER
    workflow.import_register(workspace, actor, path=path, file_name=REGISTER, on_progress=on_progress)
    with workspace.store.read() as connection:
        ids = {f"{e.source_sheet}!{e.source_row}": e.id for e in read_establishments(connection)}
    done = [
        Inspection(
            id=f"KT-{n:05d}",
            establishment_id=ids[i.key],
            agency=i.agency,
            on=i.on,
            is_full=i.is_full,
            minutes_no=i.minutes_no,
            findings=i.findings,
        )
        for n, i in enumerate(demo.inspections, start=1)
    ]
    complaints = [
        Complaint(
            id=f"TB-{n:04d}", establishment_id=ids[c.key], received_on=c.received_on, state=c.state, ground=c.ground
        )
        for n, c in enumerate(demo.complaints, start=1)
    ]
    workflow.record_history(workspace, actor, done=done, complaints=complaints)


def run_demo(
    workspace: Workspace,
    *,
    as_of: date = AS_OF,
    seed: int = SEED,
    seconds: float | None = None,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
    actor: Actor = DEMO,
) -> DemoResult:
    """Run the whole line: office, register, round, draw, plan, papers."""
    spent: dict[str, float] = {}

    def step(name: str, work: Callable[[], Value]) -> Value:
        on_progress(name, len(spent), len(STEPS))
        started = time.perf_counter()
        value = work()
        spent[name] = round(time.perf_counter() - started, 3)
        return value

    demo = step("office", lambda: set_up_demo(workspace, as_of=as_of, seed=seed, actor=actor))
    step("register", lambda: take_register(workspace, demo, actor=actor))
    draft = workflow.default_round(workspace, actor)
    opened = workflow.open_round(
        workspace, actor, title=draft.title, starts_on=draft.starts_on, ends_on=draft.ends_on, rule=draft.rule,
        teams=draft.teams,
    )  # fmt: skip
    ticket = sha256_hex(f"demo|{seed}|{as_of.isoformat()}")
    plan = step(
        "plan",
        lambda: workflow.plan_round(
            workspace, actor, round_id=opened.id, seed=ticket, seconds=seconds, should_stop=should_stop
        ),
    )
    papers = step("papers", lambda: write_demo_papers(workspace, actor, plan))
    on_progress("done", len(STEPS), len(STEPS))
    return DemoResult(figures=figures(workspace, actor, plan, papers), seconds=spent)


def figures(workspace: Workspace, actor: Actor, plan: Plan, papers: list[str]) -> dict[str, object]:
    """Return what `demo --json` prints, without a time in it."""
    register = workflow.read_register(workspace, actor)
    view = workflow.read_plan(workspace, actor, round_id=plan.round_id)
    return {
        "rows_read": register.rows_read,
        "registered": view.registered,
        "required": view.required,
        "selected": view.selected,
        "must": view.must,
        "risk": view.risk,
        "lottery": view.lottery,
        "shifts": view.shifts_used,
        "routed": sum(len(shift.stops) for shift in view.shifts),
        "unassigned": [
            {
                "visit": u.visit,
                "reasons": [{"code": r.code, "shift": r.shift, "params": dict(r.params)} for r in u.reasons],
            }
            for u in view.unassigned
        ],
        "rules_broken": view.rules_broken,
        "travel_source": view.travel_source,
        "stopped_by": plan.solution.stopped_by,
        "papers": papers,
    }


def write_demo_papers(workspace: Workspace, actor: Actor, plan: Plan) -> list[str]:
    """Write the papers of the plan to DIR/papers and return their paths relative to DIR."""
    home = workspace.settings.directory / "papers"
    home.mkdir(exist_ok=True)
    for paper in workflow.write_papers(workspace, actor, round_id=plan.round_id):
        (home / paper.file_name).write_bytes(workflow.read_paper(workspace, actor, paper.id)[1])
    map_id = workflow.coverage_map(workspace, actor).id
    (home / "coverage-map.html").write_bytes(workflow.read_coverage_map(workspace, actor, map_id))
    with workspace.store.read() as connection:
        sample, frame = read_sample(connection, plan.round_id), read_frame(connection, plan.round_id)
    if sample is None or frame is None:
        raise ConflictError("plan.not_drawn")
    rule = next(r.rule for r in workflow.list_rounds(workspace, actor) if r.id == plan.round_id)
    texts = {
        "problem.json": problem_json(plan.problem),
        "solution.json": solution_json(plan.solution),
        "frame.csv": frame[0],
        "rule.toml": rule_toml(rule),
        "draw.json": json.dumps(draw_json(sample), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    }
    for name, text in texts.items():
        (home / name).write_text(text, encoding="utf-8", newline="\n")
    return sorted(path.relative_to(workspace.settings.directory).as_posix() for path in home.iterdir())


def _load_places(
    workspace: Workspace,
    actor: Actor,
    *,
    former: gpd.GeoDataFrame,
    in_force: gpd.GeoDataFrame,
    outline: list[tuple[float, float]],
) -> None:
    directory = workspace.settings.directory
    for frame in (former, in_force):
        vintage = str(frame["vintage"].iloc[0])
        path = directory / f"{vintage}.geojson"
        write_boundaries(frame, path)
        workflow.load_boundaries(workspace, actor, path=path, vintage=vintage)
        path.unlink()
    reference = workspace.reference
    centres = [(c.centre_lon, c.centre_lat) for c in reference.communes if c.key.vintage == former["vintage"].iloc[0]]
    main = read_road_lines(_text(reference.directory / "facts" / "roads.csv"))
    network = directory / "roads" / "network.osm.pbf"
    network.parent.mkdir(exist_ok=True)
    write_network(skeleton_roads(main, centres=centres, outline=outline), network)
    workflow.load_roads(workspace, actor, path=network)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(path).splitlines()))
