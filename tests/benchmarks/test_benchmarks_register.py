"""The register's targets on dirtied registers: a small sample always, twenty whole ones as a proof."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.register_figures import RegisterFigures, added, measure
from benchmarks.register_report import MAX_CPU_S, ON, dirtied, measured, meets, run_register
from demo.dirt.truth import DirtyRegister
from register.check import check_workbook
from register.report import RegisterReport
from workflow.reference import Reference, load_reference

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(DATA)


@pytest.fixture(scope="module")
def read(reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> tuple[RegisterReport, DirtyRegister]:
    dirty = dirtied(tmp_path_factory.mktemp("dirt"), reference, seed=0, rows=60, form="xlsx")
    return check_workbook(dirty.path, reference.register_reference(ON)), dirty


def test_two_small_registers_meet_the_targets(reference: Reference, tmp_path: Path) -> None:
    figures = added(measured(tmp_path, reference, seed=seed, rows=60)[0] for seed in (0, 1))
    assert figures.venues == 120
    assert (figures.lost_venues, figures.lost_rows, figures.leaks) == (0, 0, 0)
    assert meets(figures), (figures.right_share, figures.found_share, figures.false_share, figures.wrong[:5])


def test_what_is_lost_wrong_or_falsely_offered_is_counted(read: tuple[RegisterReport, DirtyRegister]) -> None:
    report, dirty = read
    good = measure(report, dirty)
    alone = next(row for row in dirty.rows if sum(other.venue == row.venue for other in dirty.rows) == 1)
    kept = tuple(row for row in report.rows if row.key != alone.key)
    lost = measure(replace(report, rows=kept), dirty)
    assert (lost.lost_venues, lost.lost_rows) == (good.lost_venues + 1, good.lost_rows + 1)
    assert lost.right_share < good.right_share

    renamed = tuple(replace(row, name="?") if row.key == alone.key else row for row in report.rows)
    wrong = measure(replace(report, rows=renamed), dirty)
    assert wrong.fields["name"][0] == good.fields["name"][0] - 1
    assert [line[:2] for line in wrong.wrong if line not in good.wrong] == [(alone.key, "name")]

    stranger = next(row for row in dirty.rows if row.venue != alone.venue)
    offer = replace(report.merge_candidates[0], key=alone.key, other_key=stranger.key)
    false = measure(replace(report, merge_candidates=(*report.merge_candidates, offer)), dirty)
    assert (false.offers, false.false_offers) == (good.offers + 1, good.false_offers + 1)
    assert measure(replace(report, merge_candidates=()), dirty).found_pairs == 0

    secret = next(iter(dirty.secrets), "")
    if secret:
        leaked = measure(replace(report, dropped_columns=(*report.dropped_columns, secret)), dirty)
        assert leaked.leaks == good.leaks + 1


def test_a_blank_that_is_read_as_something_counts_as_wrong(read: tuple[RegisterReport, DirtyRegister]) -> None:
    report, dirty = read
    blank = next(row for row in dirty.rows if row.fields.get("licence_no") == "")
    filled = tuple(replace(row, licence_no="1/GP") if row.key == blank.key else row for row in report.rows)
    before, after = measure(report, dirty), measure(replace(report, rows=filled), dirty)
    assert after.fields["licence_no"] == (before.fields["licence_no"][0], before.fields["licence_no"][1] + 1)


def test_sums_are_sums() -> None:
    one = RegisterFigures(venues=3, fields={"name": (2, 3)}, offers=4, false_offers=1, wrong=(("a", "b", "c", "d"),))
    total = added([one, one])
    assert (total.venues, total.fields, total.false_share, len(total.wrong)) == (6, {"name": (4, 6)}, 0.25, 2)


@pytest.mark.proof
@pytest.mark.timeout(600)
def test_twenty_registers_and_a_large_one_meet_the_targets(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_register(DATA, seeds=20, rows=300, large=10_000, examples=20), capsys.readouterr().out
    assert f"at most {MAX_CPU_S:.0f}" in capsys.readouterr().out
