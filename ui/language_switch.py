"""The quiet switch of languages in the frame: a plain form, since no script may set the cookie."""

from html import escape

import streamlit as st

from access.admission import LANGUAGE
from access.language import names_of
from ui.session import here


def switch_html(page: str) -> str:
    """Return a form with a button for every other language, each named in itself; it comes back to the same page."""
    asked = here()
    buttons = "".join(
        f'<button name="language" value="{code}" lang="{code}">{escape(name)}</button>'
        for code, name in names_of(asked).items()
        if code != asked.language
    )
    label = escape(asked.screen_words.say("language.switch"))
    # The first page of a menu has no address of its own.
    path = "" if page == next(iter(st.session_state.get("pages", ())), page) else page
    back = f'<input type="hidden" name="next" value="/{escape(path)}">'
    return f'<form class="languages" method="post" action="{LANGUAGE}" aria-label="{label}">{back}{buttons}</form>'
