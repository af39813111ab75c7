"""The stops and reserves of a sheet: where, when, who must be there, and what was there before, without gossip."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.establishments import Precision
from domain.inspections import Inspection
from domain.plans import Plan
from domain.routing import Visit
from domain.sheets import commune_of_stop
from domain.visits import StopKind
from store import inspections
from workflow.field_rules import SUPERVISION
from workflow.offices import read_types
from workflow.plan_views import StopView
from workflow.sheet_reserves import Cell, Drawn, Reserve
from workflow.showing import NO_STOP, Pieces, pieces_of, stop_view
from workflow.workspace import Workspace

TIMES = frozenset({"order", "arrival_s", "start_s", "leave_s"})
SHOWN_OF_DATE = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
"""How much of YYYY-MM-DD is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopWords:
    """Hold what the stops of one sheet are put together from."""

    pieces: Pieces
    types: Mapping[str, str]
    history: Mapping[str, Sequence[Mapping[str, Any]]]


def stop_words(workspace: Workspace, plan: Plan, ids: Iterable[str]) -> StopWords:
    """Return the words for these establishments of a plan; role and reason are not among them."""
    return StopWords(
        pieces=pieces_of(workspace, plan, None), types=stop_types(workspace), history=_histories(workspace, set(ids))
    )


def stop_types(workspace: Workspace) -> Mapping[str, str]:
    """Return what the kinds of stops are called: the types of establishments, and the supervision of a commune."""
    return {**read_types(workspace), SUPERVISION: workspace.reference.words.say("sheet_list.supervision")}


def stop_json(view: StopView, visit: Visit, *, drawn: Drawn | None, words: StopWords) -> Mapping[str, Any]:
    """Return one stop of the route."""
    cell = drawn.cell_of(visit.id) if drawn else ("", "")
    times = {"order": view.order, "arrival_s": view.arrival_s, "start_s": view.start_s, "leave_s": view.leave_s}
    return {**_place_json(view, visit, words), **times, "cell": cell_text(cell)}


def reserve_json(reserve: Reserve, *, words: StopWords) -> Mapping[str, Any]:
    """Return one reserve: a stop that has neither place in the order nor times."""
    from dataclasses import replace

    view = stop_view(replace(NO_STOP, visit=reserve.visit.id), 0, words.pieces)
    return {
        **_place_json(replace(view, agencies=reserve.visit.agencies), reserve.visit, words),
        "cell": cell_text(reserve.cell),
        "ticket": reserve.ticket,
    }


def cell_text(cell: Cell) -> str:
    """Return a cell of the draw as one text, COMMUNE/TYPE; empty for none."""
    return "/".join(cell) if all(cell) else ""


def _place_json(view: StopView, visit: Visit, words: StopWords) -> Mapping[str, Any]:
    is_committee = commune_of_stop(view.establishment_id) is not None
    return {
        "id": view.establishment_id,
        "kind": (StopKind.COMMUNE_SUPERVISION if is_committee else StopKind.ESTABLISHMENT).value,
        "name": view.name,
        "type": view.type,
        "type_label": words.types.get(view.type, view.type),
        "address": view.address,
        "commune": view.commune,
        "commune_former": view.commune_former,
        "lon": round(view.lon, 6),
        "lat": round(view.lat, 6),
        "quality": view.quality,
        "service_s": visit.service_s,
        "windows": [list(window) for window in visit.windows],
        "agencies": list(view.agencies),
        "checklist": view.type,
        "history": list(words.history.get(view.establishment_id, ())),
    }


def _histories(workspace: Workspace, ids: set[str]) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return of each establishment when who was there and whether minutes exist, the newest first, and nothing else."""
    labels = workspace.reference.agencies
    done: defaultdict[str, list[Inspection]] = defaultdict(list)
    with workspace.store.read() as connection:
        for one in inspections.read_inspections(connection):
            if one.establishment_id in ids:
                done[one.establishment_id].append(one)
    return {
        id_: [
            {
                "on": one.on.isoformat()[: SHOWN_OF_DATE[one.on_precision]],
                "agency_label": labels.get(one.agency, one.agency),
                "minutes": bool(one.minutes_no),
            }
            for one in sorted(found, key=lambda one: (one.on, one.id), reverse=True)
        ]
        for id_, found in done.items()
    }
