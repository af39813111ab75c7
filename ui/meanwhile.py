"""What a part of a page started from while it is open: a save says what it saw, a conflict what somebody else did."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import streamlit as st

import workflow
from ui.session import escape_markdown, moment, quietly, say
from workflow.meanwhile import UNSEEN

Value = TypeVar("Value")
_START, _SEEN, _ROUND, _PAGE = "part_start_", "part_seen_", "part_round_", "part_page"


def start_of(part: str, kept: Value) -> Value:
    """Return what a part's fields start from: what was kept when they were first drawn, until a save or a new look."""
    start: Value = st.session_state.setdefault(_START + part, kept)
    return start


def seen_of(part: str) -> Any:
    """Return what whoever writes a part has seen of it: what it started from, or what they were told since."""
    return st.session_state.get(_SEEN + part, st.session_state.get(_START + part, UNSEEN))


def part_key(part: str, name: str) -> str:
    """Return the key of a part's field; after a save or a new look it is another one, so that nothing typed stays."""
    count = round_of(part)
    return f"{name}_{count}" if count else name


def round_of(part: str) -> int:
    """Return how often a part began anew in this session."""
    count: int = st.session_state.get(_ROUND + part, 0)
    return count


def go_on(part: str) -> None:
    """Let a part whose fields stay as they are start from what was just kept."""
    st.session_state.pop(_START + part, None)
    st.session_state.pop(_SEEN + part, None)


def begin_anew(part: str) -> None:
    """Let a part start from what is kept now; what was typed is gone."""
    go_on(part)
    st.session_state[_ROUND + part] = round_of(part) + 1


def leave_pages_but(page: str) -> None:
    """Let the parts of every other page start anew: who comes back sees what is kept then."""
    if st.session_state.get(_PAGE) == page:
        return
    st.session_state[_PAGE] = page
    for key in [key for key in st.session_state if str(key).startswith((_START, _SEEN))]:
        del st.session_state[key]


def warn_changed(
    part: str, kept: object, *, target: str = "", labels: Mapping[str, str] | None = None, shown_as: str = ""
) -> None:
    """Say what somebody else saved since a part was drawn, and offer both ways to go on.

    Parameters
    ----------
    labels
        Names of fields whose values may be shown.
    target, shown_as
        Where a part has many: of which thing, and the name under which the page keeps its start.
    """
    name = shown_as or part
    seen = seen_of(name)
    if seen is UNSEEN or seen == kept:
        return
    last = quietly(workflow.last_change, part=part, target=target)
    account = last.account if last else say("changed.somebody")
    at = moment(last.at) if last else say("changed.just_now")
    with st.container(border=True, key=f"changed_{name}"):
        what = told_difference(seen, kept, labels or {})
        st.warning(escape_markdown(say("changed.line", account=account, at=at, what=what)))
        with st.container(horizontal=True):
            st.button(say("changed.take"), key=f"changed_take_{name}", on_click=begin_anew, args=(name,))
            st.button(say("changed.keep_mine"), key=f"changed_mine_{name}", on_click=_accept, args=(name, kept))


def _accept(part: str, kept: object) -> None:
    st.session_state[_SEEN + part] = kept


def told_difference(before: object, after: object, labels: Mapping[str, str]) -> str:
    """Return in a few words what became another between two values of a part."""
    if isinstance(before, tuple | frozenset) and isinstance(after, tuple | frozenset):
        return _told_lists(list(before), list(after))
    if is_dataclass(before) and is_dataclass(after):
        pairs = {one.name: (getattr(before, one.name), getattr(after, one.name)) for one in fields(after)}
        said = [f"{labels[name]}: {old} → {new}" for name, (old, new) in pairs.items() if name in labels and old != new]
        return "; ".join(said) or say("changed.some_fields", count=sum(old != new for old, new in pairs.values()))
    return say("changed.first") if before is None else f"{before} → {after}"


def _told_lists(before: Sequence[Any], after: Sequence[Any]) -> str:
    old, new = ({_id(one): one for one in side} for side in (before, after))
    groups = {
        "added": [one for id_, one in new.items() if id_ not in old],
        "removed": [one for id_, one in old.items() if id_ not in new],
        "changed": [one for id_, one in new.items() if id_ in old and old[id_] != one],
    }
    said = [say(f"changed.{key}", names=", ".join(map(_name, group))) for key, group in groups.items() if group]
    return "; ".join(said) or say("changed.order")


def _id(one: Any) -> Any:
    names = ("id", "code", "on")
    return next((getattr(one, name) for name in names if hasattr(one, name)), one)


def _name(one: Any) -> str:
    names = ("name", "label", "id", "code")
    if isinstance(one, str):
        return one
    return next((str(getattr(one, name)) for name in names if getattr(one, name, "")), say("changed.one"))
