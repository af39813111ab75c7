"""The public files that may be fetched, each with the licence that is shown first."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from domain.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFile:
    """Hold where a public file is, by which text it is checked, and under which licence it may be used."""

    base: str
    file: str
    checksum: str = ""
    licence: str = ""

    @property
    def url(self) -> str:
        """Return the file's address."""
        return f"{self.base.rstrip('/')}/{self.file}"

    @property
    def checksum_url(self) -> str:
        """Return the address of its checksum, "" where there is none."""
        return f"{self.base.rstrip('/')}/{self.checksum}" if self.checksum else ""


def public_file(data: Path, *names: str, base: str = "", file: str = "") -> PublicFile:
    """Return a public file of data/travel/sources.toml; ``base`` and ``file`` replace its address.

    Another address is another file: its checksum and licence are then unknown,
    except where only the base was replaced (a mirror).

    Raises
    ------
    InputError
        ``fetch.no_source`` where none is known and no base is given.
    """
    table = tomllib.loads((data / "travel" / "sources.toml").read_text(encoding="utf-8"))
    for name in names:
        table = table.get(name, {})
    address = base or str(table.get("base", ""))
    named = file or str(table.get("file", ""))
    if not address or not named or "/" in named or named.startswith("."):
        raise InputError("fetch.no_source", what=".".join(names))
    is_same = not file or file == table.get("file")
    return PublicFile(
        base=address,
        file=named,
        checksum=str(table.get("checksum", "")) if is_same else "",
        licence=str(table.get("licence", "")) if is_same else "",
    )
