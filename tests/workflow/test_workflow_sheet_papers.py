"""Papers of shifts: written once, for their team alone, from the reveal on, until a newer plan or a lost tablet."""

import gzip
import hashlib
import io
import json
import re
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pypdf import PdfReader
from results_office import NOW, PLANNER, ROUND, lay_plan, sealed_office, shift_id, team_actor

import workflow
from documents.registry import SHEET_WRITERS
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, NotAllowedError
from domain.rounds import RoundStatus
from store import audit, plans, rounds, sheets
from workflow.field_keys import passphrase_of

LEADER = Actor(account="lan", role=AccountRole.LEADER)
ADMINISTRATOR = Actor(account="quan", role=AccountRole.ADMINISTRATOR)
FOR_TEAM = [kind for kind, writer in SHEET_WRITERS.items() if writer.for_team and not writer.on_request]
ROUTES = [["E000", "E001"], ["E002", "E003"], ["E004", "E005"]]


@pytest.fixture
def office(tmp_path):
    """An office with three evenings of two stops."""
    found = sealed_office(tmp_path, shifts=3, stops=2)
    yield found
    found.store.close()


def folder(office):
    return workflow.read_sheet_papers(office, PLANNER, round_id=ROUND)


def papers(office, shift=0):
    """The papers of a shift in force, by kind."""
    found = next(one for one in folder(office).shifts if one.sheet.sheet.shift == shift_id(shift))
    return {paper.kind: paper for paper in found.papers}


def reveal_in(office, minutes):
    """Let every shift be revealed so many minutes after the office's clock."""
    with office.store.write() as connection:
        plan = plans.read_plan(connection, ROUND)
        at = tuple((shift, NOW + timedelta(minutes=minutes)) for shift, _ in plan.reveal_at)
        plans.update_seal(connection, ROUND, plan.version, plan.sealed_at, at)


def set_telephone(office):
    with office.store.write() as connection:
        settings = sheets.read_settings(connection) or office.reference.field_rules.defaults
        sheets.save_settings(connection, replace(settings, telephone="0276 1111"))


def refused(office, actor, paper_id):
    with pytest.raises((NotAllowedError, ConflictError)):
        workflow.read_paper(office, actor, paper_id)
    return True


def words_of(content, passphrase=""):
    """Everything that a paper says: text of a PDF, a locked sheet opened, other files as they are."""
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    text = content.decode()
    found = re.search(r'id="sealed">(.*?)</script>', text)
    if found is None:
        return text
    sealed = json.loads(found.group(1))
    letters = passphrase.replace("-", "").encode()
    key = hashlib.pbkdf2_hmac("sha256", letters, b64decode(sealed["salt"]), sealed["rounds"], 32)
    packed = AESGCM(key).decrypt(b64decode(sealed["nonce"]), b64decode(sealed["data"]), None)
    return text + gzip.decompress(packed).decode()


def test_every_shift_has_its_papers(office):
    done = workflow.write_sheets(office, PLANNER, round_id=ROUND)
    assert (done.shifts, done.written, done.kept) == (3, 3 * 7, 0)
    found = folder(office)
    assert [one.sheet.sheet.shift for one in found.shifts] == [shift_id(n) for n in range(3)]
    assert {tuple(p.kind for p in one.papers) for one in found.shifts} == {
        tuple(k for k in SHEET_WRITERS if k != "open_route_sheet")
    }
    names = [paper.file_name for one in found.shifts for paper in one.papers]
    assert len(set(names)) == len(names)
    assert found.out_of_force == () and not workflow.list_papers(office, PLANNER, round_id=ROUND)


