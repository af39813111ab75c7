"""The rest of an evening on the tablet, against a search of every order written here."""

import random
from itertools import permutations
from typing import Any

import pytest
from javascript import run

SCRIPTS = ["field/evening.js"]
HOUR = 3600
LEG = "(from, to) => ({seconds: values.travel[values.ids.indexOf(from)][values.ids.indexOf(to)], isEstimate: false})"


def rest(visits: list[dict[str, Any]], travel: list[list[int]], **changes: Any) -> dict[str, Any]:
    """Return a rest that starts at the base "" at 18:00; ids are the base, then the visits."""
    ids = ["", *(visit["id"] for visit in visits)]
    return {
        "ids": ids,
        "travel": travel,
        "rest": {"at_s": 18 * HOUR, "from": "", "base": "", "pause": None, "visits": visits, **changes},
    }


def visit(name: str, *windows: list[float], service_s: int = 1800) -> dict[str, Any]:
    """Return a visit; windows in hours."""
    return {"id": name, "service_s": service_s, "windows": [[int(a * HOUR), int(b * HOUR)] for a, b in windows]}


def flat(count: int, seconds: int = 600) -> list[list[int]]:
    """Return travel times that are the same between all places."""
    return [[0 if a == b else seconds for b in range(count)] for a in range(count)]


def ask(function: str, given: dict[str, Any]) -> Any:
    return run(SCRIPTS, f"{function}({{...values.rest, leg: {LEG}}})", given)


def test_times_in_the_given_order_wait_for_windows():
    timed = ask("timeEvening", rest([visit("A", [18, 23]), visit("B", [20, 23])], flat(3)))
    assert timed["stops"] == [
        {"id": "A", "arrival_s": 65_400, "start_s": 65_400, "leave_s": 67_200},
        {"id": "B", "arrival_s": 67_800, "start_s": 72_000, "leave_s": 73_800},
    ]
    assert (timed["missed"], timed["travel_s"], timed["return_s"]) == ([], 1800, 74_400)


def test_a_window_that_is_over_is_missed_and_nobody_drives_there():
    timed = ask("timeEvening", rest([visit("A", [17, 18]), visit("B", [18, 23])], flat(3)))
    assert timed["missed"] == ["A"]
    assert timed["stops"][0]["arrival_s"] == 65_400


def test_the_second_window_is_taken_when_the_first_is_over():
    timed = ask("timeEvening", rest([visit("A", [17, 18], [21, 22])], flat(2)))
    assert timed["stops"][0]["start_s"] == 21 * HOUR


def test_the_pause_is_taken_at_the_first_departure_after_its_hour_and_once():
    pause = {"at_s": 18 * HOUR + 1800, "span_s": 1200}
    timed = ask(
        "timeEvening", rest([visit("A", [18, 23]), visit("B", [18, 23]), visit("C", [18, 23])], flat(4), pause=pause)
    )
    # 18:10 to 18:40, pause until 19:00, 19:10 to 19:40, then without another pause.
    assert [stop["arrival_s"] for stop in timed["stops"]] == [65_400, 69_000, 71_400]


def test_waiting_through_the_pause_is_the_pause():
    pause = {"at_s": 18 * HOUR + 1800, "span_s": 1200}
    timed = ask("timeEvening", rest([visit("A", [20, 23]), visit("B", [18, 23])], flat(3), pause=pause))
    assert [stop["start_s"] for stop in timed["stops"]] == [20 * HOUR, 20 * HOUR + 2400]


def test_another_order_saves_what_the_given_one_misses():
    given = rest([visit("A", [18, 23]), visit("B", [18, 18.25])], flat(3))
    assert ask("timeEvening", given)["missed"] == ["B"]
    ordered = ask("orderEvening", given)
    assert [stop["id"] for stop in ordered["stops"]] == ["B", "A"]
    assert ordered["missed"] == []


def test_lodging_ends_by_its_hour_and_others_do_not():
    windows = "[windowsOf(values.stop, values.lodging), windowsOf({...values.stop, type: 'KARAOKE'}, values.lodging)]"
    stop = {
        "type": "NHANGHI",
        "service_s": 1800,
        "windows": [[18 * HOUR, 20 * HOUR], [21 * HOUR, 23 * HOUR], [22 * HOUR, 23 * HOUR]],
    }
    lodging = {"types": ["NHANGHI"], "until_s": 22 * HOUR}
    assert run(SCRIPTS, windows, {"stop": stop, "lodging": lodging}) == [
        [[18 * HOUR, 20 * HOUR], [21 * HOUR, 21 * HOUR + 1800]],
        stop["windows"],
    ]


def step(state: tuple[int, int, bool], place: int, given: dict[str, Any]) -> tuple[tuple[int, int, bool], int] | None:
    """Return (end, place, paused) after one more visit: the rules of a rest, written a second time."""
    end, here, paused = state
    pause, one = given["rest"]["pause"], given["rest"]["visits"][place - 1]
    begun = end + pause["span_s"] if pause and not paused and end >= pause["at_s"] else end
    arrival = begun + given["travel"][here][place]
    starts = [max(arrival, first) for first, last in one["windows"] if arrival <= last]
    if not starts:
        return None
    waited = pause is not None and starts[0] - max(arrival, pause["at_s"]) >= pause["span_s"]
    return (starts[0] + one["service_s"], place, paused or begun > end or waited), starts[0]


