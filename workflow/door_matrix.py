"""A plan's problem with places that it did not know when it was made: their ways are straight lines."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.routing import Location, RoutingProblem, Visit
from domain.travel import UNREACHABLE, TravelMatrix
from workflow.travelling import open_travel
from workflow.workspace import Workspace

Point = tuple[float, float]


def with_visits(
    workspace: Workspace, problem: RoutingProblem, visits: Sequence[Visit], *, places: Mapping[str, Point]
) -> RoutingProblem:
    """Return the problem with more visits; what the matrix knows stays, the rest is the office's estimate.

    Parameters
    ----------
    places
        Location to (lon, lat) degrees of those that the problem may not know.
    """
    known = {place.id for place in problem.locations}
    new = tuple(
        Location(id=visit.location, lon=places[visit.location][0], lat=places[visit.location][1])
        for visit in visits
        if visit.location not in known
    )
    planned = {visit.id for visit in problem.visits}
    more = tuple(visit for visit in visits if visit.id not in planned)
    locations = (*problem.locations, *new)
    if not new:
        return replace(problem, visits=(*problem.visits, *more))
    guess = open_travel(workspace, travel="estimate").matrix([(one.lon or 0.0, one.lat or 0.0) for one in locations])
    return replace(problem, locations=locations, visits=(*problem.visits, *more), matrix=_joined(problem.matrix, guess))


def _joined(known: TravelMatrix, guess: TravelMatrix) -> TravelMatrix:
    """Return the guess with what is known in the place of its own."""
    durations = array("i", guess.durations)
    has_distances = known.distances is not None and guess.distances is not None
    distances = array("i", guess.distances) if has_distances and guess.distances is not None else None
    for i in range(known.size):
        for j in range(known.size):
            seconds, metres = known.duration_s(i, j), known.distance_m(i, j)
            durations[i * guess.size + j] = UNREACHABLE if seconds is None else seconds
            if distances is not None:
                distances[i * guess.size + j] = UNREACHABLE if metres is None else metres
    return TravelMatrix(
        size=guess.size, durations=durations, distances=distances, source=known.source, digest=known.digest
    )
