"""Rows that are probably one business, offered with a score and reasons, never merged.

A wrong offer costs more trust than a missed one: another hamlet or another
number in the name always means another business, another house number without
a shared owner or number too. Another type alone does not: agencies name types
differently. But several types at one address in one list are the lines of
business of one entity (register.entities), not one business twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from register.houses import are_one_house, are_other_houses
from register.kinds import TypeIndex
from register.report import MergeCandidate, RegisterContact, RegisterRow
from register.similarity import (
    MIN_SIMILAR,
    NameRelation,
    Portrait,
    address_likeness,
    are_figures_near,
    are_hamlets_other,
    are_owners_same,
    are_subjects_other,
    name_likeness,
    name_relation,
    portraits,
)

_MAX_LOOKED_BACK = 200
"""A row is compared with this many earlier rows of a block, so that time stays linear."""

_MAX_SHARED_POSITION = 3
"""A point that more rows share is a hamlet's centre and says nothing."""

_LIKENESS = {NameRelation.SAME: 1.0, NameRelation.SLIP: 0.93, NameRelation.LONGER: 0.85}
"""How much a name counts; the others by their likeness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """Hold two rows by number, the later first, and what speaks for and against their being one."""

    later: int
    earlier: int
    name: NameRelation
    keys: frozenset[str]
    is_one_owner: bool
    is_one_house: bool
    is_one_hamlet: bool
    is_other_house: bool
    is_other_subject: bool
    is_other_type: bool
    is_one_kind: bool
    """Both names state one type, whatever the columns say."""
    is_other_kind: bool

    @property
    def is_linked(self) -> bool:
        """Tell whether a number or the owner is shared."""
        return bool(self.keys) or self.is_one_owner

    @property
    def is_placed(self) -> bool:
        """Tell whether both stand in one house, hamlet or point."""
        return self.is_one_house or self.is_one_hamlet or "same_position" in self.keys


def find_duplicates(
    rows: tuple[RegisterRow, ...],
    contacts: tuple[RegisterContact, ...],
    types: TypeIndex,
    *,
    lists: Sequence[str] = (),
    drawn: Sequence[Portrait] = (),
) -> tuple[MergeCandidate, ...]:
    """Return every probable pair, the later row first, in the order of rows.

    Parameters
    ----------
    rows, contacts
        In the same order; a contact's phone and owner are compared and never shown.
    types
        Their words are left out of names.
    lists
        Which list each row is of, as ``register.lists.lists_of`` tells; its
        sheet where empty.
    drawn
        The rows' portraits where they are made already.
    """
    known = _without_shared_positions(drawn or portraits(rows, contacts, types))
    sources = list(lists) or [row.source_sheet for row in rows]
    offers = [offer for pair in sorted(_pairs(known)) if (offer := _compared(known, *pair))]
    kept = _without_lines(offers, known, sources)
    return tuple(_candidate(offer, known[offer.later], known[offer.earlier]) for offer in kept)


def best_candidates(candidates: tuple[MergeCandidate, ...]) -> dict[str, MergeCandidate]:
    """Return for each later row its best candidate, the earliest of equals."""
    best: dict[str, MergeCandidate] = {}
    for candidate in candidates:
        if candidate.key not in best or candidate.score > best[candidate.key].score:
            best[candidate.key] = candidate
    return best


def _without_shared_positions(drawn: Sequence[Portrait]) -> list[Portrait]:
    positions = Counter(key for one in drawn for key in one.keys if key[0] == "same_position")
    shared = {key for key, rows in positions.items() if rows > _MAX_SHARED_POSITION}
    return [replace(one, keys=one.keys - shared) if one.keys & shared else one for one in drawn]


def _pairs(known: list[Portrait]) -> set[tuple[int, int]]:
    """Return (later, earlier) rows whose names may be one, or that share an owner or a number."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for block in set(_blocks(one)):
            blocks[block].append(number)
    return {
        (later, earlier)
        for members in blocks.values()
        for place, later in enumerate(members)
        for earlier in members[max(0, place - _MAX_LOOKED_BACK) : place]
        if _may_match(known[later], known[earlier])
    }


def _blocks(one: Portrait) -> Iterator[tuple[str, ...]]:
    """Yield what two rows of one business have in common, one of these at least.

    Two names that differ by one letter are equal after one letter is left out
    of each (or of the longer); so nothing is compared with the whole commune.
    """
    if one.core:
        joined = one.core.replace(" ", "")
        yield "name", one.commune, joined
        for place in range(len(joined)):
            yield "name", one.commune, joined[:place] + joined[place + 1 :]
        words = one.core.split()
        yield "words", one.commune, *words[:2]
        yield "words", one.commune, *words[-2:]
    if one.owner:
        yield "owner", one.commune, one.owner
    yield from one.keys


