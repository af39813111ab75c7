"""The demo's register through the product's own door: nothing true in doubt, everything planted found."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest

from demo.office import DemoOffice, DemoRow
from demo.planting import RowKind
from demo.workbook import write_register
from domain.establishments import Decision, Status
from geo.placing import Placement, ToPlace, place
from register.check import check_workbook
from register.hours import parse_hours
from register.report import RegisterReport
from workflow.reference import Reference

SEEDS = (20270301, 1, 2, 7)
"""Seed 7 once gave ten groups in a sheet, and "X." is how people shorten "Xã"."""


@pytest.fixture(scope="module", params=SEEDS)
def read(
    request: pytest.FixtureRequest,
    make_office: Callable[..., DemoOffice],
    demo_reference: Reference,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[DemoOffice, RegisterReport]:
    office = make_office(seed=request.param)
    path: Path = tmp_path_factory.mktemp("import") / "register.xlsx"
    write_register(office, path)
    return office, check_workbook(path, demo_reference.register_reference(office.as_of))


def rows_of(office: DemoOffice) -> dict[str, DemoRow]:
    return {row.key: row for row in office.rows}


def test_every_data_row_is_read_and_nothing_else(read: tuple[DemoOffice, RegisterReport]) -> None:
    office, report = read
    assert report.rows_read == office.rows_total
    assert [row.key for row in report.rows] == [row.key for row in office.rows]
    assert not [issue for issue in report.issues if issue.code in ("row_skipped", "row_continued", "column_unmapped")]


def test_240_are_accepted_with_type_and_commune_and_none_is_pending(read: tuple[DemoOffice, RegisterReport]) -> None:
    office, report = read
    planted = rows_of(office)
    counts = [
        row
        for row in report.rows
        if row.decision is Decision.ACCEPTED and row.status is Status.ACTIVE and row.type and row.commune_reported
    ]
    assert len(counts) == 240
    assert {planted[row.key].kind for row in counts} == {RowKind.TRUE}


def test_true_rows_are_read_as_they_are(read: tuple[DemoOffice, RegisterReport]) -> None:
    office, report = read
    planted = rows_of(office)
    entities: dict[str, set[str]] = {}
    for row in report.rows:
        if planted[row.key].kind is not RowKind.TRUE:
            continue
        one = planted[row.key].business
        assert (row.name, row.type, row.commune_reported, row.hamlet) == (one.name, one.type, one.commune, one.hamlet)
        assert (row.rooms, row.staff_total, row.tax_code, row.reg_no) == (
            one.rooms, one.staff, one.tax_code, one.reg_no
        )  # fmt: skip
        assert (row.licence_no, row.licence_on) == (one.licence_no, one.licence_on)
        assert row.address_raw.startswith(one.address)
        if "hours_unreadable" not in planted[row.key].slips:
            assert row.hours == parse_hours(one.hours)
        entities.setdefault(row.entity_key, set()).add(one.entity)
    assert all(len(owners) == 1 for owners in entities.values())
    assert len(entities) == len({row.business.entity for row in office.true_rows})


def test_each_duplicate_is_offered_with_its_original(read: tuple[DemoOffice, RegisterReport]) -> None:
    office, report = read
    found = {row.key: row.duplicate_of for row in report.rows if row.duplicate_of}
    assert found == {row.key: row.original_key for row in office.rows if row.kind is RowKind.DUPLICATE}
    assert len(found) == 8


def test_each_planted_error_gets_its_issue(read: tuple[DemoOffice, RegisterReport]) -> None:
    office, report = read
    issues = {(f"{issue.sheet}!{issue.row}", issue.code) for issue in report.issues}
    codes = {
        RowKind.DUPLICATE: "duplicate_probable",
        RowKind.NAME_MISSING: "name_missing",
        RowKind.TYPE_UNKNOWN: "type_unknown",
        RowKind.COMMUNE_UNKNOWN: "commune_unknown",
        RowKind.CLOSED_UNDATED: "date_unreadable",
    }
    expected = {(row.key, codes[row.kind]) for row in office.rows if row.kind in codes}
    slips = {(row.key, slip) for row in office.rows for slip in row.slips if slip != "position_outside_commune"}
    assert issues == expected | slips
    closed = {row.key for row in report.rows if row.status is Status.CLOSED}
    assert closed == {row.key for row in office.rows if row.kind in (RowKind.CLOSED, RowKind.CLOSED_UNDATED)}


def test_citizens_numbers_are_dropped_and_contacts_kept_apart(read: tuple[DemoOffice, RegisterReport]) -> None:
    office, report = read
    assert report.dropped_columns == ("Chủ cơ sở / Số CCCD",)
    assert "000000000000" not in repr(report)
    planted = rows_of(office)
    for contact in report.contacts:
        assert contact.owner_name == planted[contact.key].business.owner_name
        assert contact.phone in ("", planted[contact.key].business.phone)


def test_last_inspections_are_those_of_the_history(read: tuple[DemoOffice, RegisterReport]) -> None:
    office, report = read
    days = {one.key: one.on for one in office.inspections if one.is_full and one.minutes_no}
    stated = {row.key: row.last_inspected_on for row in report.rows if row.last_inspected_on}
    assert len(stated) > 40
    assert stated.items() <= days.items()


def placed(
    office: DemoOffice, report: RegisterReport, reference: Reference, boundaries: gpd.GeoDataFrame
) -> list[Placement]:
    rows = [
        ToPlace(key=row.key, coords_raw=row.coords_raw, hamlet=row.hamlet, commune_reported=row.commune_reported)
        for row in report.rows
    ]
    found = place(
        rows,
        boundaries=boundaries,
        hamlets=office.hamlets,
        communes=reference.communes,
        successions=reference.successions,
        vintage_now=office.office.vintage,
    )
    true = {row.key for row in office.true_rows}
    return [placement for placement in found if placement.key in true]


def test_every_true_row_is_placed_in_a_commune_in_force(
    read: tuple[DemoOffice, RegisterReport], demo_reference: Reference, demo_boundaries: gpd.GeoDataFrame
) -> None:
    office, report = read
    placements = placed(office, report, demo_reference, demo_boundaries)
    assert len(placements) == 240
    now = Counter(placement.commune_now for placement in placements)
    assert set(now) == set(office.office.communes)
    quality = Counter(placement.position.quality for placement in placements if placement.position)
    assert quality == {"A": 178, "B": 2, "C": 60}
    outside = {placement.key for placement in placements for issue in placement.issues}
    assert outside == {row.key for row in office.rows if "position_outside_commune" in row.slips}
