"""Whose word about an address is believed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from access.forwarding import UNPROVEN, Forwarding

SECRET = "a-key-that-only-the-proxy-has"
KEY = SECRET.encode()
CLAIM = (b"x-forwarded-for", b"203.0.113.9")
PEER = ("127.0.0.1", 50_000)


def seen(headers, *, key=SECRET, is_peer_known=True, kind="http"):
    """Return the address and the headers that what stands behind is given."""
    found = {}

    async def behind(scope, receive, send):
        found.update(scope)

    scope = {"type": kind, "headers": list(headers), "client": PEER}
    asked = Forwarding(behind, key=key, is_peer_known=is_peer_known)(scope, None, None)
    # In a thread of its own: a browser test of the same process may keep a loop running.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, asked).result()
    return found["client"][0], dict(found["headers"])


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_who_shows_the_key_is_believed_and_the_key_goes_no_further(kind):
    address, headers = seen([CLAIM, (b"x-inspection-proxy", KEY)], kind=kind)
    assert address == "203.0.113.9"
    assert b"x-inspection-proxy" not in headers


@pytest.mark.parametrize(
    "headers",
    [
        [CLAIM],
        [CLAIM, (b"x-inspection-proxy", b"guess")],
        [CLAIM, (b"x-inspection-proxy", b"")],
        [CLAIM, (b"x-inspection-proxy", KEY), (b"x-inspection-proxy", b"guess")],
        [CLAIM, (b"x-inspection-proxy", "khóa".encode())],
        [(b"x-inspection-proxy", KEY)],
    ],
)
def test_nobody_else_is(headers):
    assert seen(headers)[0] == PEER[0]


def test_without_a_key_set_an_empty_one_opens_nothing():
    assert seen([CLAIM, (b"x-inspection-proxy", b"")], key="")[0] == PEER[0]


def test_of_a_chain_the_last_address_counts():
    chain = [(b"x-forwarded-for", b"1.1.1.1, 2.2.2.2"), (b"x-forwarded-for", b"3.3.3.3, 203.0.113.9")]
    assert seen([*chain, (b"x-inspection-proxy", KEY)])[0] == "203.0.113.9"


def test_where_the_server_may_have_believed_a_claim_all_claims_are_one_address():
    assert seen([CLAIM], is_peer_known=False)[0] == UNPROVEN
    assert seen([], is_peer_known=False)[0] == PEER[0]
