"""The published files of a draw: FRAME.csv, RULE.toml, DRAW.json (docs/formats/draw.md)."""

from planner.selection.draw_format import draw_json, read_draw
from planner.selection.frame_format import frame_csv, frame_hash, read_frame
from planner.selection.rule_format import read_rule, rule_toml

__all__ = ["draw_json", "frame_csv", "frame_hash", "read_draw", "read_frame", "read_rule", "rule_toml"]
