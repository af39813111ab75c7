"""Keys of sheets: all derive from one secret of the office, which no other place holds (docs/formats/field.md)."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from domain.errors import ServiceError
from domain.visits import SheetId
from workflow.workspace import Workspace

SECRET_BYTES = 32
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters that nobody mistakes for each other: five bits each."""
GROUPS, GROUP = 5, 4


def results_key(workspace: Workspace, sheet: SheetId) -> str:
    """Return the key with which the results of a sheet are marked, 64 hex digits."""
    return _derived(workspace, f"results|{sheet.text}").hex()


def passphrase_of(workspace: Workspace, sheet: SheetId) -> str:
    """Return the passphrase that opens an encrypted sheet, five groups of four with hyphens (100 bits)."""
    digest = _derived(workspace, f"passphrase|{sheet.text}")
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[: GROUPS * GROUP])
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def secret_path(workspace: Workspace) -> Path:
    """Return where the office keeps its secret; a backup holds it too, or sheets printed before are worthless."""
    return workspace.settings.directory / "secret.key"


def _derived(workspace: Workspace, text: str) -> bytes:
    return hmac.new(_secret(secret_path(workspace)), text.encode("utf-8"), hashlib.sha256).digest()


def _secret(path: Path) -> bytes:
    """Return the office's secret, making it at first use; of two processes that make it at once both use one."""
    if not path.is_file():
        _make_secret(path)
    found = path.read_bytes()
    if len(found) != SECRET_BYTES:
        raise ServiceError("sheet.secret", file=path.name)
    return found


def _make_secret(path: Path) -> None:
    """Write a whole secret aside and give it its name, unless somebody was faster."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    # On Windows a rename never replaces a file; elsewhere a link never does.
    publish = os.rename if os.name == "nt" else os.link
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(secrets.token_bytes(SECRET_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        publish(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink(missing_ok=True)
