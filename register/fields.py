"""One data row becomes one register row: every cell read, repaired or doubted."""

from datetime import date

from domain.digest import sha256_hex
from domain.establishments import OpeningHours, Precision, Status
from register.book import Cell, has_content
from register.communes import mention_in
from register.dates import parse_date
from register.fold import clean_text, fold
from register.grammar import EXCEL_ERRORS, HAMLET_KINDS, NOTHING
from register.hours import parse_hours
from register.kinds import status_of, types_in
from register.ledger import Ledger
from register.lexicon import Lexicon
from register.numbers import cell_text, entity_key, is_personal_id, parse_count, parse_phone, parse_tax_code
from register.report import RegisterContact, RegisterRow
from register.rows import DataRow


def read_row(row: DataRow, lexicon: Lexicon, ledger: Ledger) -> tuple[RegisterRow, RegisterContact]:
    """Return the row and, apart from it, its owner's contact.

    Its commune is named but not yet resolved: that needs the whole workbook.
    """
    name = _name(row, ledger)
    kind, type_raw = _type(row, lexicon, ledger)
    address = _text("address", row, ledger)
    licence_on, licence_precision = _date("licence_on", row, lexicon.on, ledger)
    inspected_on, inspected_precision = _date("last_inspected_on", row, lexicon.on, ledger)
    tax_code, tax_key = _identity("tax_code", row, ledger)
    reg_no, reg_key = _identity("reg_no", row, ledger)
    register_row = RegisterRow(
        key=row.key,
        name=name,
        type=kind,
        type_raw=type_raw,
        hamlet=_text("hamlet", row, ledger) or _hamlet_of(address),
        address_raw=address,
        commune_raw=_commune_text(row, address, lexicon, ledger),
        commune_reported=None,
        coords_raw=_coordinates(row, ledger),
        status=_status(row, lexicon, ledger),
        licence_no=_text("licence_no", row, ledger),
        licence_on=licence_on,
        licence_on_precision=licence_precision,
        tax_code=tax_code,
        reg_no=reg_no,
        entity_key=tax_key or reg_key,
        rooms=_count("rooms", row, ledger),
        staff_total=_count("staff_total", row, ledger),
        hours=_hours(row, ledger),
        last_inspected_on=inspected_on,
        last_inspected_on_precision=inspected_precision,
        source_sheet=row.sheet,
        source_row=row.row,
    )
    return register_row, RegisterContact(
        key=row.key, owner_name=_text("owner_name", row, ledger), phone=_phone(row, ledger)
    )


def _cell(field: str, row: DataRow, ledger: Ledger) -> Cell:
    """Return a field's cell, None for a blank, an Excel error or a formula without a value."""
    cell = row.cells.get(field)
    if field in row.uncomputed:
        ledger.doubt("formula_without_value", row.place(field))
        return None
    if isinstance(cell, str) and cell.strip() in EXCEL_ERRORS:
        ledger.doubt("cell_error", row.place(field), cell.strip())
        return None
    return cell if has_content(cell) else None


def _text(field: str, row: DataRow, ledger: Ledger) -> str:
    text, steps = clean_text(cell_text(_cell(field, row, ledger)))
    for code, before, after in steps:
        ledger.repair(code, row.place(field), before, after)
    return text


def _value(field: str, row: DataRow, ledger: Ledger) -> Cell:
    """Return the cell of a date, number or code, None where it says in words that there is none."""
    cell = _cell(field, row, ledger)
    if isinstance(cell, str):
        return None if fold(cell) in NOTHING else clean_text(cell)[0]
    return cell


def _name(row: DataRow, ledger: Ledger) -> str:
    name = _text("name", row, ledger)
    if not name:
        ledger.doubt("name_missing", row.place("name"))
    return name


def _type(row: DataRow, lexicon: Lexicon, ledger: Ledger) -> tuple[str | None, str]:
    """Return the code of the type and its text: the cell's own, else the group's, else the sheet's."""
    text = _text("type", row, ledger) or row.group.type or row.sheet_group.type
    if not text:
        ledger.doubt("type_missing", row.place("type"))
        return None, ""
    named = types_in(text, lexicon.types)
    if len(named) > 1:
        ledger.doubt("type_several", row.place("type"), text, count=len(named))
    if not named:
        ledger.doubt("type_unknown", row.place("type"), text)
    return (named[0] if named else None), text


