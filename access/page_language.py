"""Streamlit's own page says which language it is in: its HTML always says English, so the gate says it right."""

from starlette.datastructures import Headers
from starlette.types import Message, Scope, Send

from access.headers import PRIVATE_PATHS

_STATED = b'<html lang="en">'


def unpacked(scope: Scope) -> Scope:
    """Return the request for a page without the encodings that it takes: what is packed cannot be read on its way."""
    is_page = "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith(PRIVATE_PATHS)
    if not is_page:
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}


def saying_language(send: Send, language: str) -> Send:
    """Return a sender that puts a language of two letters in the place of the one that an HTML page states.

    The page keeps its length. What is no HTML, or is packed, passes as it is.
    """
    is_waiting = False

    async def said(message: Message) -> None:
        nonlocal is_waiting
        if message["type"] == "http.response.start":
            headers = {name.lower(): value for name, value in message.get("headers", ())}
            is_waiting = (
                headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers
            )
        elif is_waiting and message["type"] == "http.response.body":
            # The page is one file, whose head comes in its first part.
            is_waiting = False
            body = message.get("body", b"").replace(_STATED, f'<html lang="{language}">'.encode(), 1)
            message = {**message, "body": body}
        await send(message)

    return said
