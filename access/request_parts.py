"""What a route reads from a request."""

from collections.abc import Callable
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import HTTPConnection

Clock = Callable[[], datetime]
"""Tells the real time, aware."""


def form_text(form: FormData, name: str) -> str:
    """Return a field of a form, empty where it is absent or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def ip_of(request: HTTPConnection) -> str:
    """Return the address that asks, as the server was told."""
    return request.client.host if request.client else ""
