"""Free text of a row, kept only after the numbers and names of persons in it are masked."""

import unicodedata
from collections.abc import Iterable

from register.cells import content
from register.fold import clean_text, fold
from register.ledger import Ledger
from register.lexicon import Lexicon
from register.linting import lint, without_numbers
from register.numbers import cell_text
from register.rows import DataRow


def free_text(field: str, row: DataRow, owners: frozenset[str], lexicon: Lexicon, ledger: Ledger) -> str:
    """Return a note with what is about persons masked; ``owners`` are the folded names that the workbook knows.

    Its repairs are shown with the same masks; the doubts do not say what stood there.
    """
    cell = content(field, row, ledger)
    if cell is None:
        return ""

    def hidden(text: str) -> str:
        composed = unicodedata.normalize("NFC", text)
        return lint(without_numbers(composed), lexicon.lint, owners)

    text, steps = clean_text(cell_text(cell))
    for code, before, after in steps:
        ledger.repair(code, row.place(field), hidden(before), hidden(after))
    bare, masked = without_numbers(text), hidden(text)
    if bare != text:
        ledger.doubt("personal_number_removed", row.place(field))
    if masked != bare:
        ledger.doubt("note_about_person", row.place(field))
    return masked


def owners_in(rows: Iterable[DataRow]) -> frozenset[str]:
    """Return the folded names of all owners, of two words or more."""
    names = {cell for row in rows if isinstance(cell := row.cells.get("owner_name"), str)}
    return frozenset(words for name in names if " " in (words := fold(name)))
