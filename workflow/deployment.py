"""Regulations handed over, commitments signed, leaflets left: counts of establishments, never of persons."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from domain.accounts import Actor
from domain.visits import ResultState, StopKind
from store import results
from workflow.permissions import SEES_COVERAGE, need
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentView:
    """Count the establishments of a round that were given something.

    ``regulations`` are by code, the most frequent first; the code names the version.
    """

    handed_over: int
    regulations: Mapping[str, int]
    commitments: int
    leaflets: int
    forwarded: int
    """Visits that stopped because a competent body had to come; of what, is not kept."""


def read_deployment(workspace: Workspace, actor: Actor, *, round_id: str) -> DeploymentView:
    """Return how many establishments of a round were given regulations, signed a commitment, or got leaflets."""
    need(workspace, actor, *SEES_COVERAGE, action="deployment.read", target=round_id)
    with workspace.store.read() as connection:
        received = results.read_results(connection, round_id)
    standing = [
        one.result for one in received if one.state is ResultState.KEPT and one.result.kind is StopKind.ESTABLISHMENT
    ]
    given = {(one.stop, code) for one in standing for code in one.regulations}
    counts = Counter(code for _, code in given)
    return DeploymentView(
        handed_over=len({stop for stop, _ in given}),
        regulations=dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        commitments=len({one.stop for one in standing if one.commitment_on}),
        leaflets=len({one.stop for one in standing if one.leaflet_left}),
        forwarded=len({one.stop for one in standing if one.forwarded_on}),
    )
