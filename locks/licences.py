"""Licences of all that is installed or shipped, from the packages' own metadata, into docs/licences.md."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from packaging.utils import canonicalize_name

from locks.lock_files import LOCKS, ROOT, read_lock

TABLE = ROOT / "docs" / "licences.md"
FACTS: dict[str, Any] = tomllib.loads((ROOT / "locks" / "licences.toml").read_text(encoding="utf-8"))
VENDORED = tomllib.loads((ROOT / "browser" / "MANIFEST.toml").read_text(encoding="utf-8"))["package"]
COPYLEFT = re.compile(r"GPL|MPL|EPL|EUPL|CDDL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One line of the table; ``expression`` is an SPDX licence expression."""

    name: str
    versions: str
    expression: str
    home: str


class UnknownLicenceError(Exception):
    """Neither the package nor licences.toml says under which licence it is."""


def write_licences() -> None:
    """Write docs/licences.md from the environment that was installed from the lock files."""
    TABLE.write_text(licences_text(), encoding="utf-8", newline="\n")
    print(TABLE.relative_to(ROOT))


def licences_text() -> str:
    """Return docs/licences.md whole."""
    shipped, tested = (locked_licences(path.name) for path in LOCKS)
    vendored = [
        Licence(
            name=each["name"],
            versions=each["version"],
            expression=each["licence"],
            home=f"browser/{each['licence_file']}",
        )
        for each in VENDORED
    ]
    page: str = FACTS["page"]["text"]
    return page.format(
        shipped=_table(shipped),
        tested=_table(tested),
        vendored=_table(vendored),
        copyleft=_copyleft([*shipped, *tested]),
        inside="".join(f"| {each['package']} | {each['library']} | {each['licence']} |\n" for each in FACTS["inside"]),
    )


def locked_licences(lock: str) -> list[Licence]:
    """Return the licences of what a lock file names, one line a package."""
    versions: dict[str, list[str]] = {}
    for package in read_lock(ROOT / "locks" / lock):
        versions.setdefault(package.name, []).append(package.version)
    return [licence_of(name, ", ".join(numbers)) for name, numbers in sorted(versions.items())]


def licence_of(name: str, versions: str) -> Licence:
    """Return a package's licence: what licences.toml read in its files, else what its metadata say."""
    written = FACTS["package"].get(canonicalize_name(name), {})
    try:
        found: Distribution | None = distribution(name)
    except PackageNotFoundError:
        found = None
    expression = written.get("licence") or (stated_licence(found) if found else None)
    home = written.get("home") or (_home(found) if found else "")
    if not expression:
        raise UnknownLicenceError(name)
    return Licence(name=name, versions=versions, expression=expression, home=home)


def stated_licence(package: Distribution) -> str | None:
    """Return the SPDX expression that a package's metadata state, None where they are vague or silent."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classifiers = [text.split(" :: ")[-1] for text in metadata.get_all("Classifier") or () if text[:7] == "License"]
    for text in (metadata.get("License", ""), *classifiers):
        if text in FACTS["spelling"]:
            return str(FACTS["spelling"][text])
    return None


def _home(package: Distribution) -> str:
    lines = [line.split(", ", 1) for line in package.metadata.get_all("Project-URL") or ()]
    linked = {label.strip().lower(): address for label, address in lines}
    wanted = ("homepage", "home", "repository", "source", "source code", "github", "documentation")
    # A page of a package index says nothing of where a package is made.
    found = [linked[label] for label in wanted if label in linked and "pypi.org/" not in linked[label]]
    return str((found or [package.metadata.get("Home-page") or ""])[0])


def _table(licences: Iterable[Licence]) -> str:
    return "".join(f"| {each.name} | {each.versions} | {each.expression} | {each.home} |\n" for each in licences)


def _copyleft(licences: Iterable[Licence]) -> str:
    """Return a line for each package under a licence that asks something in return, with why it may be used."""
    asking = {each.name: each.expression for each in licences if COPYLEFT.search(each.expression)}
    if missing := asking.keys() - FACTS["copyleft"].keys():
        raise UnknownLicenceError(f"why these may be used: {', '.join(sorted(missing))}")
    return "".join(f"| {name} | {text} | {FACTS['copyleft'][name]} |\n" for name, text in sorted(asking.items()))
