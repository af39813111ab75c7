"""docs/licences.md: one line for everything that is installed or shipped, and no licence unknown."""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.licenses import canonicalize_license_expression

from locks.licences import COPYLEFT, FACTS, TABLE, VENDORED, UnknownLicenceError, licence_of, stated_licence
from locks.lock_files import LOCKS, ROOT, read_lock

TEXT = TABLE.read_text(encoding="utf-8")


def rows(title: str) -> dict[str, list[str]]:
    """Return the lines of the tables below a title, by their first cell."""
    section = TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|\n").split("|")] for line in section.splitlines() if line[:2] == "| "
    ]
    return {row[0]: row[1:] for row in cells if row[0] not in ("package", "---", "what")}


SHIPPED, TESTED = rows("Packages of the product"), rows("Packages of tests and checks")


@pytest.mark.parametrize(("path", "table"), zip(LOCKS, (SHIPPED, TESTED), strict=True), ids=["product", "tests"])
def test_the_table_has_what_the_lock_has(path: Path, table: dict[str, list[str]]) -> None:
    versions: dict[str, list[str]] = {}
    for package in read_lock(path):
        versions.setdefault(package.name, []).append(package.version)
    assert {name: row[0] for name, row in table.items()} == {name: ", ".join(each) for name, each in versions.items()}


def test_every_licence_is_one_that_spdx_knows_and_every_package_has_a_home() -> None:
    for name, (_, licence, home) in {**SHIPPED, **TESTED}.items():
        assert canonicalize_license_expression(licence) == licence, name
        assert re.fullmatch(r"https?://\S+", home), name


def test_the_table_says_what_the_packages_here_say() -> None:
    compared = 0
    for name, (versions, licence, _) in {**SHIPPED, **TESTED}.items():
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        if name not in FACTS["package"] and package.version in versions.split(", "):
            assert stated_licence(package) == licence, name
            compared += 1
    assert compared > 60


def test_vendored_files_stand_as_in_their_manifest() -> None:
    expected = {
        each["name"]: [each["version"], each["licence"], f"browser/{each['licence_file']}"] for each in VENDORED
    }
    assert rows("In browser/") == expected
    assert all((ROOT / row[2]).is_file() for row in expected.values())


def test_every_licence_that_asks_for_something_has_a_reason() -> None:
    asking = {name: row[1] for name, row in {**SHIPPED, **TESTED}.items() if COPYLEFT.search(row[1])}
    assert asking.keys() == FACTS["copyleft"].keys()
    for name, licence in asking.items():
        assert f"| {name} | {licence} | {FACTS['copyleft'][name]} |" in TEXT
    assert min(len(reason) for reason in FACTS["copyleft"].values()) > 10


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are named as in the wheels for Linux")
def test_libraries_within_wheels_are_there() -> None:
    looked_at = 0
    for each in FACTS["inside"]:
        try:
            names = [Path(file).name for file in distribution(each["package"]).files or ()]
        except PackageNotFoundError:
            continue
        assert any(name.startswith(each["file"]) for name in names), each
        looked_at += 1
    assert looked_at >= 4


def test_sources_that_an_office_fetches_are_named_with_their_terms() -> None:
    sources = tomllib.loads((ROOT / "data" / "travel" / "sources.toml").read_text(encoding="utf-8"))
    terms = [sources["roads"]["licence"], *(each["licence"] for each in sources["boundaries"].values())]
    assert all(text in TEXT for text in terms)


def test_a_package_without_a_known_licence_stops_the_table(tmp_path, monkeypatch) -> None:
    info = tmp_path / "nameless-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: nameless\nVersion: 1\nLicense: BSD\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(UnknownLicenceError, match="nameless"):
        licence_of("nameless", "1")
    with pytest.raises(UnknownLicenceError, match="never-heard-of"):
        licence_of("never-heard-of", "1")
