"""An answer that takes longer than a proxy waits by itself, through each shipped configuration."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from proxies import NAME, PROXIES, find, run_proxy

SLOW_S = 75
"""nginx gives up after 60 seconds where nothing is set."""


class Slow(BaseHTTPRequestHandler):
    """Answer late."""

    def do_GET(self) -> None:
        """Wait, then answer."""
        time.sleep(SLOW_S)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"late")

    def log_message(self, *_) -> None:
        """Say nothing."""


@pytest.mark.proof
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", PROXIES)
def test_a_late_answer_arrives(name, tmp_path):
    if find(name) is None:
        pytest.skip(f"{name} is not installed")
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as backend:
        threading.Thread(target=backend.serve_forever, daemon=True).start()
        with run_proxy(name, tmp_path, backend=backend.server_port) as proxy:
            request = httpx.Request(
                "GET",
                f"https://127.0.0.1:{proxy.port}/",
                headers={"Host": proxy.host},
                extensions={"sni_hostname": NAME},
            )
            with httpx.Client(verify=proxy.trust, trust_env=False, timeout=SLOW_S + 60) as client:
                assert client.send(request).content == b"late"
        backend.shutdown()
