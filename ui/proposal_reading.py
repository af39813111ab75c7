"""How a file was read: its header, its columns, what was mended by itself, old encodings, what is doubted."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from domain.issues import Repair
from ui.establishment_card import value_label
from ui.issue_text import SEVERITIES, issue_rows
from ui.job_progress import begin
from ui.paging import page_of
from ui.session import say, screen_words
from ui.tables import show_table
from ui.wording import coded
from workflow.labelling import date_text
from workflow.register_views import ProposalView, RepairGroup

ROWS, EXAMPLES = 50, 3
HIDDEN = "•••"


def show_issues(view: ProposalView) -> None:
    """Show the doubts of one severity at a time."""
    kinds = {severity: [issue for issue in view.issues if issue.severity is severity] for severity in SEVERITIES}
    present = [severity for severity, issues in kinds.items() if issues]
    chosen = st.segmented_control(
        say("wizard.severity"),
        present,
        default=present[0],
        required=True,
        key=f"issues_{view.id[:8]}",
        label_visibility="collapsed",
        format_func=lambda severity: say(f"wizard.severity_{severity}", count=len(kinds[severity])),
    )
    severity = chosen or present[0]
    st.caption(say(f"wizard.severity_{severity}_help"))
    show_table(issue_rows(page_of(kinds[severity], key=f"issues_{severity}", size=ROWS)))


def show_repairs(view: ProposalView) -> None:
    """Show every kind of repair with a few examples."""
    st.caption(say("wizard.repairs_lead"))
    st.html(repairs_html(view.repairs))


def repairs_html(groups: Sequence[RepairGroup]) -> str:
    """Return the repairs as one table, a heading for each kind, every cell escaped."""
    headings = ("wizard.repair_where", "wizard.repair_before", "wizard.repair_after")
    head = "".join(f'<th scope="col">{escape(say(key))}</th>' for key in headings)
    rows = "".join(_group_rows(group) for group in groups)
    return f'<table class="table repairs"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _group_rows(group: RepairGroup) -> str:
    """Return the heading of a kind and its examples; of a person's cell nothing is shown, so nothing stands here."""
    why = coded(screen_words(), "repair", group.code)
    title = escape(say("wizard.repair_group", why=why, count=group.count))
    shown = [repair for repair in group.examples if HIDDEN not in (repair.before, repair.after)][:EXAMPLES]
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _repair_cells(one))}</tr>" for one in shown)
    return f'<tr class="found"><th scope="rowgroup" colspan="3">{title}</th></tr>{cells}'


def _repair_cells(repair: Repair) -> tuple[str, str, str]:
    where = say("wizard.repair_cell", sheet=repair.sheet, row=repair.row, column=repair.column)
    after = value_label(repair.after) if repair.code.startswith("status_") else date_text(repair.after)
    empty = say("wizard.empty_cell")
    return where, repair.before or empty, after or empty


def show_encodings(view: ProposalView) -> None:
    """Show each converted column before and after, and the switch that leaves the file's text as it is."""
    if view.keep_encodings:
        st.write(say("wizard.encodings_kept"))
    else:
        st.write(say("wizard.encodings_lead"))
        show_table(
            [
                {
                    say("wizard.encoding_where"): say("wizard.encoding_cell", sheet=one.sheet, letter=one.letter),
                    say("wizard.encoding_name"): say(f"wizard.encoding.{one.encoding}"),
                    say("wizard.encoding_cells"): one.cells,
                    say("wizard.repair_before"): one.before,
                    say("wizard.repair_after"): one.after,
                }
                for one in view.encodings[:ROWS]
            ]
        )
    key = "wizard.encodings_convert" if view.keep_encodings else "wizard.encodings_keep"
    params = {"keep_encodings": 0 if view.keep_encodings else 1}
    st.button(say(key), on_click=reread, args=(params,), key="switch_encodings")


def reread(params: dict[str, int]) -> None:
    """Have the open file read again."""
    begin("reread_register", params)
