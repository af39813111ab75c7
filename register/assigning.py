"""Each row gets the commune that it names, in the vintage that its workbook speaks of."""

from dataclasses import replace

from register.communes import CommuneIndex, commune_of, mention_in, spoken_vintage
from register.ledger import Ledger, Place
from register.lexicon import Lexicon
from register.report import RegisterRow


def assign_communes(rows: tuple[RegisterRow, ...], lexicon: Lexicon, ledger: Ledger) -> tuple[RegisterRow, ...]:
    """Return the rows with ``commune_reported``; what cannot be told is doubted."""
    index = lexicon.communes
    texts = {row.commune_raw for row in rows}
    vintage = spoken_vintage(texts, index)
    named = {text: commune_of(text, index, vintage) for text in texts}
    assigned = []
    for row in rows:
        key, doubt = named[row.commune_raw]
        if doubt:
            ledger.doubt(doubt, _place(row, "commune", lexicon), row.commune_raw)
        new = replace(row, commune_reported=key)
        _compare_address(new, index, vintage, lexicon, ledger)
        assigned.append(new)
    return tuple(assigned)


def _compare_address(
    row: RegisterRow, index: CommuneIndex, vintage: str | None, lexicon: Lexicon, ledger: Ledger
) -> None:
    """Doubt an address that names another commune of the same vintage."""
    if row.commune_reported is None or not row.address_raw:
        return
    mention = mention_in(row.address_raw, index)
    other, _ = commune_of(mention, index, vintage)
    if other is None or other.vintage != row.commune_reported.vintage or other == row.commune_reported:
        return
    ledger.doubt("commune_differs", _place(row, "address", lexicon), mention, commune=row.commune_raw)


def _place(row: RegisterRow, field: str, lexicon: Lexicon) -> Place:
    column = lexicon.names.titles.get(field, "")
    return Place(sheet=row.source_sheet, row=row.source_row, column=column, field=field)
