"""Every paper that a registry knows, of each of the four rounds and of the year: written, kept, and handed out."""

from collections.abc import Iterator, Mapping
from types import ModuleType

import pytest
from docx_text import text_of
from year_office import PLANNER, YEAR

import documents.map_registry
import documents.registry
import workflow
from store import papers
from workflow.workspace import Workspace

pytestmark = pytest.mark.proof
AUDIENCES = ("public", "leader", "planner")


def writers(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield registry and kind of every paper that a module knows how to write."""
    for name, value in vars(module).items():
        if name.endswith("WRITERS") and isinstance(value, Mapping):
            yield from ((name, kind) for kind in value)


def written(workspace: Workspace, round_id: str | None) -> list[papers.Paper]:
    with workspace.store.read() as connection:
        return list(papers.list_papers(connection, round_id) if round_id else papers.list_papers(connection))


def kinds(found: list[papers.Paper]) -> set[str]:
    """Return the kinds of papers by the names that registries have for them."""
    return {paper.kind.removeprefix("official:").partition(":")[0] for paper in found}


def hand_out(workspace: Workspace, found: list[papers.Paper]) -> None:
    for paper in found:
        _, content = workflow.read_paper(workspace, PLANNER, paper.id)
        assert len(content) == paper.size > 100, paper.kind


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("name", ["sealed", "closed"])
def test_every_paper_of_a_round_is_written(number, name, whole_year, opened):
    office, round_id = opened(whole_year[f"{name}-{number}"]), f"D{YEAR}-{number:02d}"
    workflow.write_papers(office, PLANNER, round_id=round_id)
    workflow.write_official_papers(office, PLANNER, round_id=round_id)
    workflow.write_public_plan(office, PLANNER, round_id=round_id)
    workflow.round_map(office, PLANNER, round_id=round_id)
    if name == "sealed":
        workflow.write_sheets(office, PLANNER, round_id=round_id, is_open=True)
    wanted = {kind for registry, kind in writers(documents.registry) if name == "sealed" or registry != "SHEET_WRITERS"}
    found = written(office, round_id)
    assert wanted - kinds(found) == set()
    hand_out(office, found)


@pytest.mark.parametrize("moment", ["closed-1", "end"])
def test_every_paper_of_the_year_is_written(moment, whole_year, opened):
    office = opened(whole_year[moment])
    workflow.write_coverage_papers(office, PLANNER)
    for audience in AUDIENCES:
        workflow.write_gis(office, PLANNER, audience=audience)
    for row in workflow.read_communes(office, PLANNER):
        workflow.register_map(office, PLANNER, commune=row.code)
        workflow.keep_report_workbook(office, PLANNER, commune=row.code, year=YEAR, quarter=1)
    workflow.write_reviews(office, PLANNER)
    workflow.write_review_summary(office, PLANNER)
    workflow.coverage_map(office, PLANNER)
    workflow.regulation_map(office, PLANNER)
    wanted = {kind for _, kind in writers(documents.map_registry)}
    found = [paper for paper in written(office, None) if paper.round_id is None]
    assert wanted - kinds(found) == set()
    hand_out(office, found)


def test_an_owner_reads_of_every_closed_round(whole_year, opened):
    office = opened(whole_year["end"])
    done = next(p.id for p in workflow.read_working_map(office, PLANNER).points if p.year_state == "inspected")
    paper = workflow.write_owner_sheet(office, PLANNER, establishment=done)
    text = text_of(workflow.read_paper(office, PLANNER, paper)[1])
    assert all(found.title in text for found in workflow.list_rounds(office, PLANNER))


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_closed_round_is_archived_and_checked(number, whole_year, opened):
    office = opened(whole_year["end"])
    made = workflow.write_archive(office, PLANNER, round_id=f"D{YEAR}-{number:02d}", checker="Thanh tra")
    assert workflow.verify_archive(made.content).broken == ()
