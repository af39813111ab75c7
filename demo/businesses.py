"""The demo's establishments as they truly are, before an office writes them down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.names import DemoNames, TypeParts
from demo.places import Land, make_points
from domain.places import CommuneKey

TAX_SHARE = 0.7
"""How many have a tax code of their own; the others have only their household's registration."""
LICENCE_SHARE = 0.92
"""How many of those whose type needs a licence have one on record."""
LICENCE_DAYS = (60, 8 * 365)
"""How long before the demo's date a licence was given."""
HOUSES = range(1, 400)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoBusiness:
    """Hold one establishment; ``commune`` is the former one, ``entity`` who owns it.

    ``hours`` and ``type_text`` are as an office writes them; ``owner_name``
    and ``phone`` belong into the restricted columns alone.
    """

    id: str
    entity: str
    sign: str
    name: str
    type: str
    type_text: str
    commune: CommuneKey
    hamlet: str
    address: str
    lon: float
    lat: float
    rooms: int | None
    staff: int
    hours: str
    licence_no: str
    licence_on: date | None
    owner_name: str
    phone: str
    tax_code: str
    reg_no: str


def make_businesses(
    rng: Random, *, lands: Sequence[Land], names: DemoNames, as_of: date, spare: int
) -> tuple[tuple[DemoBusiness, ...], tuple[DemoBusiness, ...]]:
    """Return the establishments in scope, and for each land ``spare`` more to be spoilt.

    Names, house numbers and places differ within a commune, so that no two
    are taken for one.
    """
    dealt = _deal_types(rng, lands, names.types)
    true: list[DemoBusiness] = []
    spares: list[DemoBusiness] = []
    for land, kinds in zip(lands, dealt, strict=True):
        extra = [rng.choice(names.types) for _ in range(spare)]
        first = 1 + len(true) + len(spares)
        built = tuple(_build(rng, land=land, kinds=[*kinds, *extra], names=names, first=first, as_of=as_of))
        true += built[: len(kinds)]
        spares += built[len(kinds) :]
    return tuple(true), tuple(spares)


def _deal_types(rng: Random, lands: Sequence[Land], types: Sequence[TypeParts]) -> list[list[TypeParts]]:
    """Return the types of each land, those that belong into a town mostly there."""
    dealt: list[list[TypeParts]] = [[] for _ in lands]
    for kind in sorted(types, key=lambda kind: (-kind.town, kind.code)):
        for _ in range(kind.count):
            free = [land.parts.count - len(taken) for land, taken in zip(lands, dealt, strict=True)]
            weights = [n * (kind.town if land.parts.is_town else 1) for n, land in zip(free, lands, strict=True)]
            (index,) = rng.choices(range(len(lands)), weights)
            dealt[index].append(kind)
    return dealt


def _build(
    rng: Random, *, land: Land, kinds: Sequence[TypeParts], names: DemoNames, first: int, as_of: date
) -> Iterator[DemoBusiness]:
    points = make_points(rng, land)
    signs = rng.sample(names.signs, len(kinds))
    houses = rng.sample(HOUSES, len(kinds))
    for number, (kind, sign, house) in enumerate(zip(kinds, signs, houses, strict=True), start=first):
        lon, lat, hamlet = next(points)
        has_tax = rng.random() < TAX_SHARE
        has_licence = bool(kind.licence) and rng.random() < LICENCE_SHARE
        rooms = rng.randint(*kind.rooms)
        yield DemoBusiness(
            id=f"D{number:03d}",
            entity=f"E{number:03d}",
            sign=sign,
            name=rng.choice(kind.signs).format(sign=sign),
            type=kind.code,
            type_text=rng.choice(kind.texts),
            commune=land.commune.key,
            hamlet=hamlet,
            address=f"{names.workbook.house.format(number=house)}, {rng.choice(land.parts.roads)}",
            lon=lon,
            lat=lat,
            rooms=rooms or None,
            staff=rng.randint(*kind.staff),
            hours=rng.choice(kind.hours),
            licence_no=kind.licence.format(number=number) if has_licence else "",
            licence_on=as_of - timedelta(days=rng.randint(*LICENCE_DAYS)) if has_licence else None,
            owner_name=f"{rng.choice(names.people.families)} {rng.choice(names.people.men + names.people.women)}",
            phone=f"0900000{number:03d}",
            tax_code=tax_code(number) if has_tax else "",
            reg_no="" if has_tax else f"HKD-{number:06d}",
        )


def tax_code(number: int) -> str:
    """Return a code of ten digits that nobody has: no province has the prefix 99."""
    return f"99{number:08d}"
