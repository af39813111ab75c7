"""Many areas through one executor: order, retries, dead processes, stopping; the same by pool, by Dask and here."""

import os
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest
from area_clusters import loopback_cluster
from area_works import deadly, once_refused, squared, unfit

from domain.errors import InputError, ServiceError
from workflow.area_executors import InProcess, ProcessPool, dask_cluster, process_pool
from workflow.area_runs import run_areas

pytestmark = pytest.mark.timeout(120)
AREAS = (0, 1, 2, 3, 4, 6, 7, 8)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with loopback_cluster() as address:
        yield address


def told(outcomes):
    return [
        (one.area, one.result and one.result[0], one.error and (one.error.code, dict(one.error.params)), one.attempts)
        for one in outcomes
    ]


EXPECTED = [
    (n, n * n, None, 1)
    if n not in (3, 6)
    else (n, None, ("plan.not_drawn", {}) if n == 3 else ("areas.broken", {"reason": "KeyError"}), 2)
    for n in AREAS
]


def test_outcomes_come_in_the_order_of_the_areas_and_failures_touch_no_other():
    seen = []
    outcomes = run_areas(AREAS, squared, executor=InProcess(), on_progress=lambda *step: seen.append(step))
    assert told(outcomes) == EXPECTED
    assert seen[0] == ("areas", 0, 8) and seen[-1] == ("areas", 8, 8)
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)


class Backwards(InProcess):
    """Do the work of four areas at a time, and let the one that began last end first."""

    places = 4

    def __init__(self) -> None:
        self.held, self.ended = [], []

    def submit(self, work, area):
        self.held.append((Future(), work(area), area))
        return self.held[-1][0]

    def check(self) -> None:
        if self.held:
            future, result, area = self.held.pop()
            future.set_result(result)
            self.ended.append(area)


def test_it_does_not_matter_which_area_ends_first():
    backwards = Backwards()
    assert told(run_areas(AREAS, squared, executor=backwards)) == EXPECTED
    assert backwards.ended[0] == 3 and backwards.ended.index(8) < backwards.ended.index(0)


def test_a_pool_gives_the_same_from_other_processes():
    with process_pool(2) as pool:
        outcomes = run_areas(AREAS, squared, executor=pool)
    assert told(outcomes) == EXPECTED
    assert os.getpid() not in {one.result[1] for one in outcomes if one.result}


def test_a_cluster_gives_the_same_and_logs_no_text_of_an_error(cluster, capfd):
    with dask_cluster(cluster) as executor:
        assert executor.places == 2
        outcomes = run_areas(AREAS, squared, executor=executor)
    assert told(outcomes) == EXPECTED
    assert os.getpid() not in {one.result[1] for one in outcomes if one.result}
    assert "a name" not in "".join(capfd.readouterr())


def test_an_area_that_kills_its_process_is_the_only_one_that_fails():
    with process_pool(2) as pool:
        outcomes = run_areas((0, 1, 5, 4, 7, 8), deadly, executor=pool)
    died = ("areas.died", {"reason": "BrokenProcessPool"})
    assert told(outcomes) == [(n, None, died, 2) if n == 5 else (n, n * n, None, 1) for n in (0, 1, 5, 4, 7, 8)]


class Fragile(Backwards):
    """Die with all that is under way where 5 is among it."""

    def check(self) -> None:
        if areas := tuple(area for *_, area in self.held):
            self.ended.append(areas)
        for future, result, _ in self.held:
            future.set_exception(BrokenProcessPool()) if 5 in areas else future.set_result(result)
        self.held = []


def test_those_under_way_when_a_process_dies_go_on_one_by_one():
    fragile = Fragile()
    outcomes = run_areas((0, 5, 1, 2, 4), squared, executor=fragile)
    assert fragile.ended == [(0, 5, 1, 2), (0,), (5,), (1,), (2,), (5,), (4,)]
    assert [(one.error is None, one.attempts) for one in outcomes] == [(n != 5, 1 + (n == 5)) for n in (0, 5, 1, 2, 4)]


