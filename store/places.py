"""The communes of every vintage, what became of them, and the office's hamlets and landmarks.

Every ``save`` puts its values in the place of the whole set before and keeps
their order.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from domain.places import Commune, Hamlet, Landmark, Succession, Vintage
from store.rows import read_list, replace_list
from store.tables import COMMUNES, HAMLETS, LANDMARKS, SUCCESSIONS, VINTAGES


def save_vintages(connection: sa.Connection, vintages: Iterable[Vintage]) -> None:
    """Keep the vintages of the commune map."""
    replace_list(connection, VINTAGES, vintages)


def read_vintages(connection: sa.Connection) -> tuple[Vintage, ...]:
    """Return the vintages as they were saved."""
    return read_list(connection, VINTAGES, Vintage)


def save_communes(connection: sa.Connection, communes: Iterable[Commune]) -> None:
    """Keep the communes of all vintages."""
    replace_list(connection, COMMUNES, communes)


def read_communes(connection: sa.Connection) -> tuple[Commune, ...]:
    """Return the communes as they were saved."""
    return read_list(connection, COMMUNES, Commune)


def save_successions(connection: sa.Connection, successions: Iterable[Succession]) -> None:
    """Keep which old commune went into which later one."""
    replace_list(connection, SUCCESSIONS, successions)


def read_successions(connection: sa.Connection) -> tuple[Succession, ...]:
    """Return the successions as they were saved."""
    return read_list(connection, SUCCESSIONS, Succession)


def save_hamlets(connection: sa.Connection, hamlets: Iterable[Hamlet]) -> None:
    """Keep the office's gazetteer of hamlets."""
    replace_list(connection, HAMLETS, hamlets)


def read_hamlets(connection: sa.Connection) -> tuple[Hamlet, ...]:
    """Return the hamlets as they were saved."""
    return read_list(connection, HAMLETS, Hamlet)


def save_landmarks(connection: sa.Connection, landmarks: Iterable[Landmark]) -> None:
    """Keep the landmarks that the office wrote down."""
    replace_list(connection, LANDMARKS, landmarks)


def read_landmarks(connection: sa.Connection) -> tuple[Landmark, ...]:
    """Return the landmarks as they were saved."""
    return read_list(connection, LANDMARKS, Landmark)
