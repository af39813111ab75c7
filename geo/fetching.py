"""Public files fetched once: resumed where the line was cut, checked, and kept while they are unchanged."""

import json
import os
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

import httpx

from domain.errors import InputError, ServiceError
from domain.progress import OnProgress, silent

CHUNK = 1 << 16
TIMEOUT_S = 30.0
MAX_BYTES = 2 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Hold a file that was fetched: how much came now, from which byte on, or that the kept one is still the newest."""

    path: Path
    size: int
    sha256: str
    received: int
    resumed_at: int = 0
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Hold what a server said of a file, beside the file and beside its first part."""

    url: str
    tag: str
    sha256: str = ""


def fetch(
    url: str,
    path: Path,
    *,
    checksum_url: str = "",
    tries: int = 3,
    max_bytes: int = MAX_BYTES,
    on_progress: OnProgress = silent,
) -> Fetched:
    """Fetch a file to a path; what has come stays beside it until the rest has.

    Parameters
    ----------
    checksum_url
        A text whose first word is the file's MD5 or SHA-256, as Geofabrik gives it.
    tries
        Attempts in this call; a later call goes on from where the last one ended.

    Raises
    ------
    InputError
        ``fetch.bad_url``.
    ServiceError
        ``fetch.silent``, ``fetch.cut``, ``fetch.refused``, ``fetch.too_big`` or
        ``fetch.checksum``; the file at ``path`` is then the old one or none.
    """
    if not url.startswith(("http://", "https://")):
        raise InputError("fetch.bad_url", url=url[:200])
    path.parent.mkdir(parents=True, exist_ok=True)
    with httpx.Client(timeout=TIMEOUT_S, follow_redirects=True, headers={"Accept-Encoding": "identity"}) as client:
        kept = _kept(client, url, path)
        if kept is not None:
            return kept
        received, first = _received(client, url, path, tries=tries, max_bytes=max_bytes, on_progress=on_progress)
        return _taken(client, url, path, checksum_url=checksum_url, received=received, resumed_at=first)


def _kept(client: httpx.Client, url: str, path: Path) -> Fetched | None:
    """Return the kept file while the server says that it is the newest and its content is what it was."""
    note = read_note(note_path(path))
    if note is None or note.url != url or not note.tag or not path.is_file():
        return None
    if digest_of(path) != note.sha256:
        return None
    try:
        answer = client.head(url)
    except httpx.TransportError as error:
        raise ServiceError("fetch.silent", url=url) from error
    if answer.status_code != 200 or tag_of(answer) != note.tag:
        return None
    return Fetched(path=path, size=path.stat().st_size, sha256=note.sha256, received=0, is_unchanged=True)


def _received(
    client: httpx.Client, url: str, path: Path, *, tries: int, max_bytes: int, on_progress: OnProgress
) -> tuple[int, int]:
    """Bring the part beside the path to its full length; return bytes received and where the first attempt began."""
    part, total, first = part_path(path), 0, -1
    for attempt in range(tries):
        before = part.stat().st_size if part.is_file() else 0
        first = before if first < 0 else first
        try:
            started = _receive(client, url, path, max_bytes=max_bytes, on_progress=on_progress)
        except httpx.TransportError as error:
            now = part.stat().st_size if part.is_file() else 0
            total += max(0, now - before)
            if attempt + 1 == tries:
                code = "fetch.cut" if now else "fetch.silent"
                raise ServiceError(code, url=url, **({"received": now} if now else {})) from error
            continue
        first = min(first, started)
        return total + part.stat().st_size - min(before, started), first
    raise ValueError("tries is at least 1")


def _receive(client: httpx.Client, url: str, path: Path, *, max_bytes: int, on_progress: OnProgress) -> int:
    """Append what is missing to the part; return at which byte the server began."""
    part = part_path(path)
    note = read_note(note_path(part))
    start = part.stat().st_size if part.is_file() and note is not None and note.url == url and note.tag else 0
    headers = {"Range": f"bytes={start}-", "If-Range": note.tag} if start and note else {}
    with client.stream("GET", url, headers=headers) as answer:
        if answer.status_code == 416:
            part.unlink(missing_ok=True)
            raise httpx.ReadError("the kept part is longer than the file")
        if answer.status_code not in (200, 206):
            raise ServiceError("fetch.refused", url=url, status=answer.status_code)
        if answer.status_code == 200:
            start = 0
        size = full_size(answer)
        if size is not None and size > max_bytes:
            raise ServiceError("fetch.too_big", url=url, megabytes=size >> 20, limit_megabytes=max_bytes >> 20)
        write_note(note_path(part), Note(url=url, tag=tag_of(answer)))
        with part.open("ab" if start else "wb") as file:
            done = start
            for chunk in answer.iter_raw(CHUNK):
                file.write(chunk)
                done += len(chunk)
                if done > max_bytes:
                    raise ServiceError("fetch.too_big", url=url, megabytes=done >> 20, limit_megabytes=max_bytes >> 20)
                on_progress("fetch", done, size or done)
        if size is not None and done != size:
            raise httpx.ReadError("the line was cut")
    return start


def _taken(client: httpx.Client, url: str, path: Path, *, checksum_url: str, received: int, resumed_at: int) -> Fetched:
    """Check the whole part and rename it into its place."""
    part = part_path(path)
    found = digest_of(part)
    if checksum_url:
        expected = _expected(client, checksum_url)
        if expected != (found if len(expected) == 64 else digest_of(part, is_md5=True)):
            part.unlink()
            note_path(part).unlink(missing_ok=True)
            raise ServiceError("fetch.checksum", url=url)
    note = read_note(note_path(part))
    os.replace(part, path)
    write_note(note_path(path), Note(url=url, tag=note.tag if note else "", sha256=found))
    note_path(part).unlink(missing_ok=True)
    return Fetched(path=path, size=path.stat().st_size, sha256=found, received=received, resumed_at=resumed_at)


def _expected(client: httpx.Client, url: str) -> str:
    try:
        answer = client.get(url)
    except httpx.TransportError as error:
        raise ServiceError("fetch.silent", url=url) from error
    words = answer.text.split() if answer.status_code == 200 else []
    if not words or len(words[0]) not in (32, 64):
        raise ServiceError("fetch.refused", url=url, status=answer.status_code)
    return words[0].lower()


def full_size(answer: httpx.Response) -> int | None:
    """Return the length of the whole file, None where the server does not say."""
    text = answer.headers.get("Content-Range", "").rpartition("/")[2] or answer.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() else None


def tag_of(answer: httpx.Response) -> str:
    """Return by what the server tells one state of a file from another: a strong ETag, else the time of change."""
    tag = answer.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")


def digest_of(path: Path, *, is_md5: bool = False) -> str:
    """Return the SHA-256 of a file, or the MD5 that some servers publish."""
    with path.open("rb") as file:
        return file_digest(file, "md5" if is_md5 else "sha256").hexdigest()


def part_path(path: Path) -> Path:
    """Return where the first part of a file waits for the rest."""
    return path.with_name(path.name + ".part")


def note_path(path: Path) -> Path:
    """Return where the note of a file is."""
    return path.with_name(path.name + ".note.json")


def read_note(path: Path) -> Note | None:
    """Return a note, None where there is none that can be read."""
    try:
        return Note(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_note(path: Path, note: Note) -> None:
    """Write a note."""
    path.write_text(json.dumps(asdict(note)), encoding="utf-8")
