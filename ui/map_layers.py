"""The ground of every working map: communes, roads and, on a sketch, the words that say so."""

from typing import Any

import workflow
from ui.session import quietly, say


def ground() -> dict[str, Any]:
    """Return communes and roads as GeoJSON text; both are the same for every role."""
    office = quietly(workflow.read_office)
    is_schematic = office is not None and office.is_schematic
    return {
        "communes": quietly(workflow.commune_layer),
        "roads": quietly(workflow.road_layer),
        "sketch": say("map.sketch") if is_schematic else "",
    }
