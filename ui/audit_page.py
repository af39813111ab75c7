"""Nhật ký: who did what and when, what was refused, and whether the chain of rows is whole."""

from dataclasses import dataclass
from html import escape

import streamlit as st

import workflow
from domain.accounts import AccountRole
from ui.session import attempt, moment, need, say, screen_words
from workflow.auditing import AuditRow, AuditView

SIZE = 50
LOOK = "audit_look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Hold what was asked of the log and what the chain was found to be then."""

    asked: dict[str, object]
    broken_at: int | None


def show() -> None:
    """Show the log, filtered and in pages."""
    need(AccountRole.PLANNER, AccountRole.ADMINISTRATOR)
    st.title(say("audit.title"))
    st.write(say("audit.lead"))
    # The choices of the filters are those of the last run; the first one has none to keep.
    chosen = {name: st.session_state.get(f"audit_{name}") for name in ("account", "action", "day")}
    asked = {"account": chosen["account"] or "", "action": chosen["action"] or "", "day": chosen["day"]}
    page = st.session_state.get(_page_key(asked), 1)
    held = _held_look(asked)
    view = attempt(workflow.read_audit_log, **asked, first=(page - 1) * SIZE, size=SIZE, is_again=held is not None)
    if view is None:
        return
    broken_at = held.broken_at if held else view.broken_at
    st.session_state[LOOK] = Look(asked=asked, broken_at=broken_at)
    _show_chain(broken_at)
    _show_filters(view)
    if not view.rows:
        st.info(say("audit.empty"))
        return
    st.caption(say("audit.count", count=view.matching, denied=view.denied))
    _show_rows(view.rows)
    if view.matching > SIZE:
        st.pagination(-(-view.matching // SIZE), key=_page_key(asked))


def _page_key(asked: dict[str, object]) -> str:
    """Return the key of the pages of one filter: another filter begins at its first page."""
    return f"audit_page_{asked['account']}_{asked['action']}_{asked['day']}"


def _held_look(asked: dict[str, object]) -> Look | None:
    """Return the look that goes on; another filter is a new one, and so is coming back, when no filter stands yet."""
    look: Look | None = st.session_state.get(LOOK)
    return look if look is not None and look.asked == asked and "audit_account" in st.session_state else None


def _show_chain(broken_at: int | None) -> None:
    if broken_at is None:
        st.success(say("audit.whole"), icon=":material/verified:")
    else:
        st.error(say("audit.broken", number=broken_at), icon=":material/error:")


def _show_filters(view: AuditView) -> None:
    account, action, day = st.columns(3)
    everybody, everything = say("audit.every_account"), say("audit.every_action")
    account.selectbox(
        say("audit.account"), ["", *filter(None, view.accounts)], key="audit_account",
        format_func=lambda name: name or everybody,
    )  # fmt: skip
    action.selectbox(
        say("audit.action"), ["", *view.actions], key="audit_action",
        format_func=lambda code: _action(code) if code else everything,
    )  # fmt: skip
    day.date_input(say("audit.day"), value=None, format="DD/MM/YYYY", key="audit_day")


def _show_rows(rows: tuple[AuditRow, ...]) -> None:
    columns = ("at", "account", "action", "target", "outcome")
    head = "".join(f'<th scope="col">{escape(say(f"audit.column_{name}"))}</th>' for name in columns)
    body = "".join(_row(row) for row in rows)
    st.html(f'<table class="table audit"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def _row(row: AuditRow) -> str:
    outcome = say("audit.denied" if row.is_denied else "audit.done")
    details = f"<small>{escape(row.details)}</small>" if row.details else ""
    cells = (escape(moment(row.at)), escape(row.account), escape(_action(row.action)), escape(row.target) + details)
    marked = ' class="denied"' if row.is_denied else ""
    return f"<tr{marked}>{''.join(f'<td>{cell}</td>' for cell in cells)}<td>{escape(outcome)}</td></tr>"


def _action(code: str) -> str:
    """Return the words of an action, its code where it has none: the code is what can be reported."""
    key = f"audit.do.{code}"
    return say(key) if f"ui.{key}" in screen_words() else code
