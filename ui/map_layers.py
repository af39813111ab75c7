"""The ground of every working map: communes, roads and, on a sketch, the words that say so."""

from typing import Any

import workflow
from ui.browser_parts import ground_address
from ui.session import quietly, say


def ground() -> dict[str, Any]:
    """Return where the browser finds communes and roads, "" while there are none; both are the same for every role."""
    version = quietly(workflow.ground_version)
    office = quietly(workflow.read_office)
    is_schematic = office is not None and office.is_schematic
    return {
        "ground": ground_address(version) if version else "",
        "sketch": say("map.sketch") if is_schematic else "",
    }
