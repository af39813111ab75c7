"""What placing looks things up in: communes, their heirs in the vintage now, hamlets by name."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.places import Commune, CommuneKey, Hamlet, Succession


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Hold what placing looks things up in."""

    communes: Mapping[CommuneKey, Commune]
    hamlets: Sequence[Hamlet]
    heirs: Mapping[CommuneKey, tuple[CommuneKey, ...]]
    """Units of the vintage now that took a commune over; a unit of that vintage is its own heir."""
    drawn: frozenset[CommuneKey]
    """Units whose polygon is known."""
    vintage_now: str


def heirs_of(
    communes: Sequence[Commune], *, successions: Sequence[Succession], vintage_now: str
) -> dict[CommuneKey, tuple[CommuneKey, ...]]:
    """Return, for each commune, the units of the vintage now that took it over, sorted."""
    heirs: dict[CommuneKey, tuple[CommuneKey, ...]] = {
        commune.key: (commune.key,) for commune in communes if commune.key.vintage == vintage_now
    }
    for succession in successions:
        if succession.new.vintage == vintage_now:
            heirs[succession.old] = tuple(sorted({*heirs.get(succession.old, ()), succession.new}))
    return heirs


def hamlet_of(name: str, *, commune: CommuneKey | None, gazetteer: Gazetteer) -> Hamlet | None:
    """Return the one hamlet of a commune with this name, with or without the word before it ("Ấp Tân Thuận")."""
    wanted = folded(name)
    if not wanted or commune is None:
        return None
    mine = [hamlet for hamlet in gazetteer.hamlets if is_related(hamlet.commune, commune, gazetteer)]
    same = [hamlet for hamlet in mine if folded(hamlet.name) == wanted]
    alike = same or [hamlet for hamlet in mine if wanted.endswith(" " + folded(hamlet.name))]
    return alike[0] if len(alike) == 1 else None


def is_related(one: CommuneKey, other: CommuneKey, gazetteer: Gazetteer) -> bool:
    """Tell whether two communes are the same or one is the other's heir."""
    return one == other or one in gazetteer.heirs.get(other, ()) or other in gazetteer.heirs.get(one, ())


def folded(text: str) -> str:
    """Return a name for matching: no marks, lower case, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(plain.replace("đ", "d").replace(".", " ").split())


def name_of(key: CommuneKey | None, gazetteer: Gazetteer) -> str:
    """Return a commune's kind and name, its code where it is unknown, a dash for none."""
    if key is None:
        return "-"
    commune = gazetteer.communes.get(key)
    return f"{commune.kind} {commune.name}".strip() if commune else key.code