def _commune_text(row: DataRow, address: str, lexicon: Lexicon, ledger: Ledger) -> str:
    """Return what names the commune: the cell, the group, the address, or the sheet."""
    own = _text("commune", row, ledger) or row.group.commune
    return own or mention_in(address, lexicon.communes) or row.sheet_group.commune


def _hamlet_of(address: str) -> str:
    """Return the part of an address that names a hamlet, "" for none."""
    parts = [part.strip() for part in address.split(",")]
    for kind in HAMLET_KINDS:
        for part in parts:
            words = fold(part)
            if words.startswith(f"{kind} ") or (words.startswith(kind) and words[len(kind) :].isdigit()):
                return part
    return ""


def _coordinates(row: DataRow, ledger: Ledger) -> str:
    """Return the coordinates as one text, latitude before longitude; geo reads them."""
    if text := _text("coords", row, ledger):
        return text
    for first, second, form in (("lat", "lon", "{}; {}"), ("x", "y", "X {}; Y {}")):
        one, two = _text(first, row, ledger), _text(second, row, ledger)
        if one and two:
            return form.format(one, two)
    return ""


def _status(row: DataRow, lexicon: Lexicon, ledger: Ledger) -> Status:
    """Return the status; a register that says nothing means a business at work."""
    text = _text("status", row, ledger)
    if not text:
        return Status.ACTIVE
    status = status_of(text, lexicon.status_words)
    if status is None:
        ledger.doubt("status_unknown", row.place("status"), text)
        return Status.UNVERIFIED
    if status is not Status.ACTIVE:
        ledger.repair("status_word", row.place("status"), text, status)
    return status


def _date(field: str, row: DataRow, on: date, ledger: Ledger) -> tuple[date | None, Precision | None]:
    cell = _value(field, row, ledger)
    if cell is None:
        return None, None
    read = parse_date(cell, on)
    if read is None:
        ledger.doubt("date_unreadable", row.place(field), cell_text(cell))
        return None, None
    if read.repair:
        ledger.repair(read.repair, row.place(field), cell_text(cell), read.on.isoformat())
    if read.on > on:
        ledger.doubt("date_in_future", row.place(field), cell_text(cell))
    return read.on, read.precision


def _count(field: str, row: DataRow, ledger: Ledger) -> int | None:
    cell = row.cells.get(field)
    # A written 0 is a count; the other words for nothing are not.
    cell = 0 if cell == "0" else _value(field, row, ledger)
    if cell is None:
        return None
    number, text = parse_count(cell), cell_text(cell)
    if number is None:
        ledger.doubt("number_unreadable", row.place(field), text)
    elif text != str(number):
        ledger.repair("number_text", row.place(field), text, str(number))
    return number


def _hours(row: DataRow, ledger: Ledger) -> OpeningHours | None:
    cell = _value("hours", row, ledger)
    if cell is None:
        return None
    hours = parse_hours(cell_text(cell))
    if hours is None:
        ledger.doubt("hours_unreadable", row.place("hours"), cell_text(cell))
    return hours


def _identity(field: str, row: DataRow, ledger: Ledger) -> tuple[str, str]:
    """Return a tax code or registration number, and the key that it gives its legal entity.

    A citizen's number in its place is not kept: a digest of it joins the rows
    of one entity without showing it.
    """
    cell = _value(field, row, ledger)
    if cell is None:
        return "", ""
    if is_personal_id(cell):
        ledger.doubt("tax_code_personal", row.place(field))
        return "", "P" + sha256_hex(cell_text(cell).lstrip("0"))[:16]
    if field == "reg_no":
        number = _text(field, row, ledger)
        return number, entity_key("", number)
    return _tax_code(cell, row, ledger)


def _tax_code(cell: Cell, row: DataRow, ledger: Ledger) -> tuple[str, str]:
    read = parse_tax_code(cell)
    if read is None:
        ledger.doubt("tax_code_unreadable", row.place("tax_code"), cell_text(cell))
        return cell_text(cell), ""
    if read.repair:
        ledger.repair(read.repair, row.place("tax_code"), cell_text(cell), read.text)
    return read.text, entity_key(read.text, "")


def _phone(row: DataRow, ledger: Ledger) -> str:
    cell = _value("phone", row, ledger)
    if cell is None:
        return ""
    read = parse_phone(cell)
    if read is None:
        ledger.doubt("phone_unreadable", row.place("phone"), cell_text(cell))
        return cell_text(cell)
    if read.repair:
        ledger.repair(read.repair, row.place("phone"), cell_text(cell), read.text)
    return read.text
