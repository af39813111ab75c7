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
        "types_of",
        "places_of",
        "reference_of",
        "remember_alias",
    ),
    "setting_up": (
        "set_up_office",
        "keep_setup",
        "read_setup",
        "save_letterhead",
        "save_bases",
        "save_rule",
        "save_types",
        "save_teams",
        "save_weekly",
        "save_holidays",
    ),
    "office_choices": ("list_known_units", "list_owners", "begin_office"),
    "shift_calendar": (
        "holidays_of",
        "read_calendar",
        "generate_shifts",
        "shift_workbook",
        "keep_shift_workbook",
        "propose_calendar",
        "confirm_calendar",
        "save_absence",
    ),
    "places": (
        "load_boundaries",
        "load_water",
        "load_roads",
        "fetch_roads",
        "fetch_boundaries",
        "commune_layer",
        "road_layer",
    ),
    "gazetteer": ("read_gazetteer", "gazetteer_text"),
    "pinning": ("list_unpinned", "read_pin", "look_at_pin", "set_pin"),
    "public_files": ("public_file",),
    "travelling": ("calibrate_estimate", "reach_layer"),
    "reaching": ("read_reach",),
    "placing": ("place_rows", "place_in_office", "check_file"),
    "registering": ("check_register", "import_register", "read_register", "map_points"),
    "proposing": (
        "propose_register",
        "reread_proposal",
        "read_proposal",
        "drop_proposal",
        "confirm_proposal",
    ),
    "columns": ("set_column", "forget_column", "read_columns", "column_fields"),
    "mending": ("list_problems", "count_problems", "settle_problem"),
    "steps": ("list_steps", "read_step", "undo_step", "read_contacts"),
    "histories": ("record_history", "propose_inspections", "import_inspections", "undo_inspections", "read_history"),
    "review_papers": ("read_review", "write_reviews", "write_review_summary"),
    "reviewing": ("propose_review", "confirm_review"),
    "rounds": ("read_teams", "list_shifts", "default_round", "list_rounds", "open_round"),
    "frames": ("freeze_round",),
    "ceremony": (
        "commit_draw",
        "approve_draw",
        "roll_dice",
        "prepare_alone",
        "abandon_draw",
        "close_round",
        "has_second_planner",
    ),
    "drawing": ("draw_sample",),
    "ceremony_views": ("read_draw", "list_draws", "earlier_draws", "read_why_list", "read_published"),
    "substituting": ("substitute", "override_sample", "list_changes"),
    "minutes": ("write_minutes", "write_notice"),
    "floors": ("read_floors",),
    "weighing": ("weigh_rules", "rule_key", "read_weighed", "read_shift_cost", "save_shift_cost"),
    "rotation": ("read_rotation",),
    "method": ("read_method",),
    "scores": ("read_score",),
    "triage": ("list_complaints", "triage_complaint", "confirm_clear_sign"),
    "planning": ("make_plan", "plan_round"),
    "sensitive": ("load_sensitive", "sensitive_flags"),
    "travel_marks": ("list_vehicles", "read_marks"),
    "warning_groups": ("read_secrecy",),
    "moving": ("move_stop", "preview_move", "swap_teams"),
    "locking": ("lock_stops",),
    "versioning": ("undo_plan", "redo_plan", "restore_plan", "plan_versions", "compare_plans"),
    "replanning": ("replan", "start_replan", "change_text", "change_from_text"),
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
