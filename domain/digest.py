"""Canonical text of values and its SHA-256."""

import hashlib
import json


def canonical_json(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, UTF-8 letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256_hex(text: str | bytes) -> str:
    """Return the SHA-256 of UTF-8 text or of bytes, 64 lower-case hex digits."""
    return hashlib.sha256(text.encode("utf-8") if isinstance(text, str) else text).hexdigest()
