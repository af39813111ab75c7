"""The doubts that a row's coordinates leave, as issues."""

from domain.issues import Issue, Severity
from domain.places import CommuneKey
from geo.belonging import drawn_units
from geo.cascade import ToPlace
from geo.choosing import Choice, candidates_text
from geo.evidence import Evidence
from geo.gazetteer import Gazetteer, name_of


def reading_doubts(row: ToPlace, choice: Choice) -> list[Issue]:
    """Return what is doubtful about the written coordinates themselves."""
    if choice.refusal is not None:
        return [issue(choice.refusal.value, Severity.CHECK, row)]
    if choice.candidates:
        shown = candidates_text(choice.candidates)
        return [issue("coordinates_ambiguous", Severity.CHECK, row, candidates=shown, count=len(choice.candidates))]
    if choice.point is not None and choice.point.notation == "view_centre":
        return [issue("coordinates_view_centre", Severity.CHECK, row)]
    return []


def ground_doubts(row: ToPlace, found: Evidence, *, gazetteer: Gazetteer, border_m: int) -> list[Issue]:
    """Return where a given point contradicts the map; within the border's accuracy it does not."""
    doubts = []
    stated = row.commune_reported
    commune_m, area_m = found.outside_commune_m, found.outside_area_m
    is_elsewhere = commune_m is None or commune_m > border_m or gazetteer.vintage_now in found.inside
    if area_m is not None and area_m > border_m and is_elsewhere:
        names = {"stated": name_of(stated, gazetteer)}
        doubts.append(issue("position_outside_area", Severity.CHECK, row, **names, metres=area_m))
    elif commune_m is not None and commune_m > border_m:
        there = next((found.inside[v] for v in vintages_of(stated, gazetteer) if v in found.inside), None)
        names = {"stated": name_of(stated, gazetteer), "found": name_of(there, gazetteer)}
        doubts.append(issue("position_outside_commune", Severity.CHECK, row, **names, metres=commune_m))
    if found.in_water:
        doubts.append(issue("position_in_water", Severity.CHECK, row))
    return doubts


def vintages_of(stated: CommuneKey | None, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the vintages in which to name the unit that a stray point lies in, best first."""
    return (*(unit.vintage for unit in drawn_units(stated, gazetteer)[:1]), gazetteer.vintage_now)


def issue(code: str, severity: Severity, row: ToPlace, **params: str | int) -> Issue:
    """Return an issue about where a row is."""
    return Issue(code=code, severity=severity, value=row.coords_raw, params={"key": row.key, **params})
