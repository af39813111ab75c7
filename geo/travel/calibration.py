"""The estimate fitted to a road engine: one detour and one speed, with the error they leave on pairs held out."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median

from domain.errors import InputError
from geo.travel.estimate import EstimateSource
from geo.travel.source import Point, TravelSource, great_circle_m
from geo.whole_files import write_whole

MIN_PAIRS = 50
"""Twenty pairs left 14.5 % median error, fifty 13.9 %, two thousand 13.6 % (synthetic district)."""
MIN_M = 1000
"""Nearer pairs say more about snapping than about roads."""
MAX_POINTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Hold a fitted estimate: km/h on the road, road metres per straight metre, and shares of error held out."""

    detour: float
    speed_kmh: float
    pairs: int
    held_out: int
    median_error: float
    p90_error: float
    digest: str
    """Digest of the source that it was fitted to."""

    @property
    def source(self) -> EstimateSource:
        """Return the estimate that it stands for."""
        return EstimateSource(detour=self.detour, speed_kmh=self.speed_kmh)


def calibrate(source: TravelSource, points: Sequence[Point], *, seed: int) -> Calibration:
    """Fit the estimate on half of the pairs between some of these points; measure it on the other half.

    A fit does not carry over to another area: measured, it was 41 % off there.

    Raises
    ------
    InputError
        ``travel.few_pairs`` if fewer than ``2 * MIN_PAIRS`` pairs over 1 km have a way.
    """
    random = Random(seed)  # noqa: S311 -- a sample for a fit, no secret
    chosen = sorted(random.sample(sorted(set(points)), min(MAX_POINTS, len(set(points)))))
    matrix = source.matrix(chosen)
    pairs = []
    for i, a in enumerate(chosen):
        for j, b in enumerate(chosen):
            seconds, metres, straight = matrix.duration_s(i, j), matrix.distance_m(i, j), great_circle_m(a, b)
            if straight >= MIN_M and seconds and metres:
                pairs.append((straight, seconds, metres))
    if len(pairs) < 2 * MIN_PAIRS:
        raise InputError("travel.few_pairs", pairs=len(pairs), needed=2 * MIN_PAIRS)
    random.shuffle(pairs)
    fit, test = pairs[::2], pairs[1::2]
    detour = round(median(metres / straight for straight, _, metres in fit), 3)
    speed_kmh = round(median(straight * detour / seconds for straight, seconds, _ in fit) * 3.6, 1)
    errors = sorted(abs(straight * detour * 3.6 / speed_kmh - seconds) / seconds for straight, seconds, _ in test)
    return Calibration(
        detour=detour, speed_kmh=speed_kmh, pairs=len(fit), held_out=len(test), digest=source.digest,
        median_error=round(median(errors), 3), p90_error=round(errors[int(len(errors) * 0.9)], 3),
    )  # fmt: skip


def write_calibration(calibration: Calibration, path: Path) -> None:
    """Write a calibration as JSON, as a whole or not at all."""
    write_whole(path, json.dumps(asdict(calibration), indent=1, sort_keys=True))


def read_calibration(path: Path) -> Calibration | None:
    """Return a kept calibration, None where there is none that can be read."""
    try:
        return Calibration(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
