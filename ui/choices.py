"""What somebody has chosen about the open proposal, kept while its sections open and close."""

from collections.abc import Callable, Sequence

import streamlit as st

from ui.session import say

_KEPT = "proposal_choices"


def choices_of(proposal: str) -> dict[str, str]:
    """Return the choices made about a proposal; another proposal begins with none."""
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != proposal:
        kept = (proposal, {})
        st.session_state[_KEPT] = kept
    choices: dict[str, str] = kept[1]
    return choices


def forget_choices() -> None:
    """Forget them all: the proposal is gone."""
    st.session_state.pop(_KEPT, None)


def ask_each(proposal: str, name: str, answers: Sequence[str], *, default: str, about: str) -> None:
    """Ask for the answer to one choice, beginning with the one for all of its kind, else the default."""
    kind = name.partition("/")[0]
    choices = choices_of(proposal)
    for_all = choices.get(kind, "")
    key = f"choice_{proposal[:8]}_{name}_{for_all}"
    st.segmented_control(
        say("wizard.choice", name=about),
        answers,
        default=choices.get(name) or for_all or default,
        format_func=_worded(kind),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_choose,
        args=(proposal, name, key, for_all or default),
    )


def ask_all(proposal: str, kind: str, answers: Sequence[str], *, default: str = "") -> None:
    """Ask for one answer to everything of a kind; "" leaves each to its own default."""
    key = f"choices_{proposal[:8]}_{kind}"
    st.segmented_control(
        say("wizard.bulk"),
        answers if default else ("", *answers),
        default=choices_of(proposal).get(kind, default),
        format_func=_worded(kind),
        key=key,
        required=True,
        on_change=_choose_all,
        args=(proposal, kind, key, default),
    )


def _worded(kind: str) -> Callable[[str], str]:
    return lambda answer: say(f"wizard.{kind}_{answer or 'default'}")


def _choose(proposal: str, name: str, key: str, default: str) -> None:
    _keep(choices_of(proposal), name, st.session_state[key], default)


def _choose_all(proposal: str, kind: str, key: str, default: str) -> None:
    """Keep an answer for all; what was chosen one by one before gives way."""
    choices = choices_of(proposal)
    for name in [name for name in choices if name.startswith(f"{kind}/")]:
        del choices[name]
    _keep(choices, kind, st.session_state[key], default)


def _keep(choices: dict[str, str], name: str, answer: str, default: str) -> None:
    if answer == default:
        choices.pop(name, None)
    else:
        choices[name] = answer
