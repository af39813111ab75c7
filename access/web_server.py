"""The web server that stands before all: uvicorn, as Streamlit starts it, but for the socket that it listens on."""

import sys

# Tablets answer slowly where signal is poor.
_PING_S = "30"


def server_command(*, host: str = "127.0.0.1", port: int, application: str = "app:app") -> list[str]:
    """Return the command that serves an application, to be run in the project's folder.

    ``streamlit run`` serves it too, on a socket that it opens without naming its protocol; asyncio then leaves Nagle's
    algorithm on (``asyncio.base_events._set_nodelay``), and each small answer waits up to 40 ms for the other side
    (RFC 9293, section 3.7.4).

    Parameters
    ----------
    application
        Module and name of an ASGI application.
    """
    # A browser sends what its fields hold and small files: 16 MB, uvicorn's own limit for a message, is plenty.
    flags = ["--ws", "websockets-sansio", "--ws-ping-interval", _PING_S, "--ws-ping-timeout", _PING_S]
    flags += ["--ws-per-message-deflate", "false", "--no-access-log", "--no-use-colors", "--no-server-header"]
    return [sys.executable, "-m", "uvicorn", application, "--host", host, "--port", str(port), *flags]
