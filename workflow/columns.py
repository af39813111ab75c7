"""Columns that the office mapped by hand: remembered, used by every later reading."""

from collections.abc import Mapping

from domain.accounts import Actor
from domain.errors import InputError
from register.fold import fold
from store import proposals
from workflow.offices import read_now, reference_of
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace


def column_fields(workspace: Workspace) -> tuple[str, ...]:
    """Return the fields that a column may be mapped to, in the order of the office's table."""
    return tuple(reference_of(workspace).register_reference(read_now(workspace).date()).columns)


def read_columns(workspace: Workspace, actor: Actor) -> Mapping[str, str]:
    """Return what the office mapped by hand: folded header to field, "" for an ignored one."""
    need(workspace, actor, *PLANNER, action="columns.read")
    with workspace.store.read() as connection:
        return proposals.read_mappings(connection)


def set_column(workspace: Workspace, actor: Actor, *, header: str, field: str) -> None:
    """Remember what a header means for this office; the next reading uses it.

    Parameters
    ----------
    field
        One of ``column_fields``, or "" to ignore the column.

    Raises
    ------
    InputError
        ``register.column_field`` for a field that there is not, ``register.column_header`` for an empty header.
    """
    need(workspace, actor, *PLANNER, action="columns.set", target=field)
    if field and field not in column_fields(workspace):
        raise InputError("register.column_field", field=field)
    if not fold(header):
        raise InputError("register.column_header")
    with workspace.store.write() as connection:
        proposals.save_mapping(connection, header=fold(header), field=field)
        log_in(connection, actor, action="columns.set", target=field)


def forget_column(workspace: Workspace, actor: Actor, *, header: str) -> None:
    """Forget what a header was said to mean; the office's table decides again."""
    need(workspace, actor, *PLANNER, action="columns.forget")
    with workspace.store.write() as connection:
        proposals.forget_mapping(connection, header=fold(header))
        log_in(connection, actor, action="columns.forget")
