"""Which commune a row belongs to now: by law where its commune went whole, else by its position."""

from collections.abc import Mapping, Sequence

from domain.places import CommuneKey, Position, PositionSource
from geo.gazetteer import Gazetteer, name_of


def drawn_units(stated: CommuneKey | None, gazetteer: Gazetteer) -> tuple[CommuneKey, ...]:
    """Return the units, of one vintage, in which the stated commune's positions may lie; empty where none is drawn."""
    if stated is None:
        return ()
    heirs = gazetteer.heirs.get(stated, ())
    return (stated,) if stated in gazetteer.drawn else heirs if gazetteer.drawn.issuperset(heirs) else ()


def commune_now(
    stated: CommuneKey | None,
    position: Position | None,
    *,
    inside: Mapping[str, CommuneKey],
    strays: bool,
    gazetteer: Gazetteer,
) -> tuple[CommuneKey | None, dict[str, str]]:
    """Return the unit of the vintage now, by law or by position, and what a divided commune leaves to ask.

    Parameters
    ----------
    inside
        The unit of each vintage in which the position lies.
    strays
        Whether the position contradicts the stated commune.
    """
    heirs = gazetteer.heirs.get(stated, ()) if stated else ()
    here = inside.get(gazetteer.vintage_now)
    if len(heirs) == 1 and not (strays and here):
        return heirs[0], {}
    is_certain = position is not None and position.source is not PositionSource.COMMUNE
    if here is not None and (not heirs or strays or here in heirs):
        return here, {} if is_certain or not heirs else split_params(stated, heirs, gazetteer)
    return None, split_params(stated, heirs, gazetteer) if heirs else {}


def split_params(stated: CommuneKey | None, heirs: Sequence[CommuneKey], gazetteer: Gazetteer) -> dict[str, str]:
    """Return what to ask about a divided commune: the codes and names of its successors."""
    return {
        "stated": name_of(stated, gazetteer),
        "candidates": ", ".join(name_of(heir, gazetteer) for heir in heirs),
        "codes": ",".join(heir.code for heir in heirs),
    }
