"""Everything that a workbook's words are matched with, made once for each check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.establishments import Status
from register.communes import CommuneIndex, index_communes
from register.header import ColumnNames, column_names
from register.kinds import TypeIndex, index_types
from register.report import RegisterReference


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Hold the reference in the forms in which it is looked up."""

    names: ColumnNames
    types: TypeIndex
    communes: CommuneIndex
    status_words: Mapping[str, Status]
    on: date


def build_lexicon(reference: RegisterReference) -> Lexicon:
    """Return the reference ready for matching."""
    return Lexicon(
        names=column_names(reference),
        types=index_types(reference.types),
        communes=index_communes(reference.communes, reference.vintages),
        status_words=reference.status_words,
        on=reference.on,
    )
