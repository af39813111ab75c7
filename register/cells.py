"""One cell of a data row as text or value: cleaned, repaired or doubted, without the numbers of persons."""

from register.book import Cell, has_content
from register.fold import clean_text, fold
from register.grammar import EXCEL_ERRORS, NOTHING
from register.ledger import CODES, Ledger
from register.linting import cut_numbers, without_numbers
from register.numbers import cell_text
from register.rows import DataRow
from register.widths import padded


def content(field: str, row: DataRow, ledger: Ledger) -> Cell:
    """Return a field's cell, None for a blank, an Excel error or a formula without a value."""
    cell = row.cells.get(field)
    if cell is None and not row.uncomputed:
        return None
    if field in row.uncomputed:
        ledger.doubt("formula_without_value", row.place(field))
        return None
    if isinstance(cell, str) and cell.strip() in EXCEL_ERRORS:
        ledger.doubt("cell_error", row.place(field), cell.strip())
        return None
    return cell if has_content(cell) else None


def full_text(field: str, row: DataRow, ledger: Ledger) -> str:
    """Return a cell's text with all that it holds, before what is about persons is cut."""
    cell = content(field, row, ledger)
    if cell is None:
        return ""
    text, steps = clean_text(cell_text(cell))
    for code, before, after in steps:
        ledger.repair(code, row.place(field), before, after)
    return text


def kept_text(field: str, row: DataRow, ledger: Ledger) -> str:
    """Return a text that leaves the register, without the numbers of persons in it."""
    text = full_text(field, row, ledger)
    cut = without_numbers(text, codes_only=True) if field in CODES else cut_numbers(text)
    if cut != text:
        ledger.doubt("personal_number_removed", row.place(field))
    return cut


def code_text(field: str, row: DataRow, ledger: Ledger, *, width: int) -> str:
    """Return a code with the zeros that it lost; ``width`` is that of its column, 0 for none."""
    text = kept_text(field, row, ledger)
    full = padded(text, width)
    if full != text:
        ledger.repair("code_zero", row.place(field), text, full)
    return full


def value_of(field: str, row: DataRow, ledger: Ledger) -> Cell:
    """Return the cell of a date, number or code, None where it says in words that there is none."""
    cell = content(field, row, ledger)
    if isinstance(cell, str):
        return None if fold(cell) in NOTHING else clean_text(cell)[0]
    return cell
