"""Whatever is brought to a reader: a value or a worded refusal within seconds, and nothing half written."""

import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fuzz_maps import map_targets
from fuzz_offices import office_targets
from fuzz_plans import plan_targets
from fuzz_rule import Target, try_cases, try_for, used_s
from fuzz_workbooks import workbook_targets

SECONDS = 60
"""CPU seconds that the long run gives each target."""
MOST_MEMORY_MB = 2048
TARGETS: dict[str, Callable[[], list[Target]]] = {
    **dict.fromkeys(
        ("registers, damaged", "registers of strange cells", "registers in the child", "shift calendars", "inspection lists",
         "commune reviews", "commune reports"), workbook_targets,
    ),
    **dict.fromkeys(("PROBLEM.json", "SOLUTION.json", "frames, rules, draws", "archives"), plan_targets),
    **dict.fromkeys(
        ("boundaries: GeoJSON", "boundaries: GeoPackage, FlatGeobuf", "boundaries: shapefiles", "road files"), map_targets
    ),
    **dict.fromkeys(("results", "office files", "templates of Word", "backups"), office_targets),
}  # fmt: skip


@pytest.fixture(scope="module")
def target_of() -> Iterator[Callable[[str], Target]]:
    """Return a target by its name; the targets of one kind are made once."""
    made: dict[str, Target] = {}

    def target_of(name: str) -> Target:
        if name not in made:
            made.update({target.name: target for target in TARGETS[name]()})
        return made[name]

    yield target_of
    for target in made.values():
        target.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", TARGETS)
def test_a_sample_of_what_may_be_brought(name: str, target_of: Callable[[str], Target], tmp_path: Path) -> None:
    target = target_of(name)
    assert try_cases(target, tmp_path) >= min(target.cases, 1)


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", TARGETS)
def test_whatever_may_be_brought(
    name: str, target_of: Callable[[str], Target], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, began = target_of(name), used_s()
    cases = try_for(target, tmp_path, SECONDS)
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    with capsys.disabled():
        print(f"\n{name}: {cases} cases in {used_s() - began:.0f} s of CPU; at most {memory_mb} MB so far")
    assert cases > 0
    assert memory_mb <= MOST_MEMORY_MB