def best_of_all(given: dict[str, Any]) -> tuple[int, int]:
    """Return the most visits that fit and the earliest return with so many."""
    places = range(1, len(given["ids"]))
    best = (0, given["rest"]["at_s"])
    for size in places:
        for order in permutations(places, size):
            state: tuple[int, int, bool] = (given["rest"]["at_s"], 0, False)
            for place in order:
                found = step(state, place, given)
                if found is None:
                    break
                state = found[0]
            else:
                back = state[0] + given["travel"][state[1]][0]
                best = min(best, (-size, back))
    return -best[0], best[1]


def random_rest(random_: random.Random) -> dict[str, Any]:
    """Return a rest of at most six visits with narrow windows, some in two parts, some with a pause."""
    visits = []
    for number in range(random_.randint(1, 6)):
        first = random_.uniform(17.5, 22)
        windows = [[first, first + random_.uniform(0, 2)]]
        if random_.random() < 0.3:
            windows.append([windows[0][1] + 0.5, windows[0][1] + 1])
        visits.append(visit(f"V{number}", *windows, service_s=random_.randint(5, 60) * 60))
    size = len(visits) + 1
    travel = [[0 if a == b else random_.randint(60, 3000) for b in range(size)] for a in range(size)]
    pause = {"at_s": random_.randint(18 * HOUR, 21 * HOUR), "span_s": 1800} if random_.random() < 0.5 else None
    return rest(visits, travel, pause=pause)


def test_the_order_is_as_good_as_the_best_of_all_orders():
    random_ = random.Random(7)
    cases = [random_rest(random_) for _ in range(150)]
    leg = LEG.replace("values.", "one.")
    found = run(SCRIPTS, f"values.map((one) => orderEvening({{...one.rest, leg: {leg}}}))", cases)
    missed = 0
    for given, evening in zip(cases, found, strict=True):
        most, back = best_of_all(given)
        assert (len(evening["stops"]), evening["return_s"]) == (most, back if most else evening["return_s"])
        assert {stop["id"] for stop in evening["stops"]} | set(evening["missed"]) == set(given["ids"][1:])
        missed += len(evening["missed"])
    assert missed > 50  # else the windows were too wide to try anything


@pytest.mark.parametrize("count", [12, 15])
def test_a_full_evening_is_ordered_whole(count):
    visits = [visit(f"V{number}", [18, 30], service_s=600) for number in range(count)]
    ordered = ask("orderEvening", rest(visits, flat(count + 1, 300)))
    assert (len(ordered["stops"]), ordered["return_s"]) == (count, 18 * HOUR + count * 900 + 300)


def offers(rest_: dict[str, Any], reserves: list[dict[str, Any]], end_h: float) -> Any:
    call = f"nearestReserve({{...values.rest, leg: {LEG}}}, values.reserves, {{end_s: {int(end_h * HOUR)}}})"
    return run(SCRIPTS, call, rest_ | {"reserves": reserves})


def test_the_nearest_reserve_adds_least_travel_and_costs_nobody():
    near, far = visit("NEAR", [18, 23]) | {"ticket": 2}, visit("FAR", [18, 23]) | {"ticket": 1}
    given = rest([visit("A", [18, 23])], flat(4))
    given["ids"] = ["", "A", "NEAR", "FAR"]
    given["travel"] = [[0, 600, 700, 3000], [600, 0, 200, 3000], [700, 200, 0, 3000], [3000, 3000, 3000, 0]]
    offer = offers(given, [far, near], 23)
    assert offer["reserve"]["id"] == "NEAR"
    assert offer["added"]["more_s"] == 300  # 600 + 200 + 700 instead of 600 + 600
    assert offers(given, [far], 19) is None  # nobody comes back too late for a reserve


def test_equally_near_reserves_follow_their_tickets():
    given = rest([visit("A", [18, 23])], flat(4))
    given["ids"] = ["", "A", "R1", "R2"]
    second, first = visit("R1", [18, 23]) | {"ticket": 2}, visit("R2", [18, 23]) | {"ticket": 1}
    assert offers(given, [second, first], 23)["reserve"]["id"] == "R2"


def test_a_second_try_comes_later_and_only_where_it_fits():
    call = f"visitLater({{...values.rest, leg: {LEG}}}, values.visit, {{after_s: {20 * HOUR}, end_s: {23 * HOUR}}})"
    given = rest([visit("A", [18, 23])], flat(3)) | {"visit": visit("X", [18, 22])}
    given["ids"] = ["", "A", "X"]
    later = run(SCRIPTS, call, given)
    assert [(stop["id"], stop["start_s"]) for stop in later["evening"]["stops"]] == [("A", 65_400), ("X", 20 * HOUR)]
    assert run(SCRIPTS, call, given | {"visit": visit("X", [18, 19])}) is None


def test_unknown_travel_is_an_estimate_at_the_sheets_own_pace():
    here, there = {"lon": 106.0, "lat": 11.0}, {"id": "A", "lon": 106.0, "lat": 11.1}
    nearer = {"id": "B", "lon": 106.0, "lat": 11.05}
    travel = {"ids": ["", "A"], "duration_s": [[0, None], [900, 0]]}
    sheet = {"base": here, "stops": [there], "reserves": [nearer], "travel": travel}
    legs = "[['A', ''], ['', 'A'], ['', 'B']].map(([from, to]) => legsOf(values)(from, to))"
    known, back, half = run(SCRIPTS, legs, sheet)
    assert known == {"seconds": 900, "isEstimate": False}
    assert back == {"seconds": 900, "isEstimate": True}
    assert half == {"seconds": 450, "isEstimate": True}
    # Nothing is known: 5.56 km of straight line times 1.4 at 25 km/h.
    sheet["travel"] = {"ids": [""], "duration_s": [[0]]}
    assert run(SCRIPTS, legs, sheet)[2]["seconds"] == pytest.approx(5560 * 1.4 / (25 / 3.6), abs=2)
