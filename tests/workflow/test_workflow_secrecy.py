"""A plan's secret and its travel, told to the planner alone; groups of a sample by owner, street and distance."""

import json
from array import array
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import InputError, NotAllowedError
from domain.establishments import BusinessType, Decision, Establishment, OpeningHours, Status
from domain.places import CommuneKey, Position, PositionSource
from domain.plans import Plan
from domain.register_steps import RegisterEntry
from domain.rounds import Round, RoundStatus, SamplingRule
from domain.routing import Location, RoutingProblem, Together, Visit, Weights
from domain.teams import Shift
from domain.travel import TravelMatrix
from geo.travel import Leg, RouteLine
from planner.routing import solve
from planner.verify import verify
from store import establishments, plan_steps, plans, rounds
from workflow.travel_marks import ESTIMATE, keep_marks, lines_of, vehicle_of, ways_of
from workflow.travelling import calibration_path
from workflow.warning_groups import guesses_of, secrecy_rule, street_of, together_of
from workflow.workspace import open_workspace, settings_from

PLANNER = Actor(account="an", role=AccountRole.PLANNER)
OTHERS = [
    Actor(account="binh", role=AccountRole.LEADER),
    Actor(account="doan1", role=AccountRole.TEAM, team="A"),
    Actor(account="quan", role=AccountRole.ADMINISTRATOR),
]
ROUND = Round(
    id="D2027-01", title="Đợt 1", starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 12), rule=SamplingRule(),
    status=RoundStatus.PLANNED, teams=("A",),
)  # fmt: skip
STREETS = ("đường", "ql")
HOUR = 3600


@pytest.fixture
def workspace(tmp_path):
    found = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path / "office")}))
    yield found
    found.store.close()


def problem_of_two(source="valhalla") -> RoutingProblem:
    cells = array("i", [0, 600, 1200, 600, 0, 600, 1200, 600, 0])
    return RoutingProblem(
        name="D2027-01",
        locations=tuple(Location(id=id_, lon=106 + k / 100, lat=11.0) for k, id_ in enumerate(("B", "CS1", "CS2"))),
        matrix=TravelMatrix(size=3, durations=cells, distances=None, source=source, digest="d"),
        visits=tuple(Visit(id=id_, location=id_, service_s=1800, windows=()) for id_ in ("CS1", "CS2")),
        shifts=tuple(
            Shift(
                id=f"d{day}", team="A", date=date(2027, 3, day), start_s=8 * HOUR, end_s=12 * HOUR, start_location="B",
                end_location="B", max_duty_s=4 * HOUR, agencies=(),
            )
            for day in (8, 9, 10, 11, 12)
        ),
        together=(Together(visits=("CS1", "CS2"), within_s=3 * HOUR),),
        weights=Weights(per_shift=60.0),
    )  # fmt: skip


