"""Which establishment each inspection was at: certain, to choose among candidates, or unknown.

A certain match needs the office's own code, a number that one establishment
alone has, or one name of its commune that nothing contradicts. All else is
offered, never taken.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.establishments import Decision, Establishment, Status
from domain.places import CommuneKey, Succession
from register.communes import units_named
from register.fold import fold
from register.inspection_rows import InspectionRow
from register.lexicon import Lexicon
from register.report import RegisterContact, RegisterRow
from register.similarity import (
    MIN_SIMILAR,
    Portrait,
    address_likeness,
    are_hamlets_other,
    are_numbers_other,
    contains_name,
    name_likeness,
    portrait,
)

MAX_CANDIDATES = 5
CERTAIN_SCORE = 100


class Certainty(StrEnum):
    """Say how sure a match is."""

    CERTAIN = "certain"
    CHOOSE = "choose"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchCandidate:
    """Hold an establishment that may be meant; score 0 to 100, reasons are codes."""

    establishment_id: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionMatch:
    """Hold what an inspection's row matches; a certain one has exactly one candidate."""

    key: str
    certainty: Certainty
    candidates: tuple[MatchCandidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Hold one establishment as it is compared, with every unit that it lies or lay in."""

    id: str
    portrait: Portrait
    communes: frozenset[CommuneKey]
    numbers: frozenset[tuple[str, str]]


def match_inspections(
    rows: Iterable[InspectionRow],
    establishments: Sequence[Establishment],
    *,
    lexicon: Lexicon,
    successions: Iterable[Succession],
) -> tuple[InspectionMatch, ...]:
    """Match each row with the register; rejected establishments stand for what they were merged into.

    Parameters
    ----------
    lexicon
        Of the office's register: its types and communes.
    successions
        A row may name a former unit, the register the one in force, or the
        other way round.
    """
    index = _Index(establishments, lexicon, successions)
    return tuple(index.match(row) for row in rows)


class _Index:
    """Look establishments up by code, by number, and by the words of their names."""

    def __init__(
        self, establishments: Sequence[Establishment], lexicon: Lexicon, successions: Iterable[Succession]
    ) -> None:
        self.lexicon = lexicon
        self.later: dict[CommuneKey, set[CommuneKey]] = defaultdict(set)
        for succession in successions:
            self.later[succession.old].add(succession.new)
        self.merged = {e.id: e.merged_into for e in establishments if e.merged_into}
        kept = sorted((e for e in establishments if e.decision is not Decision.REJECTED), key=lambda e: e.id)
        self.known = {e.id: self._known(e) for e in kept}
        self.by_number: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.by_word: dict[str, list[str]] = defaultdict(list)
        self.by_commune: dict[CommuneKey, list[str]] = defaultdict(list)
        for one in self.known.values():
            for number in sorted(one.numbers):
                self.by_number[number].append(one.id)
            for word in sorted({one.portrait.core, *one.portrait.core.split()} - {""}):
                self.by_word[word].append(one.id)
            for commune in sorted(one.communes):
                self.by_commune[commune].append(one.id)

    def match(self, row: InspectionRow) -> InspectionMatch:
        """Return what a row matches, the first ground that finds something deciding."""
        code = self.merged.get(row.code, row.code)
        if code in self.known:
            return _certain(row, code, "same_code")
        drawn = portrait(_as_register_row(row), _NOBODY, self.lexicon.types)
        for number in _numbers(row.tax_code, row.reg_no, row.licence_no):
            if ids := self.by_number.get(number, ()):
                return self._among(row, drawn, ids, number[0])
        return self._by_name(row, drawn)

    def _among(self, row: InspectionRow, drawn: Portrait, ids: Sequence[str], reason: str) -> InspectionMatch:
        """Return the one establishment with a number; several of one entity are told apart by name and type."""
        if len(ids) > 1:
            alike = [id_ for id_ in ids if self._is_same(drawn, self.known[id_].portrait)]
            ids = alike if len(alike) == 1 else ids
        if len(ids) == 1:
            return _certain(row, ids[0], reason)
        scored = [self._candidate(drawn, self.known[id_], (reason,)) for id_ in ids]
        return _offered(row, scored)

    def _by_name(self, row: InspectionRow, drawn: Portrait) -> InspectionMatch:
        communes = self._communes(row.commune_raw)
        near = {id_ for word in {drawn.core, *drawn.core.split()} - {""} for id_ in self.by_word.get(word, ())}
        here = [one for id_ in sorted(near) if _is_near(one := self.known[id_], communes)]
        same = [one for one in here if self._is_same(drawn, one.portrait)]
        if len(same) == 1 and communes and not self._is_contradicted(drawn, same[0].portrait):
            reasons = ("same_name", "same_commune")
            found = MatchCandidate(establishment_id=same[0].id, score=CERTAIN_SCORE, reasons=reasons)
            return InspectionMatch(key=row.key, certainty=Certainty.CERTAIN, candidates=(found,))
        alike = [one for one in here if _is_alike(drawn, one.portrait)] or self._misspelt(drawn, communes)
        extra = ("same_commune",) if communes else ()
        return _offered(row, [self._candidate(drawn, one, extra) for one in alike])

    def _misspelt(self, drawn: Portrait, communes: frozenset[CommuneKey]) -> list[_Known]:
        """Return those of the communes that are alike although no word of their names is the same."""
        ids = sorted({id_ for commune in communes for id_ in self.by_commune.get(commune, ())})
        return [one for id_ in ids if _is_alike(drawn, (one := self.known[id_]).portrait)]

    def _candidate(self, drawn: Portrait, one: _Known, reasons: tuple[str, ...]) -> MatchCandidate:
        name, address = name_likeness(drawn, one.portrait), address_likeness(drawn, one.portrait)
        is_type = drawn.type is not None and drawn.type == one.portrait.type
        score = round(100 * (0.65 * name + 0.2 * address + 0.1 * is_type + 0.05 * bool(reasons)))
        named = {"same_name": name == 1.0, "similar_name": MIN_SIMILAR <= name < 1.0, "same_type": is_type}
        named |= {"similar_address": address >= MIN_SIMILAR}
        said = (*reasons, *(reason for reason, holds in named.items() if holds))
        return MatchCandidate(establishment_id=one.id, score=score, reasons=said)

    @staticmethod
    def _is_same(one: Portrait, other: Portrait) -> bool:
        is_type = one.type is None or other.type is None or one.type == other.type
        return is_type and name_likeness(one, other) == 1.0

    @staticmethod
    def _is_contradicted(one: Portrait, other: Portrait) -> bool:
        return are_hamlets_other(one, other) or are_numbers_other(one, other)

    def _known(self, e: Establishment) -> _Known:
        keys = {key for key in (e.commune_reported, e.commune_now) if key is not None}
        return _Known(
            id=e.id,
            portrait=portrait(_as_register_row(e), _NOBODY, self.lexicon.types),
            communes=frozenset(self._with_later(keys)),
            numbers=frozenset(_numbers(e.tax_code, e.reg_no, e.licence_no)),
        )

    def _communes(self, text: str) -> frozenset[CommuneKey]:
        named = {unit.key for unit in units_named(text, self.lexicon.communes)} if text else set()
        return frozenset(self._with_later(named))

    def _with_later(self, keys: Collection[CommuneKey]) -> set[CommuneKey]:
        return {*keys, *(new for key in keys for new in self.later.get(key, ()))}


def _is_near(one: _Known, communes: frozenset[CommuneKey]) -> bool:
    """Tell whether both may lie in one commune; where one is not known they may."""
    return not communes or not one.communes or bool(communes & one.communes)


def _is_alike(one: Portrait, other: Portrait) -> bool:
    return name_likeness(one, other) >= MIN_SIMILAR or (one.figures == other.figures and contains_name(one, other))


def _numbers(tax_code: str, reg_no: str, licence_no: str) -> list[tuple[str, str]]:
    """Return the numbers that two businesses hardly share, the surest first."""
    found = {"same_tax_code": tax_code, "same_reg_no": fold(reg_no), "same_licence": fold(licence_no)}
    return [(reason, value) for reason, value in found.items() if value]


def _certain(row: InspectionRow, id_: str, reason: str) -> InspectionMatch:
    found = MatchCandidate(establishment_id=id_, score=CERTAIN_SCORE, reasons=(reason,))
    return InspectionMatch(key=row.key, certainty=Certainty.CERTAIN, candidates=(found,))


def _offered(row: InspectionRow, candidates: list[MatchCandidate]) -> InspectionMatch:
    best = sorted(candidates, key=lambda one: (-one.score, one.establishment_id))[:MAX_CANDIDATES]
    certainty = Certainty.CHOOSE if best else Certainty.UNKNOWN
    return InspectionMatch(key=row.key, certainty=certainty, candidates=tuple(best))


_NOBODY = RegisterContact(key="", owner_name="", phone="")


def _as_register_row(one: InspectionRow | Establishment) -> RegisterRow:
    """Return an inspection or establishment as register.similarity compares rows; communes are compared apart."""
    return RegisterRow(
        key="", name=one.name, type=one.type, type_raw="", hamlet=one.hamlet, address_raw=one.address_raw,
        commune_raw="", commune_reported=None, coords_raw="", status=Status.ACTIVE, licence_no="", licence_on=None,
        licence_on_precision=None, tax_code="", reg_no="", entity_key="", rooms=None, staff_total=None, hours=None,
        last_inspected_on=None, last_inspected_on_precision=None, source_sheet="", source_row=0,
    )  # fmt: skip
