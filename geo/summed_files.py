"""JSON objects kept in files that can be made again: believed only with the sum that they bear of themselves.

The sum stands in the object as its first member, where readers of GeoJSON pass it over.
"""

import re
import shutil
from hashlib import blake2b
from pathlib import Path

from domain.digest import canonical_json
from geo.whole_files import worded_disk, write_whole

SUM_BYTES = 32
HEAD = re.compile(r'\{"sum":"([0-9a-f]{64})","of":("(?:[^"\\]|\\.)*"),')


def write_summed(path: Path, text: str, *, of: str = "") -> None:
    """Keep a JSON object with at least one member; a folder that stands in its place is removed.

    Parameters
    ----------
    of
        What it was made from, in any words; ``read_summed`` asks for the same.

    Raises
    ------
    ServiceError
        As ``geo.whole_files.write_whole``.
    """
    content, told = text.strip(), canonical_json(of)
    if not content.startswith("{") or content[1:].lstrip().startswith("}"):
        raise ValueError("a kept file is a JSON object with members")
    if path.is_dir():
        with worded_disk(path):
            shutil.rmtree(path)
    write_whole(path, f'{{"sum":"{_sum(told, content[1:])}","of":{told},{content[1:]}')


def read_summed(path: Path, *, of: str = "") -> str | None:
    """Return a kept object as it was written, None where there is none that can be believed.

    One that was cut, altered, made by hand or made from something else is as good as none.
    """
    try:
        content = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    head = HEAD.match(content)
    if head is None or head[2] != canonical_json(of) or head[1] != _sum(head[2], content[head.end() :]):
        return None
    return "{" + content[head.end() :]


def _sum(told: str, rest: str) -> str:
    return blake2b(f"{told}\n{rest}".encode(), digest_size=SUM_BYTES).hexdigest()
