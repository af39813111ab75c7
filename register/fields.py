"""One data row becomes one register row: every cell read, repaired or doubted."""

from collections.abc import Mapping
from datetime import date

from domain.digest import sha256_hex
from domain.establishments import OpeningHours, Precision, Status
from register.addresses import bare_mention_in, hamlet_in
from register.book import Cell
from register.cells import code_text, kept_text, value_of
from register.communes import mention_in
from register.dates import DateRead, parse_date
from register.fold import fold
from register.hours import parse_hours
from register.kinds import status_noted, status_of, types_in
from register.ledger import Ledger
from register.lexicon import Lexicon
from register.linting import without_numbers
from register.numbers import cell_text, entity_key, parse_count, parse_phone, parse_tax_code, personal_id
from register.remarks import free_text
from register.report import RegisterContact, RegisterRow
from register.rows import DataRow
from register.terms import is_unlimited, parse_expiry


def read_row(
    row: DataRow,
    lexicon: Lexicon,
    ledger: Ledger,
    *,
    widths: Mapping[tuple[str, str], int],
    owners: frozenset[str],
) -> tuple[RegisterRow, RegisterContact]:
    """Return the row and, apart from it, its owner's contact.

    Its commune is named but not yet resolved: that needs the whole workbook.
    ``widths`` are (sheet, field) to the width of the codes of a column,
    ``owners`` the folded names of all owners of the workbook.
    """
    name = _name(row, ledger)
    kind, type_raw = _type(row, lexicon, ledger)
    address = kept_text("address", row, ledger)
    notes = free_text("notes", row, owners, lexicon, ledger)
    licence_on, licence_precision = _date("licence_on", row, lexicon.on, ledger)
    expires_on, expires_precision = _expiry(row, licence_on, licence_precision, lexicon.on, ledger)
    inspected_on, inspected_precision = _date("last_inspected_on", row, lexicon.on, ledger)
    tax_code, tax_key = _identity("tax_code", row, ledger)
    reg_no, reg_key = _identity("reg_no", row, ledger, width=widths.get((row.sheet, "reg_no"), 0))
    register_row = RegisterRow(
        key=row.key,
        name=name,
        type=kind,
        type_raw=type_raw,
        hamlet=_hamlet(row, address, lexicon, ledger),
        address_raw=address,
        commune_raw=_commune_text(row, address, lexicon, ledger),
        commune_reported=None,
        coords_raw=_coordinates(row, ledger),
        status=_status(row, notes, lexicon, ledger),
        licence_no=code_text("licence_no", row, ledger, width=widths.get((row.sheet, "licence_no"), 0)),
        licence_on=licence_on,
        licence_on_precision=licence_precision,
        licence_expires_on=expires_on,
        licence_expires_on_precision=expires_precision,
        tax_code=tax_code,
        reg_no=reg_no,
        entity_key=tax_key or reg_key,
        security_no=kept_text("security_no", row, ledger),
        fire_safety=free_text("fire_safety", row, owners, lexicon, ledger),
        rooms=_count("rooms", row, ledger),
        staff_total=_count("staff_total", row, ledger),
        hours=_hours(row, ledger),
        last_inspected_on=inspected_on,
        last_inspected_on_precision=inspected_precision,
        past_violations=free_text("past_violations", row, owners, lexicon, ledger),
        notes=notes,
        code=kept_text("code", row, ledger),
        review=free_text("review", row, owners, lexicon, ledger),
        source_sheet=row.sheet,
        source_row=row.row,
    )
    return register_row, RegisterContact(
        key=row.key, owner_name=kept_text("owner_name", row, ledger), phone=_phone(row, ledger)
    )


def _name(row: DataRow, ledger: Ledger) -> str:
    name = kept_text("name", row, ledger)
    if not name:
        ledger.doubt("name_missing", row.place("name"))
    return name


def _type(row: DataRow, lexicon: Lexicon, ledger: Ledger) -> tuple[str | None, str]:
    """Return the code of the type and its text: the cell's own, else the group's, else the sheet's."""
    text = kept_text("type", row, ledger) or row.group.type or row.sheet_group.type
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
    own = kept_text("commune", row, ledger) or row.group.commune
    told = own or mention_in(address, lexicon.communes) or row.sheet_group.commune
    return told or bare_mention_in(address, lexicon.communes)


def _hamlet(row: DataRow, address: str, lexicon: Lexicon, ledger: Ledger) -> str:
    """Return the hamlet: the cell, the address, the group; a mere "tổ" of the address comes last."""
    if own := kept_text("hamlet", row, ledger):
        return own
    found = hamlet_in(address, lexicon.communes)
    is_part = fold(found).startswith("to ") and not fold(found).startswith("to dan pho")
    return row.group.hamlet or found if is_part else found or row.group.hamlet


