"""Who gets what: every kind of paper that the registries know, written of the demo office, tried by every role.

A new writer that no line here names fails, and so does one that nobody writes.
"""

import shutil
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from office_package import problems_of
from sealed_office import AFTERWARDS, LEADER, PLANNER, open_office, set_clock, team

import workflow
from documents.gis_layers import Audience
from documents.map_registry import COVERAGE_WRITERS, GIS_WRITERS
from documents.registry import DRAW_WRITERS, OFFICIAL_WRITERS, PUBLIC_WRITERS, SHEET_WRITERS, WRITERS
from domain.accounts import AccountRole, Actor
from domain.errors import NotAllowedError
from domain.rounds import RoundStatus
from store import establishments, papers, rounds
from workflow.official_papers import OPEN_TO_LEADERS
from workflow.signing import OFFICIAL, PUBLIC, SEALED

NOBODY_ELSE: frozenset[AccountRole] = frozenset()
LEADERS = frozenset({AccountRole.LEADER})
EVERYBODY = frozenset(AccountRole)
OWN_KINDS = {
    "coverage_map": LEADERS, "regulation_map": LEADERS, "round_map": NOBODY_ELSE, "register_map": NOBODY_ELSE,
    "commune_review": NOBODY_ELSE, "commune_reviews": NOBODY_ELSE, "review_summary": NOBODY_ELSE,
    "commune_report": NOBODY_ELSE, "shift_calendar": NOBODY_ELSE, "owner_sheet": NOBODY_ELSE, "template": NOBODY_ELSE,
    "owner_contact": NOBODY_ELSE,
}  # fmt: skip
"""Papers that stand in no registry."""
OFFICE_FILES = (".docx", ".xlsx", ".pptx")


def expected() -> dict[str, frozenset[AccountRole]]:
    """Return kind to the roles that may read it before the round is closed, besides planners and a shift's own team."""
    found = {f"{OFFICIAL}{kind}": LEADERS if kind in OPEN_TO_LEADERS else NOBODY_ELSE for kind in OFFICIAL_WRITERS}
    found |= dict.fromkeys((*WRITERS, *DRAW_WRITERS, *SHEET_WRITERS), NOBODY_ELSE)
    found |= dict.fromkeys(PUBLIC_WRITERS, EVERYBODY) | dict.fromkeys(COVERAGE_WRITERS, LEADERS)
    readers = {Audience.PUBLIC: EVERYBODY, Audience.LEADER: LEADERS, Audience.PLANNER: NOBODY_ELSE}
    found |= {f"{kind}:{reader}": readers[reader] for kind in GIS_WRITERS for reader in Audience}
    return found | OWN_KINDS


def kind_of(paper):
    """Return the kind of a paper without the part that tells it from others of its kind."""
    parts = paper.kind.split(":")
    return ":".join(parts[:2]) if parts[0] == OFFICIAL.rstrip(":") or parts[0] in GIS_WRITERS else parts[0]


@pytest.fixture(scope="module")
def office(sealed_dir, tmp_path_factory):
    """Return an office that has written everything, papers of the draw and sheets without a passphrase too."""
    found = open_office(Path(shutil.copytree(sealed_dir, tmp_path_factory.mktemp("who") / "demo")))
    round_id = workflow.read_plan(found, PLANNER).round.id
    workflow.write_papers(found, PLANNER, round_id=round_id)
    workflow.write_official_papers(found, PLANNER, round_id=round_id)
    workflow.write_sheets(found, PLANNER, round_id=round_id)
    workflow.write_sheets(found, PLANNER, round_id=round_id, is_open=True)
    workflow.write_public_plan(found, PLANNER, round_id=round_id)
    workflow.write_coverage_papers(found, PLANNER)
    for reader in Audience:
        workflow.write_gis(found, PLANNER, audience=reader.value)
    with found.store.read() as connection:
        first = next(e for e in establishments.read_establishments(connection) if e.is_in_scope)
        told = next(iter(establishments.read_contacts(connection)))
    commune = first.commune_now.code
    workflow.coverage_map(found, PLANNER)
    workflow.regulation_map(found, PLANNER)
    workflow.round_map(found, PLANNER, round_id=round_id)
    workflow.register_map(found, PLANNER, commune=commune)
    workflow.write_owner_sheet(found, PLANNER, establishment=first.id)
    workflow.export_contact(found, PLANNER, establishment=told)
    workflow.write_reviews(found, PLANNER)
    workflow.write_review_summary(found, PLANNER)
    workflow.keep_report_workbook(found, PLANNER, commune=commune, year=2027, quarter=1)
    workflow.keep_shift_workbook(found, PLANNER, first=date(2027, 3, 1), last=date(2027, 3, 31))
    workflow.hand_out_template(found, PLANNER, kind="call_up")
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def written(office):
    with office.store.read() as connection:
        return papers.list_papers(connection)


