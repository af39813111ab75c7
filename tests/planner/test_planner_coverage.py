"""Coverage counts distinct establishments under three denominators and never rounds up."""

import pytest

from domain.rounds import SamplingRule
from planner.coverage import Registered, count_coverage, three_ways


def rows(size: int, *, commune: str = "A", kind: str = "k", start: int = 0) -> list[Registered]:
    return [Registered(id=f"{k:04d}", commune=commune, type=kind) for k in range(start, start + size)]


def coverage(frozen, active=None, ever=None, *, inspected=(), rule: SamplingRule | None = None):
    return count_coverage(
        year=2027,
        frozen=frozen,
        active=frozen if active is None else active,
        ever=frozen if ever is None else ever,
        inspected=frozenset(inspected),
        rule=rule or SamplingRule(),
    )


def test_case_12_three_denominators() -> None:
    """Frozen 300, 60 done, 1 opened: frozen reached (60 of 60), ever active not (need 61 of 301, 19.9 %)."""
    made = coverage(rows(300), active=rows(299), ever=rows(301), inspected=[f"{k:04d}" for k in range(60)]).area
    ways = three_ways(made, 2000)
    assert {name: (r.registered, r.need, r.short, r.reached, r.percent_tenths) for name, r in ways.items()} == {
        "frozen": (300, 60, 0, True, 200),
        "active": (299, 60, 0, True, 200),
        "ever": (301, 61, 1, False, 199),
    }
    assert (ways["frozen"].need, ways["frozen"].short) == (made.need, made.short)


def test_sixty_of_300_is_reached_and_the_opened_one_shows() -> None:
    """Design case 12: need(300) = 60; ever active 301 would need 61."""
    area = coverage(rows(300), ever=rows(301), inspected=[f"{k:04d}" for k in range(60)]).area
    assert (area.registered_frozen, area.registered_ever, area.inspected) == (300, 301, 60)
    assert (area.need, area.short, area.reached, area.percent_tenths) == (60, 0, True, 200)


def test_59_of_299_is_not_reached_and_truncated() -> None:
    area = coverage(rows(299), inspected=[f"{k:04d}" for k in range(59)]).area
    assert (area.need, area.short, area.reached, area.percent_tenths) == (60, 1, False, 197)


def test_communes_and_types_have_their_own_floors() -> None:
    frozen = rows(11) + rows(4, commune="B", kind="l", start=11)
    made = coverage(frozen, inspected=["0000"], rule=SamplingRule(commune_floor_bp=1000, type_floor_bp=5000))
    assert [(r.key, r.registered_frozen, r.need, r.inspected, r.short) for r in made.communes] == [
        ("A", 11, 2, 1, 1),
        ("B", 4, 1, 0, 1),
    ]
    assert [(r.key, r.need, r.short) for r in made.types] == [("k", 6, 5), ("l", 2, 2)]


def test_an_inspection_outside_the_frozen_register_does_not_count() -> None:
    made = coverage(rows(5), ever=rows(6), active=rows(4), inspected=["0005", "0001", "9999"])
    assert (made.area.inspected, made.area.registered_active) == (1, 4)


def test_a_group_that_only_came_later_has_nothing_to_reach() -> None:
    made = coverage(rows(5), ever=rows(5) + rows(1, commune="B", start=5))
    (_, later) = made.communes
    assert (later.key, later.registered_frozen, later.registered_ever, later.need) == ("B", 0, 1, 0)
    assert later.reached and later.percent_tenths == 0


def test_an_empty_register_is_covered() -> None:
    made = coverage([])
    assert (made.area.need, made.area.percent_tenths, made.communes, made.types) == (0, 0, (), ())


def test_an_establishment_twice_is_our_own_bug() -> None:
    with pytest.raises(ValueError, match="twice"):
        coverage(rows(2) + rows(1))
