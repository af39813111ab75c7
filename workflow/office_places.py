"""Hamlets and landmarks of an office file."""

from collections.abc import Collection

from domain.errors import InputError
from domain.places import CommuneKey, Hamlet, Landmark
from workflow.office_area import key_of
from workflow.office_fields import Fields

NEAR_M = 200
"""How far around a landmark an address may mean, where the file does not say."""
PLACE_KEYS = ("commune", "name", "lon", "lat")


def read_hamlets(fields: Fields, *, vintage: str, communes: Collection[CommuneKey]) -> tuple[Hamlet, ...]:
    """Return the hamlets of an office file; each names a commune that the office knows."""
    found = []
    for table in fields.tables("hamlets"):
        table.refuse_unknown(*PLACE_KEYS)
        commune, name = _commune(table, vintage, communes), table.text("name")
        lon, lat = table.degrees("lon", limit=180), table.degrees("lat", limit=90)
        found.append(Hamlet(commune=commune, name=name, lon=lon, lat=lat))
    return tuple(found)


def read_landmarks(fields: Fields, *, vintage: str, communes: Collection[CommuneKey]) -> tuple[Landmark, ...]:
    """Return the landmarks of an office file; one without a commune may be meant anywhere."""
    found = []
    for table in fields.tables("landmarks"):
        table.refuse_unknown(*PLACE_KEYS, "accuracy_m")
        landmark = Landmark(
            commune=_commune(table, vintage, communes) if table.has("commune") else None, name=table.text("name"),
            lon=table.degrees("lon", limit=180), lat=table.degrees("lat", limit=90),
            accuracy_m=table.number("accuracy_m", NEAR_M, low=1, high=5000),
        )  # fmt: skip
        found.append(landmark)
    return tuple(found)


def _commune(table: Fields, vintage: str, communes: Collection[CommuneKey]) -> CommuneKey:
    key = key_of(table.text("commune"), vintage)
    if key not in communes:
        known = ", ".join(sorted(one.code for one in communes if one.vintage == vintage))
        raise InputError("office.unit_unknown", key=table.key("commune"), value=table.text("commune"), known=known)
    return key