def may_read(office, actor, paper):
    try:
        return bool(workflow.read_paper(office, actor, paper.id)[1])
    except NotAllowedError:
        return False


def texts_of(content):
    """Yield what stands in a file, the parts of an office file unpacked."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def test_every_kind_of_every_registry_was_written_and_no_other(written):
    assert {kind_of(paper) for paper in written} == set(expected())


def test_each_role_reads_what_is_its_own_before_any_shift_is_revealed(office, written):
    actors = [LEADER, team("T1"), team(None), Actor(account="quan", role=AccountRole.ADMINISTRATOR)]
    wrong = [
        (paper.kind, actor.role.value)
        for paper in written
        for actor in actors
        if may_read(office, actor, paper) != (actor.role in expected()[kind_of(paper)])
    ]
    assert wrong == []
    assert all(may_read(office, PLANNER, paper) for paper in written)


def test_the_audience_kept_with_a_paper_is_the_one_that_reads_it(written):
    told = {kind: PUBLIC if roles == EVERYBODY else "leader" for kind, roles in expected().items() if roles}
    for paper in written:
        kind = kind_of(paper)
        if kind in told:
            assert paper.audience == told[kind], paper.kind
        else:
            assert paper.audience in ("planner", SEALED) or paper.audience.startswith("team:"), paper.kind


def test_what_leaves_the_planner_names_no_establishment_no_contact_and_no_day(office, written):
    with office.store.read() as connection:
        rows = establishments.read_establishments(connection)
    names = [name.encode() for name in {e.name for e in rows if e.is_in_scope} if len(name) > 8]
    seen = 0
    for paper in written:
        if expected()[kind_of(paper)]:
            content = b"".join(texts_of(workflow.read_paper(office, PLANNER, paper.id)[1]))
            assert [name for name in names if name in content] == [], paper.kind
            seen += 1
    assert seen >= 12 and len(names) > 100


def test_every_office_file_opens_without_repair(office, written):
    checked = set()
    for paper in written:
        if paper.file_name.endswith(OFFICE_FILES):
            content = workflow.read_paper(office, PLANNER, paper.id)[1]
            assert problems_of(content) == [], (paper.kind, paper.file_name)
            checked.add(Path(paper.file_name).suffix)
    assert checked == set(OFFICE_FILES)


def test_a_closed_round_opens_what_was_sealed_to_leaders_and_to_nobody_else(office, written):
    sealed = [paper for paper in written if paper.audience == SEALED]
    with office.store.write() as connection:
        (before,) = rounds.list_rounds(connection)
        rounds.save_round(connection, replace(before, status=RoundStatus.CLOSED))
    try:
        set_clock(office, AFTERWARDS)
        others = (team("T1"), Actor(account="quan", role=AccountRole.ADMINISTRATOR))
        assert sealed and all(may_read(office, LEADER, paper) for paper in sealed)
        assert not any(may_read(office, actor, paper) for paper in sealed for actor in others)
    finally:
        with office.store.write() as connection:
            rounds.save_round(connection, before)
