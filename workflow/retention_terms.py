"""The terms in force: the installation's, and the office's own file, which wins class by class."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.errors import InputError
from domain.retention import COUNTED_FROM, RetentionClass, Term, terms_on
from workflow.workspace import Workspace

FILE = "retention.toml"
KEYS = {"class", "months", "counted_from", "valid_from", "source", "checked"}
MOST_MONTHS = 1200


def read_terms(workspace: Workspace, *, on: date) -> Mapping[RetentionClass, Term]:
    """Return class to its term on a day, for steps that have authorised.

    Raises
    ------
    InputError
        ``retention.file`` for a file that cannot be read or says something else than a term.
    """
    common = _terms(workspace.reference.directory / "rules" / FILE)
    own = workspace.settings.directory / FILE
    return terms_on(common, on) | (terms_on(_terms(own), on) if own.exists() else {})


def _terms(path: Path) -> tuple[Term, ...]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8-sig"))["term"]
        return tuple(_term(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("retention.file", file=path.name, reason=str(error)[:200]) from error


def _term(row: Mapping[str, Any]) -> Term:
    if unknown := set(row) - KEYS:
        raise ValueError(", ".join(sorted(unknown)))
    of, months, valid_from = RetentionClass(row["class"]), row["months"], row["valid_from"]
    if type(months) is not int or not 0 <= months <= MOST_MONTHS:
        raise ValueError(f"months = {months}")
    if type(valid_from) is not date or isinstance(valid_from, datetime):
        raise ValueError(f"valid_from = {valid_from}")
    if row.get("counted_from", COUNTED_FROM[of]) != COUNTED_FROM[of]:
        raise ValueError(f"counted_from = {row['counted_from']}")
    return Term(
        of=of, months=months, valid_from=valid_from, source=str(row["source"]), is_checked=row.get("checked") is True
    )
