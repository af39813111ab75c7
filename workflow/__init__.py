"""One module per step of the office's day; the only place where the rooms below meet.

Names are looked up when first used, so that a door pays only for the steps it takes.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "offices": (
        "read_office",
        "read_now",
        "move_clock",
        "create_office",
        "read_communes",
        "read_types",
        "agency_labels",
    ),
    "places": ("load_boundaries", "load_roads", "commune_layer", "road_layer"),
    "registering": ("check_register", "import_register", "read_register", "map_points", "record_history"),
    "rounds": ("read_teams", "list_shifts", "default_round", "list_rounds", "open_round"),
    "drawing": ("freeze_round", "draw_sample"),
    "planning": ("make_plan", "plan_round", "move_stop"),
    "showing": ("read_plan", "explain", "team_shifts"),
    "sealing": ("seal_plan", "reveal_shift"),
    "covering": ("read_coverage", "coverage_map", "read_coverage_map", "record_inspections"),
    "papers": ("write_papers", "list_papers", "read_paper"),
    "jobs": ("start_job", "read_job", "latest_job", "stop_job", "run_next_job"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(name)
    return getattr(import_module(f"workflow.{_HOME_OF[name]}"), name)
