"""The plan's targets and how they are counted: a dated table of data/rules."""

import tomllib

from domain.targets import TargetCode, TargetRule, TargetRules
from workflow.workspace import Workspace


def target_rules(workspace: Workspace) -> TargetRules:
    """Return the targets with their shares, and the rules by which they are counted."""
    path = workspace.reference.directory / "rules" / "targets.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    month, day = table["report_year_start"]
    return TargetRules(
        targets=tuple(
            TargetRule(
                code=TargetCode(one["code"]), share_bp=one["share_bp"], year=one["year"], source=one["source"],
                is_checked=one["checked"],
            )
            for one in table["targets"]
        ),
        regular_per_quarter=table["regular_per_quarter"], hidden_under=table["hidden_under"],
        report_year_start=(month, day), programmes=table["programmes"], forms=table["forms"],
    )  # fmt: skip