class DeadBeforeTheNext(InProcess):
    """Refuse the second area as a pool does whose process died while nobody looked, until it stands anew."""

    places, renewed = 2, 0

    def submit(self, work, area):
        if area == 1 and not self.renewed:
            raise BrokenProcessPool
        return super().submit(work, area)

    def renew(self) -> None:
        self.renewed += 1


def test_a_process_that_died_before_an_area_began_is_not_held_against_it():
    dead = DeadBeforeTheNext()
    assert told(run_areas((0, 1, 2), squared, executor=dead)) == [(n, n * n, None, 1) for n in (0, 1, 2)]
    assert dead.renewed == 1


def test_an_error_that_cannot_travel_is_told_by_its_code():
    with process_pool(1) as pool:
        (one,) = run_areas((4,), unfit, executor=pool)
    assert (one.error.code, one.error.exit_code, dict(one.error.params)) == ("draw.floor", 4, {"count": 4})


def test_what_fails_once_is_done_the_second_time(tmp_path):
    marks = [str(tmp_path / "a"), str(tmp_path / "b")]
    outcomes = run_areas(marks, once_refused, executor=InProcess())
    assert [(one.result, one.error, one.attempts) for one in outcomes] == [(mark, None, 2) for mark in marks]
    (refused,) = run_areas([str(tmp_path / "c")], once_refused, executor=InProcess(), retries=0)
    assert refused.error.code == "plan.not_drawn" and refused.attempts == 1


def test_processes_are_replaced_so_that_memory_cannot_add_up():
    pool = ProcessPool(workers=1, areas_per_process=2)
    outcomes = run_areas((0, 1, 2, 4, 7), squared, executor=pool)
    pool.close()
    first, second, third, fourth, fifth = (one.result[1] for one in outcomes)
    assert first == second and third == fourth and len({first, third, fifth}) == 3


def test_a_stop_lets_what_is_under_way_end_and_begins_nothing_more():
    ended: list[int] = []
    with process_pool(2) as pool:
        outcomes = run_areas(
            (0, 1, 2, 4) * 10, squared, executor=pool, should_stop=lambda: bool(ended and ended[-1] >= 2),
            on_progress=lambda step, done, total: ended.append(done),
        )  # fmt: skip
    codes = [one.error.code if one.error else "" for one in outcomes]
    assert codes.count("") >= 2 and codes[-1] == "areas.stopped" and len(outcomes) == 40


def test_what_fails_after_a_stop_is_not_begun_again():
    backwards = Backwards()
    outcomes = run_areas(AREAS, squared, executor=backwards, should_stop=lambda: bool(backwards.held))
    assert told(outcomes) == [
        *((n, n * n, None, 1) for n in (0, 1, 2)), (3, None, ("plan.not_drawn", {}), 1),
        *((n, None, ("areas.stopped", {}), 0) for n in (4, 6, 7, 8)),
    ]  # fmt: skip


def test_a_cluster_that_goes_away_ends_the_run(cluster):
    with dask_cluster(cluster) as executor:
        executor._client.close()
        first, second = run_areas((1, 2), squared, executor=executor)
    assert first.error.code == second.error.code == "areas.lost"


def test_addresses_that_others_can_listen_to_are_refused():
    for address in ("tcp://10.0.0.5:8786", "10.0.0.5:8786", "ws://office.example:80"):
        with pytest.raises(InputError, match=r"areas\.open_scheduler"), dask_cluster(address):
            pass


def test_a_pool_needs_a_process():
    with pytest.raises(InputError, match=r"areas\.workers"), process_pool(0):
        pass


def test_nobody_at_an_address_is_a_service_that_does_not_answer(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("workflow.area_executors.CONNECT_S", 0.3)
    with pytest.raises(ServiceError, match=r"areas\.no_scheduler"), dask_cluster("tcp://127.0.0.1:9"):
        pass
