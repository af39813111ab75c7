"""What a file would change, kept until somebody confirms or drops it; and the columns mapped by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.register_steps import StepKind
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import COLUMN_MAPPINGS, PROPOSAL_CONTACTS, PROPOSALS

Owner = tuple[str, str]
"""Owner's name and phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProposal:
    """Hold a proposal: the file it came from, the step it was worked out from, and its two texts.

    ``view`` and ``content`` are JSON of whoever made it; nothing of a contact is in them.
    """

    kind: StepKind
    id: str
    made_at: datetime
    account: str
    path: str
    base_step: int
    view: str
    content: str


def save_proposal(connection: sa.Connection, proposal: KeptProposal, *, contacts: Mapping[str, Owner]) -> None:
    """Keep a proposal in the place of the one of its kind before; contacts by row, in their restricted table."""
    drop_proposal(connection, proposal.kind)
    insert_rows(connection, PROPOSALS, [row_from_value(proposal)])
    rows = [
        {"kind": proposal.kind, "key": key, "owner_name": name, "phone": phone}
        for key, (name, phone) in contacts.items()
    ]
    insert_rows(connection, PROPOSAL_CONTACTS, rows)


def read_proposal(connection: sa.Connection, kind: StepKind) -> KeptProposal | None:
    """Return the open proposal of a kind, None where there is none."""
    row = connection.execute(sa.select(PROPOSALS).where(PROPOSALS.c.kind == kind)).first()
    return value_from_row(KeptProposal, row) if row else None


def read_proposal_contacts(connection: sa.Connection, kind: StepKind) -> dict[str, Owner]:
    """Return row key to owner's name and phone; whoever asks must have the right."""
    rows = connection.execute(sa.select(PROPOSAL_CONTACTS).where(PROPOSAL_CONTACTS.c.kind == kind))
    return {row.key: (row.owner_name, row.phone) for row in rows}


def drop_proposal(connection: sa.Connection, kind: StepKind) -> None:
    """Take the open proposal of a kind away, its contacts with it."""
    connection.execute(sa.delete(PROPOSAL_CONTACTS).where(PROPOSAL_CONTACTS.c.kind == kind))
    connection.execute(sa.delete(PROPOSALS).where(PROPOSALS.c.kind == kind))


def read_mappings(connection: sa.Connection) -> dict[str, str]:
    """Return folded header to field, "" for a column to ignore."""
    rows = connection.execute(sa.select(COLUMN_MAPPINGS.c.header, COLUMN_MAPPINGS.c.field))
    return dict(sorted(rows.tuples()))


def save_mapping(connection: sa.Connection, *, header: str, field: str) -> None:
    """Keep what a header means."""
    forget_mapping(connection, header=header)
    insert_rows(connection, COLUMN_MAPPINGS, [{"header": header, "field": field}])


def forget_mapping(connection: sa.Connection, *, header: str) -> None:
    """Forget what a header was said to mean."""
    connection.execute(sa.delete(COLUMN_MAPPINGS).where(COLUMN_MAPPINGS.c.header == header))
