"""The web server before all: ``python -m access.web_server HOST PORT APPLICATION``, in the project's folder.

It is uvicorn, set as ``streamlit run`` sets it, on a socket of our own: Streamlit opens its socket without naming the
protocol, asyncio then leaves Nagle's algorithm on (``asyncio.base_events._set_nodelay``), and each small answer waits
up to 40 ms for the other side to acknowledge the one before (RFC 9293, section 3.7.4).
"""

import os
import socket
import sys
from contextlib import suppress

import uvicorn

# Tablets answer slowly where signal is poor.
_PING_S = 30.0


def server_command(*, host: str = "127.0.0.1", port: int, application: str = "app:app") -> list[str]:
    """Return the command that serves an application.

    Parameters
    ----------
    application
        Module and name of an ASGI application, found from the folder in which the command runs.
    """
    return [sys.executable, "-m", "access.web_server", host, str(port), application]


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address of this machine; ``::`` is every address, of both kinds.

    Raises
    ------
    OSError
        If another program listens there, or this machine has no such address or does not give it.
    """
    # The name may stand for an address that this machine does not have.
    name = "127.0.0.1" if host == "localhost" else host
    protocol = socket.IPPROTO_TCP
    family, kind, _, _, address = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, proto=protocol)[0]
    found = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            # What an ended server's last connections still hold does not count. (On Windows it would let two listen.)
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        found.bind(address)
    except OSError:
        found.close()
        raise
    return found


def main(host: str, port: int, application: str) -> int:
    """Serve until a signal ends it; return 0, or 3 where the application did not start.

    Nothing of it is taken from the environment: uvicorn's own command would let a variable set the number of processes,
    and whose word about an address counts.
    """
    config = uvicorn.Config(
        application, workers=1, proxy_headers=False, server_header=False, access_log=False, log_config=None,
        # A browser sends what its fields hold: uvicorn's own limit of 16 MB for a message is plenty.
        ws="websockets-sansio", ws_ping_interval=_PING_S, ws_ping_timeout=_PING_S, ws_per_message_deflate=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    with listening_socket(host, port) as listening, suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    return 0 if server.started else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