def keep(workspace, problem, *, version=1, params=None, parent=None, orders=None):
    """Keep a plan of the problem as a version that was made; return it."""
    from planner.routing.engine import Found
    from planner.routing.finishing import complete

    best = solve(problem, solver="greedy")
    if orders:
        found = Found(orders=orders, iterations=0, stopped_by="iterations", version="1")
        best = complete(problem, found, solver="hand", seed=0)
    plan = Plan(
        round_id="D2027-01", version=version, problem=problem, solution=best, verdict=verify(problem, best),
        input_digest="d", made_at=datetime(2027, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    with workspace.store.write() as connection:
        rounds.save_round(connection, ROUND)
        plans.save_plan(connection, plan)
        step = plan_steps.PlanStep(
            round_id="D2027-01", version=version, parent=parent, account="an", action="make", params=params or {}
        )
        plan_steps.add_step(connection, step)
    return plan


class Ways:
    """A source that knows one way: over a ferry and 300 m of track, or none at all."""

    def __init__(self, line):
        self.line = line

    def route(self, points, *, with_directions=False):
        legs = tuple(Leg(duration_s=60, distance_m=900, has_ferry=k == 0, track_m=100) for k in range(len(points) - 1))
        return RouteLine(legs=legs, line=self.line) if self.line else None


def test_leaders_and_teams_never_learn_how_well_a_plan_keeps_its_secret(workspace):
    keep(workspace, problem_of_two())
    for actor in OTHERS:
        for look in (workflow.read_secrecy, workflow.read_marks):
            with pytest.raises(NotAllowedError):
                look(workspace, actor, round_id="D2027-01")


def test_the_planner_reads_groups_as_they_stand_and_guesses_as_they_were_tried(workspace):
    problem = problem_of_two()
    plan = keep(workspace, problem)
    untried = workflow.read_secrecy(workspace, PLANNER, round_id="D2027-01")
    assert (untried.groups, untried.kept, untried.day_share) == (1, 1, None)
    guesses = guesses_of(problem, plan.solution, loss_bp=200)
    keep(workspace, problem, version=2, parent=1, params=guesses)
    found = workflow.read_secrecy(workspace, PLANNER, round_id="D2027-01")
    assert 0 <= found.day_share <= Fraction(1, 2) and found.within_s == 3 * HOUR and not found.is_checked
    keep(workspace, problem, version=3, parent=2, orders={"d8": ("CS1",), "d10": ("CS2",)})
    moved = workflow.read_secrecy(workspace, PLANNER, round_id="D2027-01")
    assert (moved.kept, moved.apart, moved.day_share) == (0, (("CS1", "CS2"),), found.day_share)


def test_marks_of_a_way_are_told_while_its_stops_are_the_same(workspace):
    problem = problem_of_two()
    plan = keep(workspace, problem, params={"vehicle": "motorbike"})
    ways = ways_of(plan, Ways(((106.0, 11.0), (106.02, 11.0))))
    (used,) = ways
    assert lines_of(plan, ways) == {used: ((106.0, 11.0), (106.02, 11.0))}
    keep_marks(workspace, plan, ways=ways)
    found = workflow.read_marks(workspace, PLANNER, round_id="D2027-01")
    assert (found.vehicle, found.is_estimate, found.error_permille) == ("motorbike", False, None)
    assert [(way.has_ferry, way.track_m, way.has_line) for way in found.ways.values()] == [(True, 300, True)]
    keep(workspace, problem, version=2, parent=1, orders={used: ("CS2",)})
    changed = workflow.read_marks(workspace, PLANNER, round_id="D2027-01")
    assert changed.ways == {} and changed.vehicle == "motorbike"
    none = ways_of(plan, Ways(None))
    assert lines_of(plan, none)[used][0] == lines_of(plan, none)[used][-1] == (106.0, 11.0)


ALONG_THE_BORDER = ((106.11, 11.735), (106.15, 11.735))
"""4.4 km west to east, half a kilometre south of the edge in data/facts/border.csv."""
FAR_AWAY = ((105.8, 21.0), (105.8, 21.03))


def border_told(workspace, plan, line):
    """Return what is told of the border on the way of a plan that leads along a line."""
    keep_marks(workspace, plan, ways=ways_of(plan, Ways(line)))
    (way,) = workflow.read_marks(workspace, PLANNER, round_id="D2027-01").ways.values()
    return way.border_m


def test_metres_near_the_border_are_told_by_the_written_edge(workspace):
    plan = keep(workspace, problem_of_two())
    assert border_told(workspace, plan, ALONG_THE_BORDER) == pytest.approx(4362, abs=15)
    assert border_told(workspace, plan, None) is None
    assert workflow.read_marks(workspace, PLANNER, round_id="D2027-01").border_within_m == 1000


def test_an_office_elsewhere_hears_of_no_border_until_it_gives_its_own(workspace, tmp_path):
    plan = keep(workspace, problem_of_two())
    assert border_told(workspace, plan, FAR_AWAY) == 0
    own = tmp_path / "border.geojson"
    line = {"type": "LineString", "coordinates": [[105.795, 20.9], [105.795, 21.1]]}
    feature = {"type": "Feature", "properties": {}, "geometry": line}
    own.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    for actor in OTHERS:
        with pytest.raises(NotAllowedError):
            workflow.load_border(workspace, actor, path=own)
    assert workflow.load_border(workspace, PLANNER, path=own) == 1
    assert border_told(workspace, plan, FAR_AWAY) == pytest.approx(3320, abs=15)
    assert border_told(workspace, plan, ALONG_THE_BORDER) == 0


def test_no_border_is_told_of_a_way_that_is_only_an_estimate(workspace):
    assert border_told(workspace, keep(workspace, problem_of_two(ESTIMATE)), ALONG_THE_BORDER) is None


def test_an_estimate_is_told_with_its_error_where_it_was_measured(workspace):
    keep(workspace, problem_of_two(ESTIMATE))
    assert workflow.read_marks(workspace, PLANNER, round_id="D2027-01").error_permille is None
    from geo.travel import Calibration, write_calibration

    path = calibration_path(workspace)
    path.parent.mkdir(parents=True)
    fitted = Calibration(
        detour=1.3, speed_kmh=30.0, pairs=50, held_out=50, median_error=0.142, p90_error=0.3, digest="x"
    )
    write_calibration(fitted, path)
    found = workflow.read_marks(workspace, PLANNER, round_id="D2027-01")
    assert found.is_estimate and found.error_permille == 142 and found.vehicle == "car"
    assert vehicle_of(workspace, "D2027-02") == "car"
    assert workflow.list_vehicles(workspace)[0] == "car" and "motorbike" in workflow.list_vehicles(workspace)


KARAOKE = BusinessType(
    code="K", label="", windows=(OpeningHours(from_s=19 * HOUR, to_s=23 * HOUR),), service_s=1800, agencies=(), points=0
)
INTERNET = replace(KARAOKE, code="I", windows=(OpeningHours(from_s=8 * HOUR, to_s=11 * HOUR),))


def place(id_, metres_east, *, owner="", address="", kind="K", commune="1", quality="A"):
    """Return an establishment so many metres east of the first one (one degree is 109,300 m at 11 degrees north)."""
    position = Position(
        lon=106 + metres_east / 109_300, lat=11.0, source=PositionSource.GIVEN, quality=quality, accuracy_m=10
    )
    return Establishment(
        id=id_, entity_id=owner or id_, name=id_, type=kind, type_raw="", hamlet="", address_raw=address, commune_raw="",
        commune_reported=None, commune_now=CommuneKey(vintage="2025", code=commune), coords_raw="", position=position,
        status=Status.ACTIVE, decision=Decision.ACCEPTED,
    )  # fmt: skip


def groups(workspace, *selected, **changes):
    rule = replace(secrecy_rule(workspace), **changes)
    return [one.visits for one in together_of(selected, types={"K": KARAOKE, "I": INTERNET}, rule=rule)]


def test_owner_street_and_distance_join_and_opening_hours_part(workspace):
    near = (place("a", 0), place("b", 480), place("c", 5000))
    assert groups(workspace, *near) == [("a", "b")]
    assert groups(workspace, *near, near_m=470) == []
    assert groups(workspace, place("a", 0, owner="x"), place("c", 9000, owner="x")) == [("a", "c")]
    street = (place("a", 0, address="Số 5, đường Lê Lợi"), place("c", 4000, address="12/3 Đường  lê lợi, KP1"))
    assert groups(workspace, *street) == [("a", "c")]
    assert groups(workspace, street[0], replace(street[1], commune_now=CommuneKey(vintage="2025", code="2"))) == []
    assert groups(workspace, place("a", 0), place("b", 100, kind="I")) == [], "one opens when the other has long closed"
    assert groups(workspace, place("a", 0), place("b", 100, quality="C")) == [], (
        "the middle of a hamlet is no neighbour"
    )


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("Số 12A, đường Lê Duẩn, KP2", "lê duẩn"),
        ("QL22B, ấp 3", "22b"),
        ("QL 22B, ấp 3", "22b"),
        ("ấp 3, xã Tân Hưng", ""),
        ("gần đường liên xã, ấp 2", ""),
        ("đường", ""),
        ("", ""),
    ],
)
def test_a_street_is_read_from_an_address(address, street):
    assert street_of(address, STREETS) == street


