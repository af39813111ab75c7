"""The area of an office file: vintages, units and successions, from a list, a boundary file or the reference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from domain.errors import InputError
from domain.places import Commune, CommuneKey, Succession, Vintage
from workflow.office_fields import Fields
from workflow.reference import Reference

UNIT_KEYS = ("code", "name", "kind", "lon", "lat", "area_km2")
LARGEST_KM2 = 331_000
"""All of Vietnam; what is said beyond is no area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Hold the places that an office knows, and which of them are its own."""

    vintage: str
    own: tuple[CommuneKey, ...]
    vintages: tuple[Vintage, ...]
    communes: tuple[Commune, ...]
    successions: tuple[Succession, ...]
    boundaries: Mapping[str, Path] = field(default_factory=dict)
    """Files to keep, by vintage."""

    @property
    def by_key(self) -> dict[CommuneKey, Commune]:
        """Return the communes by their keys."""
        return {commune.key: commune for commune in self.communes}


def read_area(fields: Fields, reference: Reference, *, home: Path, on: date) -> Area:
    """Return the area that a file describes.

    Where the file lists codes of the reference only, every place of the
    reference stays known; an area with units of its own knows no other.

    Parameters
    ----------
    home
        Where boundary files are looked for.
    on
        The office's day; the vintage must be in force on it.

    Raises
    ------
    InputError
        ``office.no_units``, ``office.unit_unknown``, ``office.unit_repeated``,
        ``office.vintage_unknown``, ``office.vintage_not_in_force``, and what the
        boundary reader refuses.
    """
    declared = {table.text("id"): table for table in fields.tables("vintages")}
    vintages = {v.id: v for v in reference.vintages}
    vintages |= {id_: _vintage(table, vintages.get(id_)) for id_, table in declared.items()}
    vintage = _in_force(fields, vintages, on)
    files = {id_: home / table.text("boundaries") for id_, table in declared.items() if table.has("boundaries")}
    known = {commune.key: commune for commune in reference.communes}
    listed = {c.key: c for id_, t in declared.items() for c in _units(t, id_, files.get(id_), reference)}
    is_foreign = any(key not in known for key in listed)
    communes = listed if is_foreign else known | listed
    successions = _successions(fields, communes, vintage)
    if not is_foreign:
        successions = (*reference.successions, *(s for s in successions if s not in reference.successions))
    used = {key.vintage for key in communes} | {vintage}
    return Area(
        vintage=vintage, own=_own(fields, vintage, listed, communes),
        vintages=tuple(v for v in vintages.values() if v.id in used), communes=tuple(communes.values()),
        successions=successions, boundaries=files,
    )  # fmt: skip


def key_of(text: str, vintage: str) -> CommuneKey:
    """Return the unit that ``25516`` (of the vintage given) or ``pre2025/25516`` names."""
    before, slash, after = text.partition("/")
    return CommuneKey(vintage=before, code=after) if slash else CommuneKey(vintage=vintage, code=text)


def _vintage(table: Fields, known: Vintage | None) -> Vintage:
    """Return the vintage of a table; what it leaves out of a known one stays as known."""
    table.refuse_unknown("id", "valid_from", "valid_to", "legal_act", "boundaries", "units")
    id_ = table.text("id")
    if "/" in id_:
        raise InputError("office.need_text", key=table.key("id"), value=id_)
    plain = known or Vintage(id=id_, valid_from=None, valid_to=None, legal_act="")
    return Vintage(
        id=id_,
        valid_from=table.day("valid_from") or plain.valid_from,
        valid_to=table.day("valid_to") or plain.valid_to,
        legal_act=table.text("legal_act", plain.legal_act),
    )


def _in_force(fields: Fields, vintages: Mapping[str, Vintage], on: date) -> str:
    if not fields.has("vintage"):
        found = [vintage.id for vintage in vintages.values() if vintage.is_in_force(on)]
        if len(found) == 1:
            return found[0]
    asked = fields.text("vintage")
    if asked not in vintages:
        raise InputError("office.vintage_unknown", key="vintage", value=asked, known=", ".join(vintages))
    if not vintages[asked].is_in_force(on):
        raise InputError("office.vintage_not_in_force", value=asked, on=on.isoformat())
    return asked


def _own(
    fields: Fields, vintage: str, listed: Iterable[CommuneKey], communes: Mapping[CommuneKey, Commune]
) -> tuple[CommuneKey, ...]:
    """Return the office's own units: those it names, else all it listed for the vintage in force."""
    named = tuple(CommuneKey(vintage=vintage, code=code) for code in fields.texts("units"))
    own = named or tuple(key for key in listed if key.vintage == vintage)
    if not own:
        raise InputError("office.no_units", value=vintage)
    for key in own:
        if key not in communes:
            known = ", ".join(sorted(k.code for k in communes if k.vintage == vintage))
            raise InputError("office.unit_unknown", key="units", value=key.code, known=known or "–")
    if len(set(own)) < len(own):
        raise InputError("office.unit_repeated", key="units", value=", ".join(key.code for key in own))
    return tuple(sorted(own))


