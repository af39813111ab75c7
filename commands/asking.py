"""Asking a server on this computer how it is."""

import json
import urllib.request
from urllib.error import HTTPError

TIMEOUT_S = 10


def ask_health(url: str, *, host: str) -> str:
    """Return what a server says of itself, empty where none answers.

    Parameters
    ----------
    url
        Its own address, past any proxy.
    host
        A name under which it lets itself be asked.
    """
    request = urllib.request.Request(f"{url}/health", headers={"Host": host})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
            text = answer.read()
    except HTTPError as error:
        with error:
            text = error.read()
    except OSError:
        return ""
    try:
        return str(json.loads(text)["status"])
    except (ValueError, KeyError, TypeError):
        return ""
