"""The calibrated estimate: it finds again what made the times, and tells its error on pairs that it did not see."""

from random import Random

import pytest

from domain.errors import InputError
from geo.travel import calibrate, open_travel_source, read_calibration, write_calibration
from geo.travel.estimate import EstimateSource

POINTS = [(106 + Random(k).random() / 4, 11.4 + Random(k + 1000).random() / 4) for k in range(40)]


def test_a_calibration_finds_again_the_detour_and_speed_of_an_estimate():
    found = calibrate(EstimateSource(detour=1.62, speed_kmh=28.0), POINTS, seed=1)
    assert found.detour == pytest.approx(1.62, abs=0.002) and found.speed_kmh == pytest.approx(28, abs=0.2)
    assert found.median_error < 0.01 and found.p90_error < 0.01
    assert found.pairs >= 50 and found.held_out >= 50
    assert found == calibrate(EstimateSource(detour=1.62, speed_kmh=28.0), POINTS, seed=1)


def test_its_error_is_measured_on_pairs_held_out():
    class Noisy(EstimateSource):
        """Every time is the estimate's, one in four half as long again."""

        def matrix(self, points):
            found = EstimateSource.matrix(self, points)
            for k in range(0, len(found.durations), 4):
                found.durations[k] = found.durations[k] * 3 // 2
            return found

    found = calibrate(Noisy(), POINTS, seed=1)
    # The median pair is exact; of those that are half as long again the estimate misses a third.
    assert found.median_error < 0.02 and found.p90_error == pytest.approx(1 / 3, abs=0.02)


def test_too_few_pairs_are_refused():
    with pytest.raises(InputError) as caught:
        calibrate(EstimateSource(), POINTS[:8], seed=1)
    assert caught.value.code == "travel.few_pairs" and caught.value.params["needed"] == 100


def test_a_calibration_is_kept_and_the_estimate_is_opened_with_it(tmp_path):
    found = calibrate(EstimateSource(detour=1.5, speed_kmh=30.0), POINTS, seed=1)
    path = tmp_path / "calibration.json"
    assert read_calibration(path) is None
    write_calibration(found, path)
    assert read_calibration(path) == found
    opened = open_travel_source("estimate", roads=None, cache_dir=tmp_path, calibration=found)
    assert (opened.detour, opened.speed_kmh) == (found.detour, found.speed_kmh)
    assert opened.digest != EstimateSource().digest
    path.write_text("{}")
    assert read_calibration(path) is None
