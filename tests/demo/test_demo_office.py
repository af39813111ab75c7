"""The demo office: counts, spread, owners, teams, history."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import geopandas as gpd
import pytest
import shapely

from demo.names import DemoNames, read_names
from demo.office import DemoOffice
from demo.places import distance_km
from demo.planting import RowKind, new_tone_style, without_marks
from domain.inspections import ComplaintState
from domain.places import CommuneKey
from domain.teams import TeamLevel
from register.fold import fold, old_tone_style
from register.hours import parse_hours
from workflow.reference import Reference

AS_OF = date(2027, 3, 1)


def test_the_same_seed_gives_the_same_office_and_another_seed_another(
    make_office: Callable[..., DemoOffice], demo: DemoOffice
) -> None:
    assert make_office() == demo
    other = make_office(seed=1)
    assert [row.cells for row in other.rows] != [row.cells for row in demo.rows]
    assert len(other.true_rows) == 240


def test_240_in_scope_and_sixteen_planted(demo: DemoOffice) -> None:
    kinds = Counter(row.kind for row in demo.rows)
    assert kinds == {
        RowKind.TRUE: 240,
        RowKind.DUPLICATE: 8,
        RowKind.NAME_MISSING: 2,
        RowKind.TYPE_UNKNOWN: 2,
        RowKind.COMMUNE_UNKNOWN: 2,
        RowKind.CLOSED: 1,
        RowKind.CLOSED_UNDATED: 1,
    }
    assert demo.rows_total == len({row.key for row in demo.rows}) == 256
    assert len({row.business.id for row in demo.true_rows}) == 240


def test_every_commune_and_type_has_its_count(
    demo: DemoOffice, demo_names: DemoNames, demo_reference: Reference
) -> None:
    names = {commune.key: commune.name for commune in demo_reference.communes}
    by_commune = Counter(names[row.business.commune] for row in demo.true_rows)
    assert by_commune == {part.name: part.count for part in demo_names.communes}
    by_type = Counter(row.business.type for row in demo.true_rows)
    assert by_type == {kind.code: kind.count for kind in demo_names.types}
    assert min(by_type.values()) >= 4
    assert len(by_commune) == 12


def test_every_establishment_stands_in_its_commune_near_the_centre(
    demo: DemoOffice, demo_boundaries: gpd.GeoDataFrame, demo_reference: Reference
) -> None:
    area = {
        CommuneKey(vintage=vintage, code=code): geometry
        for vintage, code, geometry in zip(
            demo_boundaries["vintage"], demo_boundaries["code"], demo_boundaries.geometry, strict=True
        )
    }
    centre = {c.key: (c.centre_lon, c.centre_lat) for c in demo_reference.communes}
    hamlets = {(h.commune, h.name): (h.lon, h.lat) for h in demo.hamlets}
    for row in demo.true_rows:
        one = row.business
        assert area[one.commune].contains(shapely.Point(one.lon, one.lat)), row.key
        assert 0.1 <= distance_km((one.lon, one.lat), centre[one.commune]) <= 2.8
        mine = {name: point for (commune, name), point in hamlets.items() if commune == one.commune}
        assert one.hamlet == min(mine, key=lambda name: distance_km((one.lon, one.lat), mine[name]))
    for (commune, _), (lon, lat) in hamlets.items():
        assert area[commune].contains(shapely.Point(lon, lat))
        assert 0.59 <= distance_km((lon, lat), centre[commune]) <= 2.51
    assert set(Counter(h.commune for h in demo.hamlets).values()) <= {3, 4, 5}


def test_the_spread_is_uneven(demo: DemoOffice) -> None:
    """A few hamlets hold much, as markets do: the fullest third more than half."""
    sizes = sorted(
        Counter((row.business.commune, row.business.hamlet) for row in demo.true_rows).values(), reverse=True
    )
    assert sum(sizes[: len(sizes) // 3]) > 120


def test_fifteen_owners_have_several_establishments(demo: DemoOffice) -> None:
    owned: dict[str, list] = {}
    for row in demo.true_rows:
        owned.setdefault(row.business.entity, []).append(row.business)
    several = [group for group in owned.values() if len(group) > 1]
    assert 13 <= len(several) <= 15
    assert {len(group) for group in several} == {2, 3}
    for group in several:
        assert len({one.tax_code[:10] for one in group}) == 1
        assert len({one.owner_name for one in group}) == 1
        together = len({(one.lon, one.lat) for one in group}) == 1
        kinds, communes = {one.type for one in group}, {one.commune for one in group}
        # One roof with different lines, or one line in different communes.
        assert len(kinds if together else communes) == len(group)
        assert len(communes if together else kinds) == 1
    keys = Counter(row.business.tax_code[:10] or row.business.reg_no for row in demo.true_rows)
    assert "" not in keys
    assert len(keys) == len(owned)


def test_hours_fit_the_windows_of_the_type(demo: DemoOffice, demo_reference: Reference) -> None:
    windows = {kind.code: kind.windows for kind in demo_reference.types}
    for row in demo.true_rows:
        hours = parse_hours(row.business.hours)
        assert hours is not None
        overlap = max(min(hours.to_s, w.to_s) - max(hours.from_s, w.from_s) for w in windows[row.business.type])
        assert overlap >= 2 * 3600, row.business


def test_everything_about_owners_is_fictional(demo: DemoOffice) -> None:
    for row in demo.rows:
        assert row.business.phone.startswith("0900000")
        assert row.business.tax_code[:2] in ("", "99")


def test_office_bases_and_teams(demo: DemoOffice, demo_reference: Reference) -> None:
    names = {commune.key: commune.name for commune in demo_reference.communes}
    assert {names[key] for key in demo.office.communes} == {
        "Tân Châu", "Tân Đông", "Tân Hội", "Tân Hòa", "Tân Thành", "Tân Phú"
    }  # fmt: skip
    assert {key.vintage for key in demo.office.communes} == {demo.office.vintage} == {"post2025"}
    assert demo.office.demo_at is not None
    assert demo.office.demo_at.isoformat() == "2027-03-01T08:00:00+07:00"
    assert demo.office.is_schematic
    bases = {base.id for base in demo.office.bases}
    assert len(bases) == 2
    levels = Counter(team.level for team in demo.teams)
    assert levels == {TeamLevel.AREA: 2, TeamLevel.COMMUNE: 2}
    for team in demo.teams:
        assert team.base in bases
        assert len(team.territory) == (team.level is TeamLevel.COMMUNE)
        assert set(team.territory) <= set(demo.office.communes)
        assert set(team.agencies) <= set(demo_reference.agencies)
    needed = {agency for kind in demo_reference.types for agency in kind.agencies}
    assert all(needed <= set(team.agencies) for team in demo.teams if team.level is TeamLevel.AREA)


def test_shifts_are_two_working_weeks_from_the_monday_after(demo: DemoOffice) -> None:
    days = {shift.date for shift in demo.shifts}
    assert min(days) == date(2027, 3, 8)
    assert max(days) == date(2027, 3, 19)
    assert all(day.weekday() < 5 for day in days)
    assert len({shift.id for shift in demo.shifts}) == len(demo.shifts) == 28
    assert "T1-2027-03-08-T" in {shift.id for shift in demo.shifts}
    assert len({(shift.team, shift.date) for shift in demo.shifts}) == 28
    for shift in demo.shifts:
        is_evening = shift.id.endswith("-T")
        assert (shift.start_s, shift.end_s) == ((66_600, 82_800) if is_evening else (28_800, 59_400))
        assert shift.max_stops == 6
        if is_evening:
            assert shift.pause is None
        else:
            assert shift.pause is not None
            assert shift.pause.earliest_s >= 41_400
            assert shift.pause.latest_s + shift.pause.duration_s <= 46_800
            assert 1_800 <= shift.pause.duration_s <= 3_600


@pytest.mark.parametrize("day", [1, 7])
def test_a_monday_waits_a_week_and_a_sunday_a_day(make_office: Callable[..., DemoOffice], day: int) -> None:
    office = make_office(as_of=date(2027, 3, day))
    assert min(shift.date for shift in office.shifts) == date(2027, 3, 8)


def test_before_the_merger_the_office_has_the_twelve(make_office: Callable[..., DemoOffice]) -> None:
    office = make_office(as_of=date(2025, 3, 3))
    assert office.office.vintage == "pre2025"
    assert len(office.office.communes) == 12
    assert len(office.true_rows) == 240


def test_about_25_are_exempt_and_three_remedies_are_overdue(demo: DemoOffice) -> None:
    entity = {row.key: row.business.entity for row in demo.true_rows}
    year = timedelta(days=365)
    counting = [one for one in demo.inspections if one.is_full and one.minutes_no]
    recent = [one for one in counting if AS_OF - one.on < year]
    exempt = [key for key, owner in entity.items() if owner in {entity[one.key] for one in recent}]
    assert 23 <= len(exempt) <= 27
    assert "VAN_HOA" not in {one.agency for one in recent}
    assert len(counting) - len(recent) == 60
    assert sum(one not in counting for one in demo.inspections) == 5
    due = [f.remedy_due_on for one in demo.inspections for f in one.findings if f.remedy_due_on]
    assert len(due) == 3
    assert all(AS_OF - timedelta(days=60) < day < AS_OF for day in due)
    assert all(date(2025, 1, 1) <= one.on < AS_OF for one in demo.inspections)
    assert sum(bool(one.findings) for one in demo.inspections) == 15


def test_complaints_have_a_ground_where_the_sign_is_clear(demo: DemoOffice) -> None:
    assert 6 <= len(demo.complaints) <= 8
    clear = [one for one in demo.complaints if one.state is ComplaintState.CLEAR_SIGN]
    assert len({one.ground for one in clear}) == len(clear) == 2
    assert not any(one.ground for one in demo.complaints if one not in clear)
    true = {row.key for row in demo.true_rows}
    assert len({one.key for one in demo.complaints} & true) == len(demo.complaints)
    # One clear sign overrides an exemption.
    exempting = {one.key for one in demo.inspections if one.is_full and AS_OF - one.on < timedelta(days=365)}
    assert len({one.key for one in clear} & exempting) == 1


def test_counts_that_do_not_add_up_and_unknown_types_are_refused(
    demo_names: DemoNames, make_office: Callable[..., DemoOffice], demo_reference: Reference
) -> None:
    source = (demo_reference.directory / "facts" / "names.toml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="add up"):
        read_names(source.replace("count = 46\nsheet", "count = 45\nsheet"))
    kinds = (replace(demo_names.types[0], code="NOWHERE"), *demo_names.types[1:])
    with pytest.raises(ValueError, match="NOWHERE"):
        make_office(names=replace(demo_names, types=kinds))


def test_signs_differ_even_without_marks(demo_names: DemoNames) -> None:
    assert len({fold(sign) for sign in demo_names.signs}) == len(demo_names.signs)


@pytest.mark.parametrize("text", ["Nhà nghỉ Hòa Thúy", "Mỹ Hòa", "khỏe", "quý", "Hoàng Gia", "THÚY"])
def test_the_new_tone_style_is_what_the_register_repairs(text: str) -> None:
    assert old_tone_style(new_tone_style(text)) == text
    assert fold(without_marks(text)) == fold(text)
    assert new_tone_style("Hòa Thúy khỏe Hoàng quý") == "Hoà Thuý khoẻ Hoàng quý"
