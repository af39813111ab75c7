"""One request to a road server: sent again with growing pauses, answered with whole JSON or an error."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import finalize

import httpx

from domain.errors import ServiceError
from geo.travel.server import TravelServer

MAX_URL = 8_000
"""Proxies often refuse longer ones."""
MAX_PAUSE_S = 30.0
BUSY = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Asker:
    """Ask one server; 4xx is its answer and is handed back, all else is tried again."""

    server: TravelServer
    client: httpx.Client
    pause: Callable[[float], None] = field(default=time.sleep)

    def get(self, path: str, *, query: Mapping[str, str] | None = None) -> tuple[int, Any]:
        """Return the status and JSON of a GET."""
        url = httpx.URL(f"{self.server.url.rstrip('/')}{path}", params=query)
        if len(str(url)) > MAX_URL:
            raise ServiceError("travel.url_too_long", service=self.server.kind.value, length=len(str(url)))
        return self._ask("GET", url, None)

    def post(self, path: str, body: Mapping[str, Any]) -> tuple[int, Any]:
        """Return the status and JSON of a POST."""
        return self._ask("POST", httpx.URL(f"{self.server.url.rstrip('/')}{path}"), body)

    def _ask(self, method: str, url: httpx.URL, body: Mapping[str, Any] | None) -> tuple[int, Any]:
        wait_s = self.server.pause_s
        for attempt in range(self.server.tries):
            if attempt:
                self.pause(min(wait_s, MAX_PAUSE_S))
                wait_s *= 2
            try:
                answer = self.client.request(method, url, json=body)
            except httpx.InvalidURL as error:
                raise ServiceError("travel.no_server_there", service=self.server.kind.value) from error
            except (httpx.TransportError, httpx.DecodingError) as error:
                failure = ServiceError("travel.server_silent", service=self.server.kind.value, tries=self.server.tries)
                failure.__cause__ = error
                continue
            if answer.status_code in BUSY:
                wait_s = max(wait_s, asked_pause(answer.headers.get("Retry-After", "")))
                failure = ServiceError(
                    "travel.server_busy", service=self.server.kind.value, status=answer.status_code,
                    tries=self.server.tries,
                )  # fmt: skip
                # Valhalla and openrouteservice say with 500 that a request cannot be met: only they know whether.
                if answer.status_code == 500 and is_json(answer):
                    return 500, answer.json()
                continue
            return answer.status_code, self._json(answer)
        raise failure

    def _json(self, answer: httpx.Response) -> Any:
        if answer.status_code in (401, 403):
            raise ServiceError("travel.no_key", service=self.server.kind.value, status=answer.status_code)
        try:
            return answer.json()
        except ValueError as error:
            code = "travel.bad_answer" if answer.is_success else "travel.refused"
            raise ServiceError(
                code, service=self.server.kind.value, status=str(answer.status_code), what=answer.url.path[:60]
            ) from error


def asked_pause(text: str) -> float:
    """Return the seconds of a Retry-After header, 0 where it has none (or a date)."""
    return float(text) if text.isascii() and text.isdigit() else 0.0


def is_json(answer: httpx.Response) -> bool:
    """Tell whether an answer is whole JSON."""
    try:
        answer.json()
    except ValueError:
        return False
    return True


def open_asker(server: TravelServer) -> Asker:
    """Return what asks a server; the key goes into the header that openrouteservice reads."""
    headers = {"Authorization": server.key} if server.key else {}
    client = httpx.Client(timeout=server.timeout_s, headers=headers, follow_redirects=False)
    asker = Asker(server=server, client=client)
    # Sources are values that nobody closes: the line is closed with the last one that uses it.
    finalize(asker, client.close)
    return asker