PLACES = "name,kind,lon,lat\nTrường A,school,106.001,11.0\nChùa B,worship,106.5,11.0\n"


def test_sensitive_places_flag_dance_halls_alone_and_a_bad_file_changes_nothing(workspace, tmp_path):
    hall = replace(place("CS000001", 0), type="VUTRUONG")
    others = (replace(place("CS000002", 0), type="KARAOKE"), replace(place("CS000003", 4000), type="VUTRUONG"))
    with workspace.store.write() as connection:
        entries = {one.id: RegisterEntry(establishment=one) for one in (hall, *others)}
        establishments.write_entry_rows(connection, entries)
    assert workflow.sensitive_flags(workspace, PLANNER) is None, "nothing loaded is not the same as nothing near"
    path = tmp_path / "places.csv"
    path.write_text(PLACES, encoding="utf-8")
    assert workflow.load_sensitive(workspace, PLANNER, path=path) == 2
    (flag,) = workflow.sensitive_flags(workspace, PLANNER)
    assert (flag.establishment_id, flag.params["place"]) == ("CS000001", "Trường A")
    assert 108 <= flag.params["metres"] <= 111
    assert workflow.sensitive_flags(workspace, PLANNER, establishment="CS000002") == ()
    path.write_text(PLACES.replace("106.5", "xx"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        workflow.load_sensitive(workspace, PLANNER, path=path)
    assert (caught.value.code, caught.value.params["row"]) == ("sensitive.row", 3)
    assert workflow.sensitive_flags(workspace, PLANNER) == (flag,)
    for actor in OTHERS:
        with pytest.raises(NotAllowedError):
            workflow.sensitive_flags(workspace, actor)
        with pytest.raises(NotAllowedError):
            workflow.load_sensitive(workspace, actor, path=path)
