"""A clean register: establishments that truly are there, with the neighbours that tempt a reader to merge them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from demo.dirt.truth import Venue
from demo.dirt.words import DirtWords
from domain.places import Commune

LINES_SHARE = 0.03
"""How many addresses have several lines of business."""
NEIGHBOUR_SHARE = 0.12
"""How many establishments have another one beside them that is easily taken for them."""
STATUS_SHARES = (("active", 90), ("paused", 4), ("closed", 5), ("moved", 1))
HOURS = ((28_800, 79_200), (32_400, 86_400), (68_400, 84_600), (21_600, 81_000), (64_800, 90_000))
WITH_ROOMS = ("KARAOKE", "MASSAGE", "KHACHSAN", "NHANGHI", "NHATRO")
LINES = ("KARAOKE", "MASSAGE", "KHACHSAN", "CAPHE", "NHAHANG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Hold what establishments are made from: communes, the hamlets of each by its code, words, and the day."""

    communes: Sequence[Commune]
    hamlets: Mapping[str, Sequence[str]]
    words: DirtWords
    on: date


def make_venues(rng: Random, *, communes: Sequence[Commune], words: DirtWords, count: int, on: date) -> list[Venue]:
    """Return ``count`` establishments; those of one address or one owner follow each other."""
    hamlets = {commune.key.code: _hamlets(rng, commune, words) for commune in communes}
    ground = Ground(communes=communes, hamlets=hamlets, words=words, on=on)
    venues: list[Venue] = []
    taken: set[tuple[str, str]] = set()
    while len(venues) < count:
        one = _venue(rng, ground, number=len(venues) + 1)
        family = _family(rng, one, ground)
        signs = {(other.commune.key.code, other.sign) for other in family}
        if taken & signs:
            continue
        taken |= signs
        venues += [replace(other, id=f"V{len(venues) + place:05d}") for place, other in enumerate(family, start=1)]
    return venues[:count]


def _hamlets(rng: Random, commune: Commune, words: DirtWords) -> list[str]:
    if is_town(commune):
        return [f"Khu phố {number}" for number in range(1, 5)]
    if rng.random() < 0.5:
        return [f"Ấp {number}" for number in range(1, 6)]
    return [f"Ấp {name}" for name in rng.sample(words.places["hamlets"], 5)]


def is_town(commune: Commune) -> bool:
    """Tell whether a commune has streets and quarters."""
    return commune.kind.lower() == "thị trấn"


def _venue(rng: Random, ground: Ground, *, number: int) -> Venue:
    commune, words = rng.choice(ground.communes), ground.words
    kinds = list(words.kinds)
    (kind,) = rng.choices(kinds, [words.kinds[code].share for code in kinds])
    licence = words.kinds[kind].licence
    (status,) = rng.choices([name for name, _ in STATUS_SHARES], [share for _, share in STATUS_SHARES])
    lon, lat = _point(rng, commune)
    return Venue(
        id="",
        entity=f"E{number:05d}",
        sign=_sign(rng, words),
        kind=kind,
        commune=commune,
        hamlet=rng.choice(ground.hamlets[commune.key.code]),
        house=rng.randint(1, 400) if is_town(commune) or rng.random() < 0.4 else 0,
        road=rng.choice(words.places["roads" if is_town(commune) else "country_roads"]),
        lon=lon,
        lat=lat,
        owner=_person(rng, words),
        phone=f"09{rng.randint(10, 99)}{number:06d}",
        tax_code=_tax_code(rng, number) if rng.random() < 0.7 else "",
        reg_no=f"45E8{number:06d}",
        licence_no=licence.format(number=number) if licence else "",
        licence_on=ground.on - timedelta(days=rng.randint(90, 3000)),
        rooms=rng.randint(3, 30) if kind in WITH_ROOMS else 0,
        staff=rng.randint(1, 15),
        hours=rng.choice(HOURS),
        status=status,
        inspected_on=ground.on - timedelta(days=rng.randint(20, 900)),
    )


def _point(rng: Random, commune: Commune) -> tuple[float, float]:
    lon, lat = commune.centre_lon + rng.uniform(-0.015, 0.015), commune.centre_lat + rng.uniform(-0.015, 0.015)
    return round(lon, 5), round(lat, 5)


def _person(rng: Random, words: DirtWords) -> str:
    return f"{rng.choice(words.persons['families'])} {rng.choice(words.persons['given'])}"


