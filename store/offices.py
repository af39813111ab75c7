"""The office, the rule that its rounds start from, and its types; a store keeps one set of each."""

from collections.abc import Iterable

import sqlalchemy as sa

from domain.establishments import BusinessType
from domain.places import Office
from domain.rounds import SamplingRule
from store.rows import insert_rows, read_list, replace_list, row_from_value, value_from_row
from store.tables import BUSINESS_TYPES, OFFICES, RULES

OFFICE_RULE = "office"


def save_office(connection: sa.Connection, office: Office) -> None:
    """Keep the office in the place of the one before; its demo clock is kept as an instant in UTC."""
    connection.execute(sa.delete(OFFICES))
    insert_rows(connection, OFFICES, [row_from_value(office)])


def read_office(connection: sa.Connection) -> Office | None:
    """Return the office, None before it is set up."""
    row = connection.execute(sa.select(OFFICES)).first()
    return value_from_row(Office, row) if row else None


def save_rule(connection: sa.Connection, rule: SamplingRule) -> None:
    """Keep the rule that new rounds start from in the place of the one before."""
    connection.execute(sa.delete(RULES))
    insert_rows(connection, RULES, [{"id": OFFICE_RULE, "rule": rule}])


def read_rule(connection: sa.Connection) -> SamplingRule | None:
    """Return the rule that new rounds start from, None before one is set."""
    rule: SamplingRule | None = connection.execute(sa.select(RULES.c.rule)).scalar_one_or_none()
    return rule


def save_types(connection: sa.Connection, types: Iterable[BusinessType]) -> None:
    """Keep the office's types in the place of those before, in their order."""
    replace_list(connection, BUSINESS_TYPES, types)


def read_types(connection: sa.Connection) -> tuple[BusinessType, ...]:
    """Return the office's types as they were saved, none where it has not set its own."""
    return read_list(connection, BUSINESS_TYPES, BusinessType)
