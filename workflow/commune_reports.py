"""Communes report a quarter by a form or a workbook: activities, programmes, two counts of people."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import InputError
from domain.issues import Issue
from domain.places import CommuneKey
from domain.targets import QUARTERS, CommuneReport, Communication, TargetRules, quarter_spans
from register.commune_report_rows import ReportReference, read_commune_report
from register.confined import in_child
from store import papers, targets
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.offices import commune_names, office_of, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.target_rules import target_rules
from workflow.workspace import Workspace

MOST_PEOPLE = 100_000
MOST_ACTIVITIES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProposal:
    """Hold a workbook that came back: the report that it makes, None where a cell is in doubt."""

    report: CommuneReport | None
    commune_name: str
    issues: tuple[Issue, ...]


def save_commune_report(
    workspace: Workspace, actor: Actor, *, report: CommuneReport, seen: CommuneReport | Unseen | None = UNSEEN
) -> CommuneReport:
    """Keep a commune's report of a quarter, in the place of the one before.

    Parameters
    ----------
    seen
        The one that the page found, None where it found none.

    Raises
    ------
    ConflictError
        ``changed.meanwhile`` where another one is kept by now.
    InputError
        ``commune_report.commune``, ``.quarter`` for one that has not begun, ``.reported_on``,
        ``.activity_day`` for one outside the quarter or after today, ``.form``, ``.audience``,
        ``.activities``, ``.programme``, ``.people`` where more were reached than were in need.
    """
    target = f"{report.commune.code}:{report.year}-{report.quarter}"
    need(workspace, actor, *PLANNER, action="commune_report.save", target=target)
    rules, now = target_rules(workspace), read_now(workspace)
    _check_place(workspace, report, now.date())
    _check_content(report, rules, now.date())
    kept = replace(
        report, account=actor.account, at=now, communications=tuple(sorted(report.communications, key=_by_day)),
        programmes=tuple(code for code in rules.programmes if code in report.programmes),
    )  # fmt: skip
    with workspace.store.write() as connection:
        hold(connection, "report")
        before = next((one for one in targets.read_reports(connection) if _which(one) == _which(report)), None)
        expect_seen(workspace, connection, seen=seen, kept=before, part="report", target=target)
        targets.save_report(connection, kept)
        log_in(connection, actor, action="commune_report.save", target=target, activities=len(kept.communications))
    return kept


def _which(report: CommuneReport) -> tuple[CommuneKey, int, int]:
    return report.commune, report.year, report.quarter


def report_workbook(workspace: Workspace, actor: Actor, *, commune: str, year: int, quarter: int) -> bytes:
    """Return the blank that a commune fills in, as XLSX bytes."""
    from documents.commune_report import ReportPaper, report_workbook_bytes

    need(workspace, actor, *PLANNER, action="commune_report.blank", target=commune)
    key = _key(workspace, commune)
    if quarter not in QUARTERS:
        raise InputError("commune_report.quarter", quarter=quarter, year=year)
    rules = target_rules(workspace)
    paper = ReportPaper(
        commune_name=commune_names(workspace)[commune], ticket=f"{key.vintage}/{key.code}/{year}/{quarter}", year=year,
        quarter=quarter, programmes=tuple(rules.programmes.values()), forms=tuple(rules.forms.values()),
        made_at=read_now(workspace),
    )  # fmt: skip
    return report_workbook_bytes(paper, words=workspace.reference.words)


def keep_report_workbook(workspace: Workspace, actor: Actor, *, commune: str, year: int, quarter: int) -> str:
    """Keep the blank of a commune as a paper for the planner and return the paper's id."""
    from documents.registry import XLSX

    content = report_workbook(workspace, actor, commune=commune, year=year, quarter=quarter)
    kind = f"commune_report:{commune}:{year}-{quarter}"
    name = workspace.reference.words.say("commune_report.file", commune=commune, year=year, quarter=quarter)
    paper = papers.Paper(
        id=f"paper-{sha256_hex(kind)[:24]}", round_id=None, kind=kind, audience="planner", file_name=name,
        media_type=XLSX, made_at=read_now(workspace), digest=sha256_hex(content),
    )  # fmt: skip
    with workspace.store.write() as connection:
        papers.save_paper(connection, paper, content)
    return paper.id


def propose_report(workspace: Workspace, actor: Actor, *, path: Path) -> ReportProposal:
    """Read a blank that came back, filled in; nothing is kept.

    Raises
    ------
    InputError
        ``commune_report.ticket`` for another workbook, and what register.reading refuses.
    """
    need(workspace, actor, *PLANNER, action="commune_report.propose", target=path.name)
    rules, words, today = target_rules(workspace), workspace.reference.words, read_now(workspace).date()
    labels = ("ticket", "reported_on", "in_need", "supported", "column_on", "column_form", "column_audience", "yes")
    known = ReportReference(
        labels={key: words.say(f"commune_report.{key}") for key in labels}, programmes=rules.programmes,
        forms=rules.forms, on=today,
    )  # fmt: skip
    read = in_child(read_commune_report, path.resolve(), known)
    commune = read.report.commune
    if commune not in office_of(workspace).communes:
        raise InputError("commune_report.commune", commune=commune.code)
    return ReportProposal(
        report=None if read.issues else read.report, commune_name=commune_names(workspace)[commune.code],
        issues=read.issues,
    )  # fmt: skip


def _check_place(workspace: Workspace, report: CommuneReport, today: date) -> None:
    if report.commune not in office_of(workspace).communes:
        raise InputError("commune_report.commune", commune=report.commune.code)
    if report.quarter not in QUARTERS or _span(report)[0] > today:
        raise InputError("commune_report.quarter", quarter=report.quarter, year=report.year)
    if not _span(report)[0] <= report.reported_on <= today:
        raise InputError("commune_report.reported_on", day=f"{report.reported_on:%d/%m/%Y}")


def _check_content(report: CommuneReport, rules: TargetRules, today: date) -> None:
    if len(report.communications) > MOST_ACTIVITIES:
        raise InputError("commune_report.activities", most=MOST_ACTIVITIES)
    for one in report.communications:
        _check_activity(one, _span(report), rules, today)
    for code in report.programmes:
        if code not in rules.programmes:
            raise InputError("commune_report.programme", value=code)
    if not 0 <= report.supported <= report.in_need <= MOST_PEOPLE:
        raise InputError(
            "commune_report.people", supported=report.supported, in_need=report.in_need, most=MOST_PEOPLE
        )  # fmt: skip


def _check_activity(one: Communication, span: tuple[date, date], rules: TargetRules, today: date) -> None:
    if not span[0] <= one.on <= min(span[1], today):
        raise InputError("commune_report.activity_day", day=f"{one.on:%d/%m/%Y}")
    if one.form not in rules.forms:
        raise InputError("commune_report.form", value=one.form)
    if not 0 <= one.audience <= MOST_PEOPLE:
        raise InputError("commune_report.audience", value=one.audience, most=MOST_PEOPLE)


def _span(report: CommuneReport) -> tuple[date, date]:
    return quarter_spans(date(report.year, 1, 1))[report.quarter - 1]


def _by_day(one: Communication) -> tuple[date, str, int]:
    return one.on, one.form, one.audience


def _key(workspace: Workspace, code: str) -> CommuneKey:
    found = next((key for key in office_of(workspace).communes if key.code == code), None)
    if found is None:
        raise InputError("commune_report.commune", commune=code)
    return found