def _sign(rng: Random, words: DirtWords) -> str:
    signs = words.signs
    if rng.random() < 0.12:
        return f"{rng.choice(signs['people'])} {rng.choice(signs['called'])}"
    first, second = rng.choice(signs["first"]), rng.choice(signs["second"])
    return f"{first} {second}" if first != second else f"{first} {rng.choice(signs['first'])} {second}"


def _tax_code(rng: Random, number: int) -> str:
    """Return ten digits that nobody has; one in eight begins with the zero that Excel eats."""
    return f"{'09' if rng.random() < 0.125 else '99'}{number:08d}"


def _family(rng: Random, one: Venue, ground: Ground) -> list[Venue]:
    """Return an establishment and what stands beside it: mostly nothing, else its other lines or a namesake.

    Whoever lists two namesakes of one commune writes what tells them apart;
    otherwise no reader could.
    """
    draw = rng.random()
    if draw < LINES_SHARE:
        return [replace(one, is_line=True), *_lines(rng, one)]
    if draw > LINES_SHARE + NEIGHBOUR_SHARE:
        return [one]
    other = rng.choice(NEIGHBOURS)(rng, one, ground)
    told_by = "house" if other.hamlet == one.hamlet else "hamlet"
    is_namesake = other.sign == one.sign and other.commune == one.commune
    return [replace(venue, told_by=told_by if is_namesake else "") for venue in (one, other)]


def _lines(rng: Random, one: Venue) -> list[Venue]:
    """Return one or two more lines of business of the same owner under the same roof."""
    kinds = rng.sample([kind for kind in LINES if kind != one.kind], rng.choice((1, 1, 2)))
    return [replace(one, kind=kind, staff=rng.randint(1, 15), is_line=True, licence_no="", rooms=0) for kind in kinds]


def _stranger(rng: Random, one: Venue, ground: Ground) -> Venue:
    """Return another owner's business with the same sign and kind: its own codes, its own point and house."""
    lon, lat = _point(rng, one.commune)
    return replace(
        one,
        entity=f"{one.entity}N",
        owner=_person(rng, ground.words),
        phone=f"08{one.phone[2:]}",
        tax_code=f"98{one.tax_code[2:]}" if one.tax_code else "",
        reg_no=f"45F8{one.reg_no[4:]}",
        licence_no=f"1{one.licence_no}" if one.licence_no else "",
        house=one.house and one.house + rng.randint(7, 90),
        lon=lon,
        lat=lat,
    )


def _in_other_hamlet(rng: Random, one: Venue, ground: Ground) -> Venue:
    others = [hamlet for hamlet in ground.hamlets[one.commune.key.code] if hamlet != one.hamlet]
    return replace(_stranger(rng, one, ground), hamlet=rng.choice(others), house=0)


def _in_other_commune(rng: Random, one: Venue, ground: Ground) -> Venue:
    commune = rng.choice([other for other in ground.communes if other.key != one.commune.key])
    lon, lat = _point(rng, commune)
    hamlet = rng.choice(ground.hamlets[commune.key.code])
    road = rng.choice(ground.words.places["roads" if is_town(commune) else "country_roads"])
    return replace(_stranger(rng, one, ground), commune=commune, hamlet=hamlet, road=road, lon=lon, lat=lat)


def _in_other_house(rng: Random, one: Venue, ground: Ground) -> Venue:
    """Return a stranger in the same road; without house numbers nothing would tell the two apart."""
    return _stranger(rng, one, ground) if one.house else _in_other_hamlet(rng, one, ground)


def _numbered(rng: Random, one: Venue, ground: Ground) -> Venue:
    """Return the second house of the same owner, hence of the same legal subject."""
    return replace(_stranger(rng, one, ground), sign=f"{one.sign} 2", **{key: getattr(one, key) for key in OWNED})


def _with_other_syllable(rng: Random, one: Venue, ground: Ground) -> Venue:
    first, second = one.sign.rsplit(maxsplit=1)
    syllables = [other for other in ground.words.signs["second"] if other not in (second, first)]
    return replace(_stranger(rng, one, ground), sign=f"{first} {rng.choice(syllables)}")


def _of_other_kind(rng: Random, one: Venue, ground: Ground) -> Venue:
    kind = rng.choice([kind for kind in ground.words.kinds if kind != one.kind])
    return replace(_in_other_hamlet(rng, one, ground), kind=kind, rooms=0, licence_no="")


NEIGHBOURS = (_in_other_hamlet, _in_other_commune, _in_other_house, _numbered, _with_other_syllable, _of_other_kind)
"""Businesses that share a sign, an owner or half a name, and are others."""
OWNED = ("entity", "owner", "phone", "tax_code", "reg_no")
