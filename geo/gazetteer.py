"""What placing looks things up in: communes, their heirs in the vintage now, hamlets and landmarks by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.places import Commune, CommuneKey, Hamlet, Landmark, Succession
from geo.landmarks import LandmarkIndex, index_landmarks
from geo.names import folded

Heirs = Mapping[CommuneKey, tuple[CommuneKey, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Hold what placing looks things up in; ``build_gazetteer`` makes it."""

    communes: Mapping[CommuneKey, Commune]
    hamlets: Mapping[str, tuple[Hamlet, ...]]
    """By folded name."""
    landmarks: LandmarkIndex
    heirs: Heirs
    """Units of the vintage now that took a commune over; a unit of that vintage is its own heir."""
    drawn: frozenset[CommuneKey]
    """Units whose polygon is known."""
    vintage_now: str
    centres: tuple[tuple[float, float], ...]
    """Centres (lon, lat) of the communes of the vintage now."""


def build_gazetteer(
    *,
    communes: Sequence[Commune],
    successions: Sequence[Succession],
    hamlets: Iterable[Hamlet],
    landmarks: Iterable[Landmark],
    drawn: frozenset[CommuneKey],
    vintage_now: str,
) -> Gazetteer:
    """Put everything in the order in which placing asks for it."""
    by_key = {commune.key: commune for commune in communes}
    by_name: dict[str, tuple[Hamlet, ...]] = {}
    for hamlet in hamlets:
        name = folded(hamlet.name)
        by_name[name] = (*by_name.get(name, ()), hamlet)
    names = {key: folded(commune.name) for key, commune in by_key.items()}
    return Gazetteer(
        communes=by_key,
        hamlets=by_name,
        landmarks=index_landmarks(landmarks, commune_names=names),
        heirs=heirs_of(communes, successions=successions, vintage_now=vintage_now),
        drawn=drawn,
        vintage_now=vintage_now,
        centres=tuple((c.centre_lon, c.centre_lat) for c in communes if c.key.vintage == vintage_now),
    )


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
    words = folded(name).split()
    if not words or commune is None:
        return None
    tails = [" ".join(words[k:]) for k in range(len(words))]
    for candidates in (tails[:1], tails[1:]):
        mine = [
            hamlet
            for tail in candidates
            for hamlet in gazetteer.hamlets.get(tail, ())
            if is_related(hamlet.commune, commune, gazetteer)
        ]
        if mine:
            return mine[0] if len(mine) == 1 else None
    return None


def is_related(one: CommuneKey, other: CommuneKey, gazetteer: Gazetteer) -> bool:
    """Tell whether two communes are the same or one is the other's heir."""
    return one == other or one in gazetteer.heirs.get(other, ()) or other in gazetteer.heirs.get(one, ())


def name_of(key: CommuneKey | None, gazetteer: Gazetteer) -> str:
    """Return a commune's kind and name, its code where it is unknown, a dash for none."""
    if key is None:
        return "-"
    commune = gazetteer.communes.get(key)
    return f"{commune.kind} {commune.name}".strip() if commune else key.code
