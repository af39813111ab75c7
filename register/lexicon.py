"""Everything that a workbook's words are matched with, made once for each check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.establishments import Status
from register.communes import CommuneIndex, index_communes
from register.header import ColumnNames, column_names
from register.kinds import TypeIndex, index_types
from register.linting import LintIndex, index_lint_words
from register.report import ReadingChoices, RegisterReference

_NO_CHOICES = ReadingChoices()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Hold the reference in the forms in which it is looked up."""

    names: ColumnNames
    types: TypeIndex
    communes: CommuneIndex
    status_words: Mapping[str, Status]
    lint: LintIndex
    on: date


def build_lexicon(reference: RegisterReference, choices: ReadingChoices = _NO_CHOICES) -> Lexicon:
    """Return the reference and the user's choices ready for matching."""
    # Nobody names a unit before it is in force: a list read as of 2024 speaks of the former communes.
    vintages = [v for v in reference.vintages if v.valid_from is None or v.valid_from <= reference.on]
    known = {vintage.id for vintage in vintages}
    return Lexicon(
        names=column_names(reference, choices.mapping),
        types=index_types(reference.types),
        communes=index_communes((c for c in reference.communes if c.key.vintage in known), vintages),
        status_words=reference.status_words,
        lint=index_lint_words(reference.lint_words),
        on=reference.on,
    )
