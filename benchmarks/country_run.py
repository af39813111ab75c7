"""One simulated country in processes of its own: ``python -m benchmarks.country_run AREAS SEED [SCHEDULER]``.

Prints one JSON object. CPU seconds are those of all processes, starting them
included; on a cluster, those of its workers are not among them.
"""

import json
import sys
from typing import Any

from benchmarks.route_run import cpu_s, peak_mb
from demo.country_plans import CountryPlan, CountryTask, plan_country_area
from domain.digest import sha256_hex
from workflow.area_executors import dask_cluster, process_pool
from workflow.area_runs import run_areas

SUMS = ("communes", "establishments", "selected", "planned", "unassigned", "rules_broken")


def run(areas: int, *, seed: int, scheduler: str = "") -> dict[str, Any]:
    """Return counts, CPU seconds and memory of one country; ``digest`` is that of all areas in their order."""
    tasks = [CountryTask(seed=seed, number=number) for number in range(areas)]
    with dask_cluster(scheduler) if scheduler else process_pool() as executor:
        outcomes = run_areas(tasks, measured_area, executor=executor)
    done: list[tuple[CountryPlan, int]] = [one.result for one in outcomes if one.error is None]
    plans = [plan for plan, _ in done]
    return {
        "areas": areas,
        "failed": [(one.area.number, one.error.code) for one in outcomes if one.error],
        **{name: sum(getattr(plan, name) for plan in plans) for name in SUMS},
        "cpu_s": round(cpu_s(), 1),
        "peak_mb": max(peak for _, peak in done),
        "own_mb": peak_mb(),
        "digest": sha256_hex("".join(plan.digest for plan in plans)),
    }


def measured_area(task: CountryTask) -> tuple[CountryPlan, int]:
    """Return an area's plan, and the most memory in MB that its process has held until then."""
    return plan_country_area(task), peak_mb()


if __name__ == "__main__":
    count, number, *address = sys.argv[1:]
    print(json.dumps(run(int(count), seed=int(number), scheduler=address[0] if address else "")))