def _may_match(later: Portrait, earlier: Portrait) -> bool:
    same_commune = later.commune == earlier.commune or not later.commune or not earlier.commune
    return same_commune and are_figures_near(later, earlier)


def _compared(known: Sequence[Portrait], later: int, earlier: int) -> _Offer | None:
    """Return the offer of two rows, None where they are hardly one."""
    one, two = known[later], known[earlier]
    name = name_relation(one, two)
    if name is NameRelation.OTHER or are_hamlets_other(one, two):
        return None
    offer = _Offer(
        later=later,
        earlier=earlier,
        name=name,
        keys=frozenset(reason for reason, _ in one.keys & two.keys),
        is_one_owner=are_owners_same(one, two),
        is_one_house=are_one_house(one.house, two.house),
        is_one_hamlet=bool(one.hamlet) and one.hamlet == two.hamlet,
        is_other_house=are_other_houses(one.house, two.house),
        is_other_subject=are_subjects_other(one, two),
        is_other_type=one.type is not None and two.type is not None and one.type != two.type,
        is_one_kind=bool(one.kinds & two.kinds),
        is_other_kind=one.type != two.type and bool(one.kinds and two.kinds) and not one.kinds & two.kinds,
    )
    return offer if _is_probable(offer) else None


def _is_probable(offer: _Offer) -> bool:
    """Tell whether what is alike outweighs what differs."""
    is_roofed = offer.is_one_house or "same_position" in offer.keys
    if (offer.is_other_kind and not is_roofed) or (offer.is_other_house and not offer.keys):
        return False
    if offer.is_other_subject and not offer.keys:
        # The sign stayed and the owner changed, if the place is known to be the same.
        is_one_sign = offer.name is NameRelation.SAME or (offer.name is NameRelation.SLIP and offer.is_one_house)
        return is_one_sign and offer.is_placed and (not offer.is_other_type or offer.is_one_kind)
    if offer.is_other_type and not offer.is_one_kind:
        is_same = offer.name is NameRelation.SAME and (offer.is_linked or offer.is_placed)
        return is_same or (offer.name is NameRelation.SLIP and offer.is_linked)
    return {
        NameRelation.SAME: True,
        NameRelation.SLIP: offer.is_linked or offer.is_placed,
        NameRelation.LONGER: offer.is_linked or offer.is_one_house,
        NameRelation.ALIKE: offer.is_linked or offer.is_one_house,
        NameRelation.NEAR: bool(offer.keys),
    }[offer.name]


def _without_lines(offers: list[_Offer], known: Sequence[Portrait], sources: Sequence[str]) -> Iterator[_Offer]:
    """Yield the offers without those of another line of business of one entity.

    Rows of two types are one business only across lists, where the other list
    does not have the row's own type too, and where neither list has several
    types under that name.
    """
    paired = {
        (row, sources[other])
        for offer in offers
        if not offer.is_other_type
        for row, other in ((offer.later, offer.earlier), (offer.earlier, offer.later))
    }
    types: dict[tuple[str, str, str], set[str | None]] = defaultdict(set)
    names = [(source, one.commune, one.core) for source, one in zip(sources, known, strict=True)]
    for name, one in zip(names, known, strict=True):
        types[name].add(one.type)
    for offer in offers:
        later, earlier = offer.later, offer.earlier
        is_across = sources[later] != sources[earlier]
        is_single = len(types[names[later]]) == 1 and len(types[names[earlier]]) == 1
        is_paired = (later, sources[earlier]) in paired or (earlier, sources[later]) in paired
        if not offer.is_other_type or (is_across and is_single and not is_paired):
            yield offer


def _candidate(offer: _Offer, later: Portrait, earlier: Portrait) -> MergeCandidate:
    address = address_likeness(later, earlier)
    likeness = _LIKENESS.get(offer.name) or name_likeness(later, earlier)
    place = max(address, 1.0 if offer.is_one_house else 0.9 if offer.is_one_hamlet else 0.5)
    doubt = 0.1 * offer.is_other_subject + 0.08 * offer.is_other_type
    score = round(100 * (0.6 * likeness + 0.25 * place + 0.15 * offer.is_linked - doubt))
    is_same_name = later.core == earlier.core
    reasons = {
        "same_name": is_same_name,
        "similar_name": not is_same_name,
        "same_address": address == 1.0,
        "similar_address": MIN_SIMILAR <= address < 1.0,
        "same_house": offer.is_one_house and address < 1.0,
        "same_hamlet": offer.is_one_hamlet,
        "same_owner": offer.is_one_owner,
        "other_owner": offer.is_other_subject,
        "other_type": offer.is_other_type,
    }
    named = tuple(reason for reason, holds in reasons.items() if holds)
    return MergeCandidate(key=later.key, other_key=earlier.key, score=score, reasons=(*named, *sorted(offer.keys)))
