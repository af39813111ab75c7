"""The simulated country: any area from its number alone, drawn and planned by the rules, the same by pool and Dask."""

from collections.abc import Iterator
from statistics import mean

import pytest
from area_clusters import loopback_cluster

from demo.country import COMMUNES, PER_COMMUNE, make_country_area
from demo.country_plans import AS_OF, CountryTask, country_facts, plan_country_area
from workflow.area_executors import InProcess, dask_cluster, process_pool
from workflow.area_runs import run_areas

AREAS = [CountryTask(seed=1, number=number) for number in range(3)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with loopback_cluster() as address:
        yield address


def test_an_area_hangs_on_seed_and_number_alone():
    names = country_facts().names
    *_, third = [make_country_area(number, names=names, seed=1, as_of=AS_OF) for number in range(3)]
    assert make_country_area(2, names=names, seed=1, as_of=AS_OF) == third
    assert make_country_area(2, names=names, seed=2, as_of=AS_OF) != third


def test_a_country_of_556_areas_has_100_000_establishments_in_3_300_communes():
    names = country_facts().names
    areas = [
        (len(area.communes), len(area.establishments), area.establishments[0].id)
        for area in (make_country_area(number, names=names, seed=1, as_of=AS_OF) for number in range(556))
    ]
    communes, establishments = (sum(area[k] for area in areas) for k in (0, 1))
    assert 3_200 <= communes <= 3_450 and 96_000 <= establishments <= 104_000
    assert len({id_ for _, _, id_ in areas}) == 556
    assert abs(mean(n for n, _, _ in areas) - mean(COMMUNES)) < 0.2
    assert abs(establishments / communes - mean(PER_COMMUNE)) < 0.5


def test_every_area_is_drawn_and_planned_by_the_rules():
    plans = [plan_country_area(task) for task in AREAS]
    for plan in plans:
        assert plan.rules_broken == 0 and plan.planned + plan.unassigned == plan.selected
        assert plan.selected * 5 >= plan.establishments
    assert len({plan.digest for plan in plans}) == 3


@pytest.mark.proof
def test_thirty_areas_are_the_same_by_pool_by_dask_and_here(cluster):
    areas = [CountryTask(seed=1, number=number) for number in range(30)]
    here = [one.result for one in run_areas(areas, plan_country_area, executor=InProcess())]
    with process_pool(2) as pool:
        by_pool = [one.result for one in run_areas(areas, plan_country_area, executor=pool)]
    with dask_cluster(cluster) as executor:
        by_dask = [one.result for one in run_areas(areas, plan_country_area, executor=executor)]
    assert all(plan.rules_broken == 0 for plan in here)
    assert here == by_pool == by_dask
