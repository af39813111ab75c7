"""The locked form of a route sheet: nobody reads it without the passphrase of its cover page."""

import gzip
import hashlib
from base64 import b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ROUNDS = 600_000
"""Of PBKDF2-HMAC-SHA256: OWASP Password Storage Cheat Sheet; the passphrase itself has 100 bits."""
KEY_BYTES = 32


def lock_text(text: str, *, passphrase: str, salt: bytes, nonce: bytes) -> dict[str, str | int]:
    """Return the envelope of docs/formats/field.md around a text.

    Parameters
    ----------
    salt, nonce
        16 and 12 random bytes; a nonce used twice under one key would give both texts away.

    Raises
    ------
    ValueError
        For a salt or a nonce of another length.
    """
    if (len(salt), len(nonce)) != (16, 12):
        raise ValueError("salt has 16 bytes and nonce 12")
    letters = passphrase.replace("-", "").upper().encode("ascii")
    key = hashlib.pbkdf2_hmac("sha256", letters, salt, ROUNDS, KEY_BYTES)
    packed = gzip.compress(text.encode("utf-8"), mtime=0)
    return {
        "schema": 1,
        "salt": _base64(salt),
        "nonce": _base64(nonce),
        "rounds": ROUNDS,
        "data": _base64(AESGCM(key).encrypt(nonce, packed, None)),
    }


def _base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")