def test_the_locked_sheet_opens_with_the_cover_pages_passphrase(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    made = papers(office)
    sheet_id = workflow.list_sheets(office, PLANNER)[0].sheet
    cover = words_of(workflow.read_paper(office, PLANNER, made["shift_cover"].id)[1])
    assert passphrase_of(office, sheet_id).replace("-", " ") in " ".join(cover.split())
    code = made["route_sheet"].file_name.removeprefix("phieu-").removesuffix(".html")
    assert code in cover
    content = workflow.read_paper(office, PLANNER, made["route_sheet"].id)[1]
    assert '"name":"Cơ sở E000"' in words_of(content, passphrase_of(office, sheet_id))


def test_no_paper_holds_a_stop_of_another_shift(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND, is_open=True)
    for n, view in enumerate(workflow.list_sheets(office, PLANNER)):
        own = ROUTES[n]
        others = [stop for route in ROUTES for stop in route if stop not in own]
        for kind, paper in papers(office, n).items():
            said = words_of(workflow.read_paper(office, PLANNER, paper.id)[1], passphrase_of(office, view.sheet))
            assert not [stop for stop in others if stop in said], kind
            secret = kind in ("shift_cover", "shift_calendar")
            assert [stop in said for stop in own] == [not secret] * len(own), kind


def test_a_team_gets_its_own_papers_from_the_reveal_on(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    reveal_in(office, 1)
    assert all(
        refused(office, team_actor("T00"), papers(office)[kind].id) for kind in SHEET_WRITERS if kind in papers(office)
    )
    reveal_in(office, 0)
    for kind in FOR_TEAM:
        assert workflow.read_paper(office, team_actor("T00"), papers(office)[kind].id)[1]
        assert refused(office, team_actor("T01"), papers(office)[kind].id)
    assert refused(office, team_actor("T00"), papers(office)["shift_cover"].id)


def test_leaders_and_administrators_get_none(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND, is_open=True)
    for actor in (LEADER, ADMINISTRATOR, Actor(account="x", role=AccountRole.TEAM)):
        assert all(refused(office, actor, paper.id) for paper in papers(office).values())
        with pytest.raises(NotAllowedError):
            workflow.write_sheets(office, actor, round_id=ROUND)
        with pytest.raises(NotAllowedError):
            workflow.read_sheet_papers(office, actor, round_id=ROUND)


def test_writing_again_writes_only_what_changed(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    before = {kind: workflow.read_paper(office, PLANNER, paper.id)[1] for kind, paper in papers(office).items()}
    assert workflow.write_sheets(office, PLANNER, round_id=ROUND).written == 0
    set_telephone(office)
    # The printed route, the cover page and the locked sheet name the telephone; files for map programs do not.
    assert workflow.write_sheets(office, PLANNER, round_id=ROUND).written == 3 * 3
    after = {kind: workflow.read_paper(office, PLANNER, paper.id)[1] for kind, paper in papers(office).items()}
    assert {kind for kind in before if before[kind] != after[kind]} == {"route_sheet", "shift_cover", "shift_pdf"}


def test_a_newer_plan_puts_older_papers_out_of_force(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    old = papers(office)
    lay_plan(office, [["E000"], ["E002", "E001", "E003"], ["E004", "E005"]], version=2)
    assert not papers(office) and len(folder(office).out_of_force) == 3 * 7
    assert all(refused(office, team_actor("T00"), old[kind].id) for kind in FOR_TEAM)
    assert workflow.read_paper(office, PLANNER, old["shift_pdf"].id)[1]
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    assert len(papers(office)) == 7 and len(folder(office).out_of_force) == 3 * 7
    assert papers(office)["shift_pdf"].id != old["shift_pdf"].id


def test_a_revoked_tablets_sheet_is_out_of_force_and_the_next_has_another_passphrase(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    old, old_sheet = papers(office), workflow.list_sheets(office, PLANNER)[0].sheet
    with office.store.write() as connection:
        sheets.raise_epoch(connection, ROUND, shift_id(0))
    assert refused(office, team_actor("T00"), old["route_sheet"].id)
    assert len(folder(office).out_of_force) == 7
    assert workflow.write_sheets(office, PLANNER, round_id=ROUND).written == 7
    new_sheet = workflow.list_sheets(office, PLANNER)[0].sheet
    assert passphrase_of(office, new_sheet) != passphrase_of(office, old_sheet)
    content = workflow.read_paper(office, team_actor("T00"), papers(office)["route_sheet"].id)[1]
    assert "Cơ sở E000" in words_of(content, passphrase_of(office, new_sheet))


def test_an_unlocked_sheet_is_the_planners_choice_and_logged(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    assert "open_route_sheet" not in papers(office)
    assert workflow.write_sheets(office, PLANNER, round_id=ROUND, is_open=True).written == 3
    assert (
        "Cơ sở E000"
        in workflow.read_paper(office, team_actor("T00"), papers(office)["open_route_sheet"].id)[1].decode()
    )
    set_telephone(office)
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    again = workflow.read_paper(office, PLANNER, papers(office)["open_route_sheet"].id)[1].decode()
    assert "0276 1111" in again
    with office.store.read() as connection:
        rows = [row for row in audit.read_audit(connection, limit=500) if row.action == "sheets.write"]
    assert [row.details["unlocked"] for row in rows] == [0, 1, 0]


def test_a_stop_keeps_nothing_half_written(office):
    asked = iter([False, False, True])
    with pytest.raises(ConflictError, match="stopped"):
        workflow.write_sheets(office, PLANNER, round_id=ROUND, should_stop=lambda: next(asked))
    assert not papers(office)


def test_progress_counts_shifts(office):
    told = []
    workflow.write_sheets(office, PLANNER, round_id=ROUND, on_progress=lambda *step: told.append(step))
    assert told == [("sheets", n, 3) for n in range(4)]


def set_status(office, status):
    with office.store.write() as connection:
        found = next(one for one in rounds.list_rounds(connection) if one.id == ROUND)
        rounds.save_round(connection, replace(found, status=status))


def test_a_closed_rounds_papers_are_the_planners_alone(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    paper = papers(office)["shift_pdf"]
    set_status(office, RoundStatus.CLOSED)
    assert refused(office, team_actor("T00"), paper.id)
    assert workflow.read_paper(office, PLANNER, paper.id)[1]


def test_a_draft_has_no_sheets(office):
    set_status(office, RoundStatus.PLANNED)
    with pytest.raises(ConflictError, match="none"):
        workflow.write_sheets(office, PLANNER, round_id=ROUND)


def test_a_teams_look_is_written_down_once_a_day(office):
    workflow.write_sheets(office, PLANNER, round_id=ROUND)
    for kind in FOR_TEAM:
        workflow.read_paper(office, team_actor("T00"), papers(office)[kind].id)
    with office.store.read() as connection:
        looks = [row for row in audit.read_audit(connection, limit=500) if row.action == "sheet.seen"]
        reads = [
            row for row in audit.read_audit(connection, limit=500) if row.action == "paper.read" and row.role == "team"
        ]
    assert [row.account for row in looks] == ["doan-T00"]
    assert len(reads) == len(FOR_TEAM)
