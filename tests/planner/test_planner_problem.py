"""The office's values become a routing problem: windows, agencies, territories."""

from dataclasses import replace

import pytest
from routing_cases import HOUR, matrix_of, shift

from domain.errors import InputError
from domain.establishments import BusinessType, Decision, Establishment, OpeningHours, Status
from domain.places import Base, CommuneKey, Position, PositionSource
from domain.routing import Solution
from domain.teams import Team, TeamLevel
from planner.problem import build_problem, visit_windows
from planner.routing.timing import time_route
from planner.verify import verify

HERE, THERE = CommuneKey(vintage="2025", code="1"), CommuneKey(vintage="2025", code="2")
KARAOKE = BusinessType(
    code="K",
    label="karaoke",
    windows=(OpeningHours(from_s=18 * HOUR, to_s=26 * HOUR),),
    service_s=HOUR,
    agencies=("CA",),
    points=1,
)
PLACE = Establishment(
    id="e1",
    entity_id="x",
    name="Sao Đêm",
    type="K",
    type_raw="",
    hamlet="",
    address_raw="",
    commune_raw="",
    commune_reported=None,
    commune_now=HERE,
    coords_raw="",
    position=Position(lon=106.1, lat=11.5, source=PositionSource.GIVEN, quality="A", accuracy_m=10),
    status=Status.ACTIVE,
    decision=Decision.ACCEPTED,
)
OPEN_TEAM = Team(id="M", name="", level=TeamLevel.AREA, base="B", agencies=("CA", "VH"))
THEIR_TEAM = Team(id="E", name="", level=TeamLevel.COMMUNE, base="B", agencies=("CA",), territory=(THERE,))


def build(place=PLACE, teams=(OPEN_TEAM, THEIR_TEAM)):
    return build_problem(
        name="r1",
        establishments=(place,),
        types={"K": KARAOKE},
        shifts=(shift("m", 18, 22, agencies=()), shift("e", 17, 22, agencies=("YT",))),
        teams=teams,
        bases=(Base(id="B", name="", lon=106.0, lat=11.0),),
        matrix=matrix_of([[0, 600], [600, 0]]),
    )


def test_a_visit_has_its_types_time_agencies_and_windows():
    problem = build()
    (visit,) = problem.visits
    assert [(one.id, one.lon) for one in problem.locations] == [("B", 106.0), ("e1", 106.1)]
    assert (visit.service_s, visit.agencies, visit.required) == (HOUR, ("CA",), True)
    assert visit.windows == ((18 * HOUR, 25 * HOUR),)
    # Shifts stand by date and start; a shift without agencies has its team's.
    assert [(one.id, one.agencies) for one in problem.shifts] == [("e", ("YT",)), ("m", ("CA", "VH"))]


def test_a_team_never_leaves_its_territory():
    assert build().visits[0].allowed_shifts == ("m",)
    assert build(replace(PLACE, commune_now=THERE)).visits[0].allowed_shifts is None
    assert build(teams=(OPEN_TEAM, replace(THEIR_TEAM, territory=()))).visits[0].allowed_shifts is None


@pytest.mark.parametrize(
    ("hours", "windows"),
    [
        (None, ((18 * HOUR, 25 * HOUR),)),
        (OpeningHours(from_s=19 * HOUR, to_s=22 * HOUR), ((19 * HOUR, 21 * HOUR),)),
        (OpeningHours(from_s=19 * HOUR, to_s=20 * HOUR), ((19 * HOUR, 19 * HOUR),)),
        # A minute too short for the visit, or never open at the type's hours: the type's windows stand.
        (OpeningHours(from_s=19 * HOUR, to_s=20 * HOUR - 60), ((18 * HOUR, 25 * HOUR),)),
        (OpeningHours(from_s=8 * HOUR, to_s=17 * HOUR), ((18 * HOUR, 25 * HOUR),)),
    ],
)
def test_a_visit_ends_before_the_place_closes(hours, windows):
    assert visit_windows(KARAOKE, hours) == windows


def test_a_window_shorter_than_the_visit_is_one_moment():
    short = replace(KARAOKE, windows=(OpeningHours(from_s=18 * HOUR, to_s=18 * HOUR + 60),))
    assert visit_windows(short, None) == ((18 * HOUR, 18 * HOUR),)


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("problem.no_position", lambda: build(replace(PLACE, position=None))),
        ("problem.no_type", lambda: build(replace(PLACE, type="X"))),
        ("problem.no_team", lambda: build(teams=(OPEN_TEAM,))),
    ],
)
def test_what_cannot_be_planned_is_refused(code, make):
    with pytest.raises(InputError) as refused:
        make()
    assert refused.value.code == code


def test_a_recused_team_never_visits_the_commune_or_the_owner():
    old = CommuneKey(vintage="2020", code="9")
    for recused in (
        {"recused_communes": (HERE,)},
        {"recused_communes": (old,)},
        {"recused_entities": ("x",)},
    ):
        problem = build(replace(PLACE, commune_reported=old), teams=(replace(OPEN_TEAM, **recused), THEIR_TEAM))
        assert problem.visits[0].forbidden_shifts == ("m",)
        assert [broken.code for broken in verify(problem, visited_on(problem, "m")).broken] == ["forbidden_shift"]
    elsewhere = replace(OPEN_TEAM, recused_communes=(THERE,), recused_entities=("y",))
    problem = build(teams=(elsewhere, THEIR_TEAM))
    assert problem.visits[0].forbidden_shifts == ()
    assert verify(problem, visited_on(problem, "m")).ok


def visited_on(problem, shift_id):
    """Return the plan that visits the one place on a shift, with its own score."""
    route = time_route(problem, shift_id, ["e1"])
    plan = Solution(
        routes=(route,),
        unassigned=(),
        score=0,
        solver="hand",
        version="1",
        seed=0,
        iterations=0,
        stopped_by="iterations",
    )
    return replace(plan, score=verify(problem, plan).score)
