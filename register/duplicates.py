"""Rows that are probably one business, offered with a score and reasons, never merged.

A wrong offer costs more trust than a missed one: another type, another hamlet
or another number in the name always means another business.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from register.kinds import TypeIndex
from register.report import MergeCandidate, RegisterContact, RegisterRow
from register.similarity import (
    MIN_SIMILAR,
    MIN_WITH_KEY,
    Portrait,
    address_likeness,
    are_hamlets_other,
    are_numbers_other,
    contains_name,
    name_likeness,
    portrait,
)

_MAX_LOOKED_BACK = 200
"""A row is compared with this many earlier rows of a block, so that time stays linear."""

_MAX_SHARED_POSITION = 3
"""A point that more rows share is a hamlet's centre and says nothing."""


def find_duplicates(
    rows: tuple[RegisterRow, ...], contacts: tuple[RegisterContact, ...], types: TypeIndex
) -> tuple[MergeCandidate, ...]:
    """Return every probable pair, the later row first, in the order of rows.

    Parameters
    ----------
    rows, contacts
        In the same order; a contact's phone is compared and never shown.
    types
        Their words are left out of names.
    """
    drawn = [portrait(row, contact, types) for row, contact in zip(rows, contacts, strict=True)]
    portraits = _without_shared_positions(drawn)
    found = (_compared(portraits[later], portraits[earlier]) for later, earlier in sorted(_pairs(portraits)))
    return tuple(candidate for candidate in found if candidate)


def best_candidates(candidates: tuple[MergeCandidate, ...]) -> dict[str, MergeCandidate]:
    """Return for each later row its best candidate, the earliest of equals."""
    best: dict[str, MergeCandidate] = {}
    for candidate in candidates:
        if candidate.key not in best or candidate.score > best[candidate.key].score:
            best[candidate.key] = candidate
    return best


def _without_shared_positions(portraits: list[Portrait]) -> list[Portrait]:
    positions = Counter(key for one in portraits for key in one.keys if key[0] == "same_position")
    shared = {key for key, rows in positions.items() if rows > _MAX_SHARED_POSITION}
    return [replace(one, keys=one.keys - shared) for one in portraits]


def _pairs(portraits: list[Portrait]) -> set[tuple[int, int]]:
    """Return (later, earlier) rows that share a commune and a word of the name, or a key."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(portraits):
        for block in _blocks(one):
            blocks[block].append(number)
    return {
        (later, earlier)
        for members in blocks.values()
        for place, later in enumerate(members)
        for earlier in members[max(0, place - _MAX_LOOKED_BACK) : place]
        if _may_match(portraits[later], portraits[earlier])
    }


def _blocks(one: Portrait) -> Iterator[tuple[str, ...]]:
    yield "core", one.commune, one.core
    for word in one.core.split():
        yield "word", one.commune, word
    yield from one.keys


def _may_match(later: Portrait, earlier: Portrait) -> bool:
    same_type = later.type == earlier.type or later.type is None or earlier.type is None
    same_commune = later.commune == earlier.commune or not later.commune or not earlier.commune
    return same_type and same_commune and later.figures == earlier.figures


def _compared(later: Portrait, earlier: Portrait) -> MergeCandidate | None:
    name, address = name_likeness(later, earlier), address_likeness(later, earlier)
    keys = {reason for reason, _ in later.keys & earlier.keys}
    if are_hamlets_other(later, earlier) or not _is_probable(later, earlier, name, address, keys):
        return None
    same_hamlet = bool(later.hamlet) and later.hamlet == earlier.hamlet
    reasons = {
        "same_name": name == 1.0,
        "similar_name": MIN_WITH_KEY <= name < 1.0 or (name < MIN_WITH_KEY and contains_name(later, earlier)),
        "same_address": address == 1.0,
        "similar_address": MIN_SIMILAR <= address < 1.0,
        "same_hamlet": same_hamlet,
    }
    place = max(address, 0.9 if same_hamlet else 0.5)
    score = round(100 * (0.6 * name + 0.25 * place + 0.15 * bool(keys)))
    named = tuple(reason for reason, holds in reasons.items() if holds)
    return MergeCandidate(key=later.key, other_key=earlier.key, score=score, reasons=(*named, *sorted(keys)))


def _is_probable(later: Portrait, earlier: Portrait, name: float, address: float, keys: set[str]) -> bool:
    """Tell whether what is alike outweighs; a differing house number needs a shared key."""
    if keys and (name >= MIN_WITH_KEY or contains_name(later, earlier)):
        return True
    if are_numbers_other(later, earlier):
        return False
    if name == 1.0:
        return True
    is_house = bool(later.address_figures) and later.address_figures == earlier.address_figures
    return name >= MIN_SIMILAR and len(later.core) >= 8 and address >= MIN_SIMILAR and is_house
