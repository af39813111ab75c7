"""Who was in scope at any time of a year: a denominator that does not shrink when an establishment is closed."""

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from domain.establishments import Decision, Establishment
from planner.coverage import Registered
from planner.selection.formats import read_frame
from store import register_steps, rounds


def in_scope_of_year(
    connection: Any, rows: Iterable[Establishment], *, year: int, zone: tzinfo | None
) -> tuple[Registered, ...]:
    """Return who left the scope since, but stood in a frame of the year or was at work on a day of it.

    Whoever is in scope now need not be among them. Two rows that were merged
    were one establishment all the time, and count as the one that is left.

    Parameters
    ----------
    rows
        The register as it stands.
    zone
        In which a year begins.
    """
    known = {row.id: row for row in rows}
    found = {
        row.id: Registered(id=row.id, commune=row.commune, type=row.type)
        for csv in _frames(connection, year=year, zone=zone)
        for row in read_frame(csv)
        if row.id in known and known[row.id].merged_into is None
    }
    rested = {id_: one for id_, row in known.items() if (one := _rested(row)) is not None}
    for at, change in register_steps.read_histories(connection, rested):
        entries = [entry for entry in (change.before, change.after) if entry is not None]
        if at.astimezone(zone).year == year and any(entry.establishment.is_in_scope for entry in entries):
            found[change.establishment_id] = rested[change.establishment_id]
    return tuple(found.values())


def frozen_of(connection: Any, active: tuple[Registered, ...]) -> tuple[Registered, ...]:
    """Return what the latest frame holds, the active ones before any."""
    frames = [f for r in rounds.list_rounds(connection) if (f := rounds.read_frame(connection, r.id))]
    if not frames:
        return active
    latest = max(frames, key=lambda frame: frame[2])
    return tuple(Registered(id=r.id, commune=r.commune, type=r.type) for r in read_frame(latest[0]))


def _frames(connection: Any, *, year: int, zone: tzinfo | None) -> list[str]:
    """Return the frames that were frozen in a year, the newest last."""
    known = [frame for one in rounds.list_rounds(connection) if (frame := rounds.read_frame(connection, one.id))]
    own = [(at, csv) for csv, _, at in known if at.astimezone(zone).year == year]
    return [csv for _, csv in sorted(own)]


def _rested(row: Establishment) -> Registered | None:
    """Return an accepted establishment that is not at work now, None for any other row."""
    if row.is_in_scope or row.decision is not Decision.ACCEPTED or row.type is None or row.commune_now is None:
        return None
    return Registered(id=row.id, commune=row.commune_now.code, type=row.type)
