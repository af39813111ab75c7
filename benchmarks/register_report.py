"""The register's figures on dirtied registers, printed beside their targets."""

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.register_figures import RegisterFigures, added, measure, refused
from demo.dirt.truth import DirtyRegister
from demo.dirtying import dirty_register
from domain.errors import InputError
from register.check import check_workbook
from register.report import RegisterReference, RegisterReport
from workflow.reference import Reference, load_reference

ON = date(2027, 3, 1)
MIN_RIGHT, MIN_FOUND, MAX_FALSE = 0.99, 0.95, 0.02
MAX_CPU_S, MAX_MEMORY_MB = 10.0, 500.0
LARGE_SEED = 1


def run_register(data: Path, *, seeds: int, rows: int, large: int, examples: int) -> bool:
    """Print the figures of ``seeds`` registers of ``rows`` establishments; tell whether each target is met."""
    reference = load_reference(data)
    with tempfile.TemporaryDirectory() as folder:
        all_ = []
        for seed in range(seeds):
            figures, seconds = measured(Path(folder), reference, seed=seed, rows=rows)
            all_.append(figures)
            print(f"seed {seed:2d}: {_line(figures)}, {seconds:.2f} CPU s")
        total = added(all_)
        print("\n".join(_table(total, examples)))
        is_met = meets(total)
        if large:
            is_met = _run_large(Path(folder), reference, large) and is_met
    return is_met


def measured(
    folder: Path, reference: Reference, *, seed: int, rows: int, form: str = ""
) -> tuple[RegisterFigures, float]:
    """Return the figures of one seed and the CPU seconds of reading; a form by chance where none is named."""
    dirty = dirtied(folder, reference, seed=seed, rows=rows, form=form)
    try:
        report, seconds = _read(dirty, reference.register_reference(ON))
    except InputError as error:
        print(f"seed {seed:2d}: refused: {error.code}")
        return refused(dirty), 0.0
    dirty.path.unlink()
    return measure(report, dirty), seconds


def dirtied(folder: Path, reference: Reference, *, seed: int, rows: int, form: str = "") -> DirtyRegister:
    """Write the dirtied register of a seed."""
    words = (reference.directory / "facts" / "dirt.toml").read_text(encoding="utf-8")
    return dirty_register(
        folder,
        communes=reference.communes,
        vintages=reference.vintages,
        words=words,
        seed=seed,
        count=rows,
        form=form,
    )


def meets(figures: RegisterFigures) -> bool:
    """Tell whether nothing is lost or leaked and the shares are reached."""
    is_whole = not figures.lost_venues and not figures.leaks
    return (
        is_whole
        and figures.right_share >= MIN_RIGHT
        and figures.found_share >= MIN_FOUND
        and figures.false_share <= MAX_FALSE
    )


def _read(dirty: DirtyRegister, reference: RegisterReference) -> tuple[RegisterReport, float]:
    start = time.process_time()
    report = check_workbook(dirty.path, reference)
    return report, time.process_time() - start


def _run_large(folder: Path, reference: Reference, rows: int) -> bool:
    dirty = dirtied(folder, reference, seed=LARGE_SEED, rows=rows, form="xlsx")
    report, seconds = _read(dirty, reference.register_reference(ON))
    peak_mb = _peak_mb()
    memory = "not known" if peak_mb is None else f"{peak_mb:.0f} MB"
    print(f"\n{rows} establishments, {len(report.rows)} rows: {seconds:.1f} CPU s (at most {MAX_CPU_S:.0f}), ", end="")
    print(f"memory {memory} (at most {MAX_MEMORY_MB:.0f} MB)")
    print(f"  {_line(measure(report, dirty))}")
    return seconds <= MAX_CPU_S and (peak_mb is None or peak_mb <= MAX_MEMORY_MB)


def _peak_mb() -> float | None:
    """Return the most memory that this process has held, None on Windows; macOS counts bytes, Linux kilobytes."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _line(figures: RegisterFigures) -> str:
    return (
        f"{figures.rows} rows, lost {figures.lost_venues} ({figures.lost_rows} rows), "
        f"fields {figures.right_share:.2%}, duplicates {figures.found_pairs}/{figures.pairs}, "
        f"false offers {figures.false_offers}/{figures.offers}"
    )


def _table(total: RegisterFigures, examples: int) -> Iterator[str]:
    yield ""
    yield f"{'establishments lost':24} {total.lost_venues} of {total.venues} (target 0)"
    yield f"{'rows lost, invented':24} {total.lost_rows}, {total.invented_rows} of {total.rows}"
    yield f"{'personal data leaked':24} {total.leaks} (target 0)"
    yield f"{'fields right':24} {total.right_share:.2%} (target {MIN_RIGHT:.0%})"
    for name, (right, of) in total.fields.items():
        yield f"  {name:22} {right / of:8.2%}  {right}/{of}"
    pairs = f"{total.found_pairs}/{total.pairs}"
    yield f"{'duplicates offered':24} {total.found_share:.2%}  {pairs} (target {MIN_FOUND:.0%})"
    yield f"{'false offers':24} {total.false_share:.2%}  {total.false_offers}/{total.offers} (at most {MAX_FALSE:.0%})"
    yield f"{'lines of one entity':24} {total.found_entities}/{total.entities} joined"
    yield f"{'entities joined':24} {total.falsely_joined}/{total.joined} pairs falsely"
    for row, field, expected, got in total.wrong[:examples]:
        yield f"  wrong: {row} {field}: expected {expected}, got {got}"
