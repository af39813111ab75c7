"""Password hashes: argon2id, and the same work for a name that nobody has."""

import secrets
import unicodedata

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's smallest argon2id memory (19 MiB) with one more pass than it asks: about 50 ms on one core.
HASHER = PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

# Hash of a random text that was thrown away: verified for unknown names, so that they cost the same.
NOBODY = "$argon2id$v=19$m=19456,t=3,p=1$RD5fnSjGNgkRsjJjDnMFWw$NN5PmpgLu6JwLxP4V8prg9cftpdogLRrg9655rMiDVs"

LONGEST = 256
# Letters and digits that cannot be taken for one another when read from paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its salt and parameters in it."""
    return HASHER.hash(_normal(password))


def verify_password(password: str, password_hash: str | None) -> bool:
    """Tell whether the password belongs to the hash; None is nobody's and takes as long.

    A password over 256 characters is never right; it is not hashed whole.
    """
    try:
        matches = HASHER.verify(password_hash or NOBODY, _normal(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return matches and password_hash is not None and len(password) <= LONGEST


def new_password() -> str:
    """Return a random password that can be read out: four groups of four, 79 bits.

    Examples
    --------
    >>> len(new_password())
    19
    """
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def _normal(password: str) -> str:
    # Keyboards send Vietnamese letters composed or decomposed; both are the same password.
    return unicodedata.normalize("NFC", password)
