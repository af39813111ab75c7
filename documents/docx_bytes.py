"""A docx as bytes that depend on nothing but its content."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; every entry has it."""


def docx_bytes(document: Any, *, title: str, author: str, on: date) -> bytes:
    """Return a document of python-docx as bytes; same values, same bytes.

    Parameters
    ----------
    author
        The office, not a person.
    on
        The day that the file says it was made.
    """
    about, at = document.core_properties, datetime.combine(on, time(0))
    about.title, about.author, about.last_modified_by = title[:255], author[:255], author[:255]
    about.created = about.modified = at
    about.revision, about.comments, about.keywords, about.language = 1, "", "", "vi-VN"
    buffer = BytesIO()
    document.save(buffer)
    return fixed_zip(buffer.getvalue())


def fixed_zip(content: bytes) -> bytes:
    """Return a zip with the same entries in the same order, each of the same time."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=FIRST_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            made.writestr(entry, source.read(name))
    return buffer.getvalue()
