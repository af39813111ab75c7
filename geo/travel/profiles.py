"""Vehicles: how each engine is told what drives."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from domain.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Hold a vehicle: its costing and options for Valhalla, its Lua text for OSRM.

    ``lua`` may require OSRM's own ``car`` profile; "" takes that one as it is.
    """

    name: str
    costing: str = "auto"
    options: Mapping[str, float] = field(default_factory=dict)
    lua: str = ""


CAR = Profile(name="car")
"""The engines' own car, where no data say more."""


def read_profiles(directory: Path) -> Mapping[str, Profile]:
    """Return the vehicles that ``profiles.toml`` and the Lua files beside it describe.

    Raises
    ------
    InputError
        ``travel.bad_profiles`` where a file is missing or cannot be read.
    """
    try:
        tables = tomllib.loads((directory / "profiles.toml").read_text(encoding="utf-8"))
        return MappingProxyType({name: _profile(name, table, directory) for name, table in tables.items()})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("travel.bad_profiles", path=directory.name) from error


def _profile(name: str, table: Mapping[str, object], directory: Path) -> Profile:
    lua = (directory / str(table["lua"])).read_text(encoding="utf-8") if table.get("lua") else ""
    options = table.get("options", {})
    if not isinstance(options, dict):
        raise TypeError("options is no table")
    return Profile(
        name=name,
        costing=str(table["costing"]),
        options={str(key): float(value) for key, value in options.items()},
        lua=lua,
    )