def _units(table: Fields, vintage: str, path: Path | None, reference: Reference) -> list[Commune]:
    """Return the units that a vintage of the file has: from its list, and from its boundary file."""
    units = [_unit(one, vintage) for one in table.tables("units")]
    codes = [unit.key.code for unit in units]
    if len(set(codes)) < len(codes):
        raise InputError("office.unit_repeated", key=table.key("units"), value=", ".join(codes))
    known = {commune.key: commune for commune in reference.communes} | {unit.key: unit for unit in units}
    drawn = _drawn(path, vintage, kinds=reference.words.say("office.kinds").split(";")) if path else []
    return [*units, *(known.get(one.key, one) for one in drawn if one.key.code not in codes)]


def _unit(table: Fields, vintage: str) -> Commune:
    table.refuse_unknown(*UNIT_KEYS)
    area = None if isinstance(table.values.get("area_km2"), bool) else table.values.get("area_km2")
    return Commune(
        key=CommuneKey(vintage=vintage, code=table.text("code")), name=table.text("name"), kind=table.text("kind"),
        centre_lon=table.degrees("lon", limit=180), centre_lat=table.degrees("lat", limit=90),
        area_km2=float(area) if isinstance(area, int | float) and 0 <= area <= LARGEST_KM2 else None,
    )  # fmt: skip


def _drawn(path: Path, vintage: str, *, kinds: list[str]) -> list[Commune]:
    """Return the units of a boundary file; a name such as ``Xã Tân Châu`` is kind and name."""
    from geo.boundaries import read_boundaries

    frame, _ = read_boundaries(path, vintage=vintage)
    points = frame.geometry.representative_point()
    rows = zip(frame["code"], frame["name"], frame["area_km2"], points, strict=True)
    return [
        Commune(
            key=CommuneKey(vintage=vintage, code=code), name=_bare(name, kinds)[1], kind=_bare(name, kinds)[0],
            centre_lon=round(float(point.x), 6), centre_lat=round(float(point.y), 6), area_km2=round(float(area), 2),
        )
        for code, name, area, point in rows
    ]  # fmt: skip


def _bare(name: str, kinds: list[str]) -> tuple[str, str]:
    for kind in kinds:
        if name.casefold().startswith(f"{kind} ".casefold()):
            return kind, name[len(kind) + 1 :].strip()
    return kinds[0], name


def _successions(fields: Fields, communes: Mapping[CommuneKey, Commune], vintage: str) -> tuple[Succession, ...]:
    found = []
    for table in fields.tables("successions"):
        table.refuse_unknown("old", "new", "whole")
        old, new = (key_of(table.text(name), vintage) for name in ("old", "new"))
        for name, key in (("old", old), ("new", new)):
            if key not in communes:
                known = ", ".join(sorted(f"{k.vintage}/{k.code}" for k in communes))
                raise InputError("office.unit_unknown", key=table.key(name), value=table.text(name), known=known)
        whole = table.values.get("whole", True)
        if not isinstance(whole, bool):
            raise InputError("office.need_flag", key=table.key("whole"), value=str(whole))
        found.append(Succession(old=old, new=new, is_whole=whole))
    return tuple(found)
