"""What a browser is told about every answer: which scripts may run, who may frame it, what it may keep."""

import base64
import hashlib
import re
from collections.abc import Iterable

# Streamlit's pages: measured to work with its own front end and with components v2.
_STREAMLIT = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob:{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'none'"
)

# Our own plain pages need no script at all.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
FIELD_POLICY = PAGE_POLICY + "; script-src 'self'; worker-src 'self'; connect-src 'self'"

# The coverage map carries its scripts inside; the sandbox takes our origin from it.
MAP_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
PAPER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"

ALWAYS = (
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
    # Not no-referrer: under that a form sends the origin "null" and the gate would refuse it.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"),
)
STRICT_TRANSPORT = ("strict-transport-security", "max-age=31536000")

# Files under these stay out of every cache, whatever their type.
PRIVATE_PATHS = ("/papers/", "/coverage-map/", "/media/", "/field")

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def streamlit_policy(index_html: str) -> str:
    """Return the content security policy for Streamlit's pages.

    Parameters
    ----------
    index_html
        Text of Streamlit's index.html; its inline scripts are allowed by hash,
        computed at start because it changes from version to version.
    """
    hashes = "".join(f" 'sha256-{_sha256_base64(script)}'" for script in _INLINE_SCRIPT.findall(index_html))
    return _STREAMLIT.format(hashes=hashes)


def secured(
    headers: Iterable[tuple[bytes, bytes]], *, path: str, policy: str, is_secure: bool
) -> list[tuple[bytes, bytes]]:
    """Return an answer's raw headers with ours added.

    A policy that a route set itself stays; HTML and private paths are told
    not to be kept.
    """
    present = {name.lower(): value for name, value in headers}
    added = dict(ALWAYS)
    if is_secure:
        added.update([STRICT_TRANSPORT])
    if b"content-security-policy" not in present:
        added["content-security-policy"] = policy
    if path.startswith(PRIVATE_PATHS) or present.get(b"content-type", b"").startswith(b"text/html"):
        added["cache-control"] = "no-store"
    ours = [(name.encode(), value.encode()) for name, value in added.items()]
    replaced = {name for name, _ in ours}
    return [(name, value) for name, value in headers if name.lower() not in replaced] + ours


def _sha256_base64(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
