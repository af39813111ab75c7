"""Coverage papers, files for map programs and the planner's maps on the demo office: counts, readers, refusals."""

import json
import shutil
from datetime import date, datetime

import pytest
from sealed_office import ADMINISTRATOR, LEADER, PLANNER, open_office, seal, set_clock, team

import workflow
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.inspections import Finding, Inspection
from store import establishments, rounds
from workflow.coverage_counts import coverage_figures

AUTUMN = datetime(2027, 9, 1, 8)


@pytest.fixture
def office(demo_copy):
    found = open_office(demo_copy)
    yield found
    found.store.close()


def in_scope(office):
    with office.store.read() as connection:
        return [e for e in establishments.read_establishments(connection) if e.is_in_scope]


def record(office, *, count=60):
    """Record inspections, two of three this year, each fourth with a finding of which half are decided."""
    with office.store.read() as connection:
        round_id = rounds.list_rounds(connection)[0].id
    done = [
        Inspection(
            id=f"i{n}", establishment_id=e.id, agency="VAN_HOA", on=date(2027 if n % 3 else 2026, 3, 10),
            is_full=True, minutes_no=f"{n}/BB", round_id=round_id,
            findings=(Finding(code="SIGN", action="REMIND" if n % 8 else ""),) if n % 4 == 0 else (),
        )
        for n, e in enumerate(in_scope(office)[:count])
    ]  # fmt: skip
    workflow.record_inspections(office, PLANNER, done=done)
    set_clock(office, AUTUMN)


def test_the_figures_are_those_of_the_coverage_page(office):
    record(office)
    figures, page = coverage_figures(office), workflow.read_coverage(office, LEADER).coverage
    assert (figures.area.registered, figures.area.inspected, figures.area.need) == (
        page.area.registered_frozen, page.area.inspected, page.area.need,
    )  # fmt: skip
    rows = {row.key: (row.registered_frozen, row.inspected, row.need) for row in page.communes}
    assert {u.code: (u.registered, u.inspected, u.need) for u in figures.units if u.registered} == rows
    assert (figures.area.inspected, figures.area.before) == (40, 20)
    assert (figures.area.findings, figures.area.handled) == (10, 5)


def test_both_vintages_count_the_same_establishments(office):
    record(office)
    figures = coverage_figures(office)
    now, before = figures.vintages
    for field in ("registered", "inspected", "findings", "handled"):
        assert sum(getattr(unit, field) for unit in now.units) == getattr(figures.area, field)
    assert sum(unit.registered for unit in before.units) + before.unplaced == figures.area.registered
    assert len(before.units) > len(now.units)


def test_the_papers_are_the_leaders_and_hold_no_establishment(office):
    record(office)
    names = [e.name for e in in_scope(office) if len(e.name) > 8]
    made = workflow.write_coverage_papers(office, PLANNER)
    assert made == workflow.list_coverage_papers(office, LEADER)
    assert [one.id for one in made] == [one.id for one in workflow.write_coverage_papers(office, PLANNER)]
    html = workflow.read_coverage_map(office, LEADER, workflow.coverage_map(office, LEADER).id)
    for content in (html, *(workflow.read_paper(office, LEADER, one.id)[1] for one in made)):
        assert not [name for name in names if name.encode() in content]
    for other in (team("T1"), ADMINISTRATOR):
        with pytest.raises(NotAllowedError):
            workflow.list_coverage_papers(office, other)
        with pytest.raises(NotAllowedError):
            workflow.read_paper(office, other, made[0].id)
    with pytest.raises(NotAllowedError):
        workflow.write_coverage_papers(office, LEADER)


def test_the_sentences_are_for_those_who_see_coverage(office):
    record(office)
    assert "40/240" in workflow.coverage_map(office, LEADER).sentences[0]
    with pytest.raises(NotAllowedError):
        workflow.coverage_map(office, team("T1"))


def test_each_reader_gets_only_its_own_map_files(office):
    seal(office)
    record(office)
    names = [e.name for e in in_scope(office) if len(e.name) > 8]
    made = {reader: workflow.write_gis(office, PLANNER, audience=reader) for reader in ("public", "leader", "planner")}
    for reader in ("public", "leader"):
        for paper in made[reader]:
            content = workflow.read_paper(office, LEADER, paper.id)[1]
            assert not [name for name in names if name.encode() in content]
    for paper in made["planner"]:
        with pytest.raises(NotAllowedError):
            workflow.read_paper(office, LEADER, paper.id)
    shown = {paper.id for paper in workflow.list_gis(office, LEADER)}
    assert shown == {paper.id for reader in ("public", "leader") for paper in made[reader]}
    with pytest.raises(NotAllowedError):
        workflow.write_gis(office, LEADER, audience="planner")


def test_the_public_hears_of_no_inspection_before_the_round_is_closed(office):

    round_id = seal(office)
    record(office)

    def told():
        paper = next(
            p for p in workflow.write_gis(office, PLANNER, audience="public") if p.kind == "gis_geojson:public"
        )
        found = json.loads(workflow.read_paper(office, PLANNER, paper.id)[1])
        return [one["properties"]["inspected"] for one in found["features"]]

    assert set(told()) == {None}
    workflow.close_round(office, PLANNER, round_id=round_id)
    assert any(told())


def test_the_planners_maps_are_the_planners_alone(office):
    round_id = seal(office)
    made = [
        workflow.register_map(office, PLANNER, commune=in_scope(office)[0].commune_now.code),
        workflow.round_map(office, PLANNER, round_id=round_id),
    ]
    for paper in made:
        assert workflow.read_paper(office, PLANNER, paper.id)[1].startswith(b"<!DOCTYPE html>")
        for other in (LEADER, team("T1")):
            with pytest.raises(NotAllowedError):
                workflow.read_paper(office, other, paper.id)
    for other in (LEADER, team("T1")):
        with pytest.raises(NotAllowedError):
            workflow.round_map(office, other, round_id=round_id)
    with pytest.raises(InputError, match=r"place_map\.no_commune"):
        workflow.register_map(office, PLANNER, commune="00000")


def test_without_boundaries_there_is_no_file(office):
    shutil.rmtree(office.settings.directory / "boundaries")
    with pytest.raises(ConflictError, match=r"gis\.no_layers"):
        workflow.write_gis(office, PLANNER, audience="public")
