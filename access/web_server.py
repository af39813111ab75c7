"""The web server that stands before all: uvicorn, as Streamlit starts it, but for the socket that it listens on."""

import os
import socket
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
    flags += ["--ws-per-message-deflate", "false", "--log-level", "warning", "--no-access-log"]
    flags += ["--no-use-colors", "--no-server-header"]
    return [sys.executable, "-m", "uvicorn", application, "--host", host, "--port", str(port), *flags]


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen at an address of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":
            # As asyncio does: what an ended server's last connections still hold does not count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
