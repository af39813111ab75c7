"""Owners of several establishments: the subject of once a year is the owner, not the sign."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from demo.businesses import DemoBusiness, tax_code
from demo.places import Land

MIXED = frozenset({"KHACHSAN", "NHANGHI", "KARAOKE", "MASSAGE", "XONGHOI", "CAPHE", "NHAHANG"})
"""Lines of business that stand under one roof."""
TOGETHER = (2, 2, 3, 2, 2, 2, 2, 3, 2)
"""How many establishments share one address, for each owner; the first ones in the sheets without groups."""
APART = (2, 2, 2, 2, 2, 3)
"""How many establishments of one type an owner has in different communes."""


def share_owners(rng: Random, businesses: Sequence[DemoBusiness], lands: Sequence[Land]) -> tuple[DemoBusiness, ...]:
    """Return the establishments, in the same order, some of which now have an owner in common."""
    changed: dict[str, DemoBusiness] = {}
    flat = [land.commune.key for land in lands if not land.parts.by_type]
    places = [*flat, *rng.sample([land.commune.key for land in lands], len(TOGETHER) - len(flat))]
    for size, commune in zip(TOGETHER, places, strict=True):
        pool = [one for one in businesses if one.commune == commune and one.type in MIXED and one.id not in changed]
        changed |= _together(_different(rng, pool, "type", size))
    for size in APART:
        pool = [one for one in businesses if one.id not in changed]
        kind = rng.choice([one.type for one in pool])
        changed |= _apart(_different(rng, [one for one in pool if one.type == kind], "commune", size))
    return tuple(changed.get(one.id, one) for one in businesses)


def _different(rng: Random, pool: Sequence[DemoBusiness], field: str, size: int) -> list[DemoBusiness]:
    """Return up to size members that differ in a field, in the order of the pool."""
    by_value: dict[object, DemoBusiness] = {}
    for one in rng.sample(pool, len(pool)):
        by_value.setdefault(getattr(one, field), one)
    return sorted(list(by_value.values())[:size], key=lambda one: one.id)


def _together(group: Sequence[DemoBusiness]) -> dict[str, DemoBusiness]:
    """Return a group at the first one's address, under its sign and tax code."""
    first = group[0]
    return {
        one.id: replace(
            _owned(one, first),
            sign=first.sign,
            name=one.name.replace(one.sign, first.sign),
            hamlet=first.hamlet,
            address=first.address,
            lon=first.lon,
            lat=first.lat,
        )
        for one in group
    }


def _apart(group: Sequence[DemoBusiness]) -> dict[str, DemoBusiness]:
    """Return a group of branches: "Thanh Bình", "Thanh Bình 2", with the branch's number behind the tax code."""
    first = group[0]
    branches = {first.id: _owned(first, first)}
    for number, one in enumerate(group[1:], start=2):
        sign, branch = f"{first.sign} {number}", f"{tax_code(_number(first))}-{number - 1:03d}"
        name = one.name.replace(one.sign, sign)
        branches[one.id] = replace(_owned(one, first), sign=sign, name=name, tax_code=branch)
    return branches


def _owned(one: DemoBusiness, first: DemoBusiness) -> DemoBusiness:
    return replace(
        one,
        entity=first.entity,
        owner_name=first.owner_name,
        phone=first.phone,
        tax_code=tax_code(_number(first)),
        reg_no="",
    )


def _number(one: DemoBusiness) -> int:
    return int(one.id[1:])
