"""An establishment as a page shows it: one line, a row of a table, or a card of its values; no person is in it."""

from collections.abc import Mapping, Sequence
from html import escape

from ui.session import say, screen_words
from ui.wording import coded
from workflow.register_views import EstablishmentView

ON_TOP = ("name", "type", "address", "hamlet", "commune", "status")


def field_label(field: str) -> str:
    """Return what a field of the register is called."""
    return coded(screen_words(), "register_field", field)


def value_label(value: str) -> str:
    """Return what a status or a decision is called."""
    return coded(screen_words(), "register_value", value) if value else ""


def place_line(one: EstablishmentView) -> str:
    """Return type and place in one line; a hamlet that the address names already is not named twice."""
    hamlet = "" if one.hamlet in one.address else one.hamlet
    return " · ".join(part for part in (one.type_label, one.address, hamlet, one.commune_reported) if part)


def source_line(one: EstablishmentView) -> str:
    """Return the sheet and row that an establishment was read from."""
    return say("wizard.merge_row", sheet=one.sheet, row=one.row) if one.row else "–"


def card_values(one: EstablishmentView) -> dict[str, str]:
    """Return field to value, those that everybody asks for first."""
    top = {
        "name": one.name,
        "type": one.type_label,
        "address": one.address,
        "hamlet": one.hamlet,
        "commune": one.commune_reported,
        "status": value_label(one.status),
    }
    return top | {field: value for field, value in one.fields.items() if field not in top}


def establishment_row(one: EstablishmentView) -> dict[str, object]:
    """Return a row for a table of establishments."""
    values = card_values(one)
    return {field_label(field): values[field] or "–" for field in ON_TOP}


def card_html(columns: Mapping[str, EstablishmentView], *, marked: Sequence[str] = (), raw: str = "") -> str:
    """Return the values of one establishment, or of two side by side, as a table with every cell escaped.

    Parameters
    ----------
    columns
        Heading to establishment.
    marked
        Fields that are in doubt; two side by side also mark where they differ.
    raw
        What the file has in the doubtful cell, "" where that says no more than the field.
    """
    all_values = [card_values(one) for one in columns.values()]
    fields = list(dict.fromkeys((*marked, *all_values[0], *all_values[-1])))
    fields.sort(key=lambda field: ON_TOP.index(field) if field in ON_TOP else len(ON_TOP))
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in columns) if len(columns) > 1 else ""
    rows = "".join(_line(field, all_values, is_marked=field in marked, raw=raw) for field in fields)
    sources = "".join(f"<td>{escape(source_line(one))}</td>" for one in columns.values())
    rows += f'<tr><th scope="row">{escape(say("mend.source"))}</th>{sources}</tr>'
    start = f'<thead><tr><th scope="col">{escape(say("mend.field"))}</th>{head}</tr></thead>' if head else ""
    return f'<table class="table card">{start}<tbody>{rows}</tbody></table>'


def _line(field: str, all_values: Sequence[Mapping[str, str]], *, is_marked: bool, raw: str) -> str:
    values = [values.get(field, "") for values in all_values]
    if not any(values) and not is_marked:
        return ""
    state = "doubt" if is_marked else "differs" if len(set(values)) > 1 else ""
    mark = f' class="{state}"' if state else ""
    note = f" <small>({escape(say('mend.differs'))})</small>" if state == "differs" else ""
    cells = "".join(f"<td{mark}>{escape(value or '–')}</td>" for value in values)
    if is_marked and raw and raw not in values:
        cells = f'<td{mark} colspan="{len(values)}">{escape(raw)}</td>'
    return f'<tr><th scope="row">{escape(field_label(field))}{note}</th>{cells}</tr>'
