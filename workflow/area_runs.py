"""Many areas through one executor: failed ones again, the others untouched, results in the areas' own order."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from domain.errors import ConflictError, InspectionError, ServiceError
from domain.progress import OnProgress, ShouldStop, never, silent
from workflow.area_executors import AreaExecutor, Work

Area = TypeVar("Area")
LOOK_S = 0.5
"""How often a run looks whether it shall stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaOutcome(Generic[Area]):
    """Hold what became of one area: what its work gave back, or the error of its last attempt."""

    area: Area
    result: Any = None
    error: InspectionError | None = None
    attempts: int = 0


def run_areas(
    areas: Sequence[Area],
    work: Work,
    *,
    executor: AreaExecutor,
    retries: int = 1,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> tuple[AreaOutcome[Area], ...]:
    """Do the work for every area and return the outcomes in the order of the areas.

    An area whose work fails is begun again ``retries`` times, after the others. Where a process dies, those under
    way with it go on one by one, so that only the area that kills its process is held to have failed.
    When stopped, areas under way are finished and the others are not begun.

    Notes
    -----
    The errors of outcomes: what the work raised, ``areas.broken`` for anything but an InspectionError,
    ``areas.died`` where its process died, ``areas.stopped`` where it was not begun, ``areas.lost`` for
    everything without an end where the executor went away.
    """
    run = _Run(areas=areas, work=work, executor=executor, retries=retries, waiting=deque(range(len(areas))))
    on_progress("areas", 0, len(areas))
    try:
        while run.has_more:
            if should_stop():
                run.stop()
            executor.check()
            run.begin()
            run.take()
            on_progress("areas", len(run.outcomes), len(areas))
    except ServiceError as error:
        run.give_up(error)
    on_progress("areas", len(run.outcomes), len(areas))
    return tuple(run.outcomes[k] for k in range(len(areas)))


@dataclass(slots=True, kw_only=True)
class _Run:
    """Hold a run that is going on; areas by their number."""

    areas: Sequence[Any]
    work: Work
    executor: AreaExecutor
    retries: int
    waiting: deque[int]
    suspects: deque[int] = field(default_factory=deque)
    """Those under way when a process died; one of them killed it."""
    under_way: dict[Future[Any], int] = field(default_factory=dict)
    is_trial: bool = False
    """Whether the one under way is a suspect, with which nothing else may be."""
    failed: dict[int, int] = field(default_factory=dict)
    """How often an area's work has failed."""
    outcomes: dict[int, AreaOutcome[Any]] = field(default_factory=dict)

    @property
    def has_more(self) -> bool:
        return bool(self.waiting or self.suspects or self.under_way)

    def begin(self) -> None:
        """Begin as many areas as there are places for; suspects one by one, alone."""
        if self.is_trial and self.under_way:
            return
        self.is_trial = bool(self.suspects)
        source, places = (self.suspects, 1) if self.is_trial else (self.waiting, self.executor.places)
        while source and len(self.under_way) < places:
            try:
                future = self.executor.submit(partial(attempt, self.work), self.areas[source[0]])
            except BrokenExecutor:
                # A process died since the last look: those under way tell it when they are taken.
                if not self.under_way:
                    self.executor.renew()
                return
            self.under_way[future] = source.popleft()

    def take(self) -> None:
        """Take what has ended, after a short wait."""
        ended, _ = wait(self.under_way, timeout=LOOK_S, return_when=FIRST_COMPLETED)
        if any(isinstance(_error_of(future), BrokenExecutor) for future in ended):
            # All that were under way end with the pool; some may have been done before.
            ended, _ = wait(self.under_way)
        broken = [future for future in ended if isinstance(_error_of(future), BrokenExecutor)]
        is_alone = len(self.under_way) == 1
        for future in sorted(ended, key=self.under_way.__getitem__):
            number = self.under_way.pop(future)
            if future in broken and not is_alone:
                self.suspects.append(number)
            else:
                self._settle(number, future, again=self.suspects if future in broken else self.waiting)
        if broken:
            self.executor.renew()

    def stop(self) -> None:
        """Begin nothing more; what is under way goes on to its end."""
        for number in (*self.waiting, *self.suspects):
            self._keep(number, error=ConflictError("areas.stopped"))
        self.waiting.clear()
        self.suspects.clear()
        self.retries = 0

    def give_up(self, error: ServiceError) -> None:
        """Keep an error for everything that has no end."""
        for number in (*self.under_way.values(), *self.waiting, *self.suspects):
            self._keep(number, error=error)

    def _settle(self, number: int, future: Future[Any], *, again: deque[int]) -> None:
        error = _error_of(future)
        result, error = (None, ServiceError("areas.died", reason=type(error).__name__)) if error else future.result()
        if error is None:
            self._keep(number, result=result)
            return
        self.failed[number] = self.failed.get(number, 0) + 1
        if self.failed[number] <= self.retries:
            again.append(number)
        else:
            self._keep(number, error=error)

    def _keep(self, number: int, *, result: Any = None, error: InspectionError | None = None) -> None:
        attempts = self.failed.get(number, 0) + (error is None)
        self.outcomes[number] = AreaOutcome(area=self.areas[number], result=result, error=error, attempts=attempts)


def attempt(work: Work, area: Any) -> tuple[Any, InspectionError | None]:
    """Do the work for one area; return its result or its error.

    Errors travel as values: a cluster writes what is raised into its log, and
    a text may quote anything. Of a stranger's only the kind is kept.
    """
    try:
        return work(area), None
    except InspectionError as error:
        return None, _plain(error)
    except Exception as error:
        return None, ServiceError("areas.broken", reason=type(error).__name__)


def _plain(error: InspectionError) -> InspectionError:
    """Return an error of domain.errors with the same code; a narrower one may be made otherwise and not travel."""
    kind = next(one for one in type(error).__mro__ if one.__module__ == InspectionError.__module__)
    plain: InspectionError = kind(error.code, **error.params)
    return plain


def _error_of(future: Future[Any]) -> BaseException | None:
    return CancelledError() if future.cancelled() else future.exception()
