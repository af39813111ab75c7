"""One page of the dashboard by itself, without the menu, and what stands on it."""

from streamlit.testing.v1 import AppTest


def page(name: str) -> AppTest:
    """Run a page alone."""
    return AppTest.from_string(f"from ui import {name}_page\n{name}_page.show()", default_timeout=60).run()


def text_of(app: AppTest) -> str:
    """Return everything on a page that ran without an error."""
    assert not app.exception
    return "\n".join(str(element.proto) for element in app.main if hasattr(element, "proto"))


def button(app: AppTest, label: str):
    """Return the first button of a label."""
    return next(one for one in app.button if one.label == label)