def _coordinates(row: DataRow, ledger: Ledger) -> str:
    """Return the coordinates as one text, latitude before longitude; geo reads them."""
    if text := kept_text("coords", row, ledger):
        return text
    for first, second, form in (("lat", "lon", "{}; {}"), ("x", "y", "X {}; Y {}")):
        one, two = kept_text(first, row, ledger), kept_text(second, row, ledger)
        if one and two:
            return form.format(one, two)
    return ""


def _status(row: DataRow, notes: str, lexicon: Lexicon, ledger: Ledger) -> Status:
    """Return the status; a register that says nothing means a business at work.

    Many a list has no such column and writes "đã nghỉ" into the notes: a note
    of nothing else counts.
    """
    text = kept_text("status", row, ledger)
    if not text:
        status = (notes and status_noted(notes, lexicon.status_words)) or Status.ACTIVE
        if status is not Status.ACTIVE:
            ledger.repair("status_note", row.place("notes"), notes, status)
        return status
    status_read = status_of(text, lexicon.status_words)
    if status_read is None:
        ledger.doubt("status_unknown", row.place("status"), text)
        return Status.UNVERIFIED
    if status_read is not Status.ACTIVE:
        ledger.repair("status_word", row.place("status"), text, status_read)
    return status_read


def _date(field: str, row: DataRow, on: date, ledger: Ledger) -> tuple[date | None, Precision | None]:
    cell = value_of(field, row, ledger)
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


def _expiry(
    row: DataRow, issued_on: date | None, precision: Precision | None, on: date, ledger: Ledger
) -> tuple[date | None, Precision | None]:
    cell, place = value_of("licence_expires_on", row, ledger), row.place("licence_expires_on")
    if cell is None or is_unlimited(cell):
        return None, None
    issued = DateRead(on=issued_on, precision=precision) if issued_on and precision else None
    read = parse_expiry(cell, issued, on)
    if read is None:
        ledger.doubt("date_unreadable", place, cell_text(cell))
        return None, None
    if read.repair:
        ledger.repair(read.repair, place, cell_text(cell), read.on.isoformat())
    return read.on, read.precision


def _count(field: str, row: DataRow, ledger: Ledger) -> int | None:
    cell = row.cells.get(field)
    # A written 0 is a count; the other words for nothing are not.
    cell = 0 if cell == "0" else value_of(field, row, ledger)
    if cell is None:
        return None
    number, text = parse_count(cell), cell_text(cell)
    if number is None:
        ledger.doubt("number_unreadable", row.place(field), text)
    elif text != str(number):
        ledger.repair("number_text", row.place(field), text, str(number))
    return number


def _hours(row: DataRow, ledger: Ledger) -> OpeningHours | None:
    cell = value_of("hours", row, ledger)
    if cell is None:
        return None
    hours = parse_hours(cell_text(cell))
    if hours is None:
        ledger.doubt("hours_unreadable", row.place("hours"), cell_text(cell))
    return hours


def _identity(field: str, row: DataRow, ledger: Ledger, *, width: int = 0) -> tuple[str, str]:
    """Return a tax code or registration number, and the key that it gives its legal entity.

    A citizen's number in its place is not kept: a digest of it joins the rows
    of one entity without showing it.
    """
    cell = value_of(field, row, ledger)
    if cell is None:
        return "", ""
    if personal_id(cell):
        ledger.doubt("tax_code_personal", row.place(field))
        return "", "P" + sha256_hex(personal_id(cell).lstrip("0"))[:16]
    if field == "reg_no":
        number = code_text(field, row, ledger, width=width)
        return number, entity_key("", number)
    return _tax_code(cell, row, ledger)


def _tax_code(cell: Cell, row: DataRow, ledger: Ledger) -> tuple[str, str]:
    read = parse_tax_code(cell)
    if read is None:
        ledger.doubt("tax_code_unreadable", row.place("tax_code"), cell_text(cell))
        return without_numbers(cell_text(cell), codes_only=True), ""
    if read.repair:
        ledger.repair(read.repair, row.place("tax_code"), cell_text(cell), read.text)
    return read.text, entity_key(read.text, "")


def _phone(row: DataRow, ledger: Ledger) -> str:
    cell = value_of("phone", row, ledger)
    if cell is None:
        return ""
    read = parse_phone(cell)
    if read is None:
        ledger.doubt("phone_unreadable", row.place("phone"), cell_text(cell))
        return cell_text(cell)
    if read.repair:
        ledger.repair(read.repair, row.place("phone"), cell_text(cell), read.text)
    return read.text
