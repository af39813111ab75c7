"""An office for the load: a sealed round of one evening a team, doubts to pass over, planners and tablets signed in."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from results_office import PLANNER, ROUND, result, results_text, sealed_office, stop_id

import workflow
from access.accounts import create_account
from access.first_accounts import FILE_NAME
from benchmarks.load import Load, LoadedPlanner, LoadedTablet, Ratios, Told, quiet_seconds, ratios, run_load
from benchmarks.served_office import ServedOffice, serve_office
from domain.accounts import AccountRole
from domain.issues import Issue, IssueState, KeptIssue, Severity
from domain.visits import KeptResult, ResultState
from store import audit, establishments, results
from workflow.backing_up import move_database
from workflow.reference import load_reference
from workflow.workspace import ROOT, Workspace, open_workspace, settings_from

PAGES = ("start", "register", "map", "round", "plan", "results", "coverage", "papers", "audit")
DOUBTS, STOPS = 2, 4
PASSWORD = "mật khẩu để thử 1"
SIGNING_IN = 4
QUIET_TIMES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Say how many work at once."""

    planners: int
    tablets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Hold what clients were told, what the store keeps, and what the server needed."""

    load: Load
    kept: tuple[KeptResult, ...]
    lines: Counter[str]
    is_chain_whole: bool
    dismissed: int
    steps: int
    name: str
    log: str
    peak_mb: float
    longer: Mapping[str, Ratios]


def load_office(home: Path, crowd: Crowd, *, database: str = "") -> Outcome:
    """Make the office, move it into a database where one is named, let the crowd work, and look at what came of it."""
    directory, log = home / "office", home / "server.log"
    texts = _make_office(directory, crowd, database=database)
    settings = {"INSPECTION_DATABASE_URL": database} if database else {}
    with serve_office(directory, settings=settings, log=log) as served:
        planners, tablets = _signed_in(served, crowd, texts)
        load = run_load(served, planners, tablets, _told())
        peak_mb = served.peak_mb
        quiet = quiet_seconds(served, planners[0], tablets[0], times=QUIET_TIMES)
    with _opened(directory, database) as workspace:
        return _look(workspace, load, quiet, log=log.read_text(errors="replace"), peak_mb=peak_mb)


@contextmanager
def _opened(directory: Path, database: str) -> Iterator[Workspace]:
    settings = {"INSPECTION_DIR": str(directory), **({"INSPECTION_DATABASE_URL": database} if database else {})}
    with closing((workspace := open_workspace(settings_from(settings))).store):
        yield workspace


def _make_office(directory: Path, crowd: Crowd, *, database: str) -> list[tuple[str, ...]]:
    """Make the office and return the files of each tablet."""
    workspace = sealed_office(directory, shifts=crowd.tablets, stops=STOPS)
    with closing(workspace.store):
        _doubt(workspace, crowd.planners * DOUBTS + 1)
        names = [(f"planner-{n}", AccountRole.PLANNER, None) for n in range(crowd.planners)]
        names += [(f"team-{n}", AccountRole.TEAM, f"T{n:02d}") for n in range(crowd.tablets)]
        for name, role, team in names:
            create_account(
                workspace, name=name, role=role, team=team, password=PASSWORD, at=datetime.now(UTC), must_change=False
            )
        lines = [f"{name}\t{PASSWORD}\n" for name, _, _ in names]
        (directory / FILE_NAME).write_text("".join(lines), encoding="utf-8")
        texts = [_files(workspace, n) for n in range(crowd.tablets)]
        if database:
            move_database(workspace, PLANNER, url=database)
    return texts


def _doubt(workspace: Workspace, count: int) -> None:
    """Let as many establishments have a doubt that may be passed over."""
    with workspace.store.write() as connection:
        entries = establishments.read_entries(connection)
        chosen = sorted(entries)[:count]
        establishments.write_entry_rows(
            connection, {id_: replace(entries[id_], issues=(_issue(id_),)) for id_ in chosen}
        )
    assert len(chosen) == count


def _issue(id_: str) -> KeptIssue:
    issue = Issue(code="hours_unreadable", severity=Severity.CHECK, value="tối", column="Giờ", establishment_id=id_)
    return KeptIssue(id=f"doubt-{id_}", issue=issue)


def _files(workspace: Workspace, n: int) -> tuple[str, ...]:
    """Return what a tablet sends: first half, all corrected, each twice; every other tablet the later one first."""
    stops = [stop_id(n, k, stops=STOPS) for k in range(STOPS)]
    early = results_text(workspace, [result(one) for one in stops[: STOPS // 2]], shift=n)
    late = results_text(workspace, [result(one, edit=2, note=f"lần 2 {one}") for one in stops], shift=n)
    return (early, early, late, late) if n % 2 == 0 else (late, late, early, early)


def _signed_in(
    served: ServedOffice, crowd: Crowd, texts: list[tuple[str, ...]]
) -> tuple[list[LoadedPlanner], list[LoadedTablet]]:
    names = [f"planner-{n}" for n in range(crowd.planners)] + [f"team-{n}" for n in range(crowd.tablets)]
    with ThreadPoolExecutor(SIGNING_IN) as pool:
        cookies = dict(zip(names, pool.map(served.cookie, names), strict=True))
    planners = [
        LoadedPlanner(
            cookie=cookies[f"planner-{n}"], pages=(*PAGES[n % len(PAGES) :], *PAGES[: n % len(PAGES)]),
            doubts=DOUBTS, name=f"Phòng {n}",
        )
        for n in range(crowd.planners)
    ]  # fmt: skip
    tablets = [LoadedTablet(cookie=cookies[f"team-{n}"], uploads=texts[n]) for n in range(crowd.tablets)]
    return planners, tablets


def _told() -> Told:
    """Return the words by which pages tell; what stands after a name in a sentence is the same for every name."""
    words = load_reference(ROOT / "data").words
    mark = "|"
    return Told(
        settled=words.say("ui.mend.done", action=mark).split(mark)[0],
        settled_by_other=words.say("error.mend.settled", account=mark).split(mark)[1],
        saved=words.say("ui.office.saved"),
        changed_meanwhile=words.say("error.changed.meanwhile", account=mark, at=mark).split(mark)[2],
    )


def _look(workspace: Workspace, load: Load, quiet: Load, *, log: str, peak_mb: float) -> Outcome:
    with workspace.store.read() as connection:
        entries = audit.read_audit(connection, limit=100_000)
        issues = [kept for one in establishments.read_entries(connection).values() for kept in one.issues]
        return Outcome(
            load=load, kept=results.read_results(connection, ROUND), log=log, peak_mb=peak_mb,
            lines=Counter(f"{one.action} {one.outcome}" for one in entries),
            is_chain_whole=audit.verify_chain(connection) is None,
            dismissed=sum(kept.state is not IssueState.OPEN for kept in issues),
            steps=len(workflow.list_steps(workspace, PLANNER)) - 1,
            name=workflow.read_office(workspace, PLANNER).name,
            longer={kind: ratios(load.seconds[kind], quiet.seconds[kind]) for kind in load.seconds},
        )  # fmt: skip


def _troubles(log: str) -> list[str]:
    """Return the first lines that tell of anything wrong."""
    return [line for line in log.splitlines() if '"level":"info"' not in line][:12]


def expect_nothing_lost(found: Outcome, crowd: Crowd) -> None:
    """Compare what everybody was told with what the store keeps: no error, no result lost or doubled, no write lost."""
    counts, planners, tablets = found.load.counts, crowd.planners, crowd.tablets
    assert not found.load.faults and "Traceback" not in found.log, (found.load.faults[:5], _troubles(found.log))
    assert counts["upload 200"] == 4 * tablets
    in_force = [one for one in found.kept if one.state is ResultState.KEPT]
    assert len({one.result.stop for one in in_force}) == len(in_force) == tablets * STOPS
    assert {one.result.note for one in in_force} == {f"lần 2 {one.result.stop}" for one in in_force}
    corrected = (tablets + 1) // 2 * (STOPS // 2)
    assert len(found.kept) == tablets * STOPS + corrected == counts["accepted"]
    assert (counts["conflict"], counts["refused"]) == (0, 0)
    assert counts["ignored"] == 2 * tablets * (STOPS + STOPS // 2) - counts["accepted"]
    assert found.is_chain_whole and found.lines["results.take ok"] == 4 * tablets + QUIET_TIMES
    assert counts["settled"] + counts["settled by another"] == planners * DOUBTS
    assert counts["settled"] == found.dismissed == found.steps >= DOUBTS
    assert counts["saved"] + counts["saved by another"] == planners
    assert counts["saved"] == found.lines["office.letterhead ok"] >= 1
    assert found.name in {f"Phòng {n}" for n in range(planners)}


def figures_of(found: Outcome, crowd: Crowd) -> str:
    """Return the figures that are printed."""
    load = found.load
    lines = [
        f"{crowd.planners} planners, {crowd.tablets} tablets, {os.cpu_count()} cores: {load.wall_s:.0f} s, "
        f"server {load.cpu_s:.0f} s of CPU, {found.peak_mb:.0f} MB at most",
        ", ".join(f"{count} {what}" for what, count in sorted(load.counts.items())),
    ]
    lines += [
        f"{kind}: half within {one.half:.1f}, 19 of 20 within {one.most:.1f}, all within {one.longest:.1f} times a quiet one"
        for kind, one in found.longer.items()
    ]
    return "\n".join(lines)
