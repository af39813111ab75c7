"""Papers that were handed out: what they are, and their bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from store.engine import lock_for_writing
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import PAPERS

# Lists are read often, the bytes seldom.
HEADER = [column for column in PAPERS.c if column.name != "content"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Hold what a paper is; ``audience`` says for whom, ``digest`` is the SHA-256 of its bytes.

    ``size`` in bytes is filled in when it is read.
    """

    id: str
    round_id: str | None
    kind: str
    audience: str
    file_name: str
    media_type: str
    made_at: datetime
    digest: str
    size: int = 0


def save_paper(connection: sa.Connection, paper: Paper, content: bytes) -> None:
    """Keep a paper, in the place of one of the same id; of two who keep it at once the later one's stays."""
    lock_for_writing(connection, "papers")
    connection.execute(sa.delete(PAPERS).where(PAPERS.c.id == paper.id))
    insert_rows(connection, PAPERS, [row_from_value(paper, size=len(content), content=content)])


def delete_papers(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Delete papers that a plan no longer has."""
    connection.execute(sa.delete(PAPERS).where(PAPERS.c.id.in_(sorted(ids))))


def read_paper(connection: sa.Connection, paper_id: str) -> tuple[Paper, bytes] | None:
    """Return a paper with its bytes, None where there is none of that id."""
    row = connection.execute(sa.select(PAPERS).where(PAPERS.c.id == paper_id)).first()
    return (value_from_row(Paper, row), row.content) if row else None


def list_papers(connection: sa.Connection, round_id: str | None = None) -> tuple[Paper, ...]:
    """Return the papers of a round, or all of them, sorted by time and id."""
    query = sa.select(*HEADER)
    rows = connection.execute(query if round_id is None else query.where(PAPERS.c.round_id == round_id))
    return tuple(sorted((value_from_row(Paper, row) for row in rows), key=lambda one: (one.made_at, one.id)))
