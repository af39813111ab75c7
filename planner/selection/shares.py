"""Whom a draw selects, against the register: by commune, type, legal form and size."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain.establishments import Establishment
from domain.units import share

DIMENSIONS = ("commune", "type", "legal_form", "size")
SMALL_ROOMS, MIDDLE_ROOMS = 5, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """Count one value of a dimension in the register in scope and among the selected; "" is unknown.

    ``share`` is what of these was selected; ``excess`` is how many more than
    their part of the register would give, a fraction that may be negative.
    """

    dimension: str
    key: str
    registered: int
    selected: int
    share: Fraction
    excess: Fraction


def selected_shares(
    establishments: Iterable[Establishment], selected: Collection[str], *, legal_forms: Mapping[str, str]
) -> tuple[ShareRow, ...]:
    """Return the selected share of each commune, type, legal form and size, dimensions in that order.

    Parameters
    ----------
    establishments
        The register; those out of scope are passed over.
    legal_forms
        Legal form of each entity, by id.
    """
    inside = [e for e in establishments if e.is_in_scope]
    chosen = frozenset(selected)
    whole = share(sum(e.id in chosen for e in inside), len(inside))
    traits = {e.id: _traits(e, legal_forms) for e in inside}
    rows: list[ShareRow] = []
    for place, dimension in enumerate(DIMENSIONS):
        registered = Counter(values[place] for values in traits.values())
        drawn = Counter(values[place] for identity, values in traits.items() if identity in chosen)
        rows += [_row(dimension, key, registered[key], drawn[key], whole) for key in sorted(registered)]
    return tuple(rows)


def size_band(rooms: int | None) -> str:
    """Return ``small`` (1 to 5 rooms), ``middle`` (to 15), ``large``, or "" where rooms are not known.

    Examples
    --------
    >>> size_band(None), size_band(5), size_band(6), size_band(16)
    ('', 'small', 'middle', 'large')
    """
    if not rooms:
        return ""
    return "small" if rooms <= SMALL_ROOMS else "middle" if rooms <= MIDDLE_ROOMS else "large"


def _traits(establishment: Establishment, legal_forms: Mapping[str, str]) -> tuple[str, str, str, str]:
    commune = establishment.commune_now.code if establishment.commune_now else ""
    form = legal_forms.get(establishment.entity_id, "")
    return commune, establishment.type or "", form, size_band(establishment.rooms)


def _row(dimension: str, key: str, registered: int, selected: int, whole: Fraction) -> ShareRow:
    return ShareRow(
        dimension=dimension,
        key=key,
        registered=registered,
        selected=selected,
        share=share(selected, registered),
        excess=selected - registered * whole,
    )
