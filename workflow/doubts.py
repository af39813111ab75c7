"""Which field of the register a doubt is about."""

from collections.abc import Mapping

from domain.issues import Issue

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "name": ("name_missing",),
    "type": ("type_missing", "type_unknown", "type_several"),
    "commune": ("commune_missing", "commune_unknown", "commune_ambiguous", "commune_differs", "commune_split",
                "outside_area", "position_outside_commune"),
    "coords": ("coordinates_unreadable", "position_unknown", "position_outside_commune"),
    "status": ("status_unknown",),
    "hours": ("hours_unreadable",),
    "phone": ("phone_unreadable",),
    "tax_code": ("tax_code_unreadable",),
}  # fmt: skip
"""Field to the doubts that a value set by hand answers, all of them together."""

_FIELDS = {code: field for field, codes in FAMILIES.items() for code in codes}
_COORDS = ("lat", "lon", "x", "y")


def field_of(issue: Issue) -> str:
    """Return the field that a doubt is about, "" where it is about none or about the row as a whole."""
    field = _FIELDS.get(issue.code) or str(issue.params.get("field", ""))
    return "coords" if field in _COORDS else field


def is_lacking(issue: Issue) -> bool:
    """Tell whether a doubt says no more than that there is nothing."""
    return issue.code.endswith("_missing") or issue.code == "position_unknown"
