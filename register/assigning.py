"""Each row gets the commune that it names, in the vintage that its workbook speaks of."""

from collections.abc import Iterable
from dataclasses import replace

from register.communes import (
    CommuneIndex,
    commune_of,
    is_of_several_vintages,
    mention_in,
    spoken_vintage,
    successor_in,
)
from register.ledger import Ledger, Place
from register.lexicon import Lexicon
from register.report import RegisterRow
from register.titles import title_vintage


def assign_communes(
    rows: tuple[RegisterRow, ...], titles: tuple[tuple[str, str], ...], lexicon: Lexicon, ledger: Ledger
) -> tuple[RegisterRow, ...]:
    """Return the rows with ``commune_reported``; what cannot be told is doubted.

    ``titles`` are (sheet, line) of titles and signatures; they decide the
    vintage where the names alone do not.
    """
    index = lexicon.communes
    texts = dict.fromkeys(row.commune_raw for row in rows)
    vintage = spoken_vintage(texts, index) or _vintage_by_title(texts, titles, index, ledger)
    named = {text: (*commune_of(text, index, vintage), successor_in(text, index)) for text in texts}
    assigned = []
    for row in rows:
        key, doubt, successor = named[row.commune_raw]
        successor = successor or (successor_in(row.address_raw, index) if row.address_raw else None)
        if doubt:
            ledger.doubt(doubt, _place(row, "commune", lexicon), row.commune_raw)
        new = replace(row, commune_reported=key, commune_successor=successor)
        _compare_address(new, index, vintage, lexicon, ledger)
        assigned.append(new)
    return tuple(assigned)


def _vintage_by_title(
    texts: Iterable[str], titles: tuple[tuple[str, str], ...], index: CommuneIndex, ledger: Ledger
) -> str | None:
    vintage, line = title_vintage([line for _, line in titles], index.periods)
    if not vintage or not any(is_of_several_vintages(text, index) for text in texts):
        return None
    sheet = next(sheet for sheet, said in titles if said == line)
    ledger.doubt("commune_by_title", Place(sheet=sheet), line)
    return vintage


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
