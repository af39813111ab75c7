"""Communes' reports, the area's programmes, meetings on regulations, answers to difficulties."""

import sqlalchemy as sa

from domain.places import CommuneKey
from domain.targets import AreaIntegration, CommuneMeeting, CommuneReport, SupervisionAnswer
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import AREA_INTEGRATIONS, COMMUNE_MEETINGS, COMMUNE_REPORTS, SUPERVISION_ANSWERS


def save_report(connection: sa.Connection, report: CommuneReport) -> None:
    """Keep a commune's report of a quarter, in the place of the one before."""
    table = COMMUNE_REPORTS.c
    same = (table.commune == report.commune, table.year == report.year, table.quarter == report.quarter)
    connection.execute(sa.delete(COMMUNE_REPORTS).where(*same))
    insert_rows(connection, COMMUNE_REPORTS, [row_from_value(report)])


def read_reports(connection: sa.Connection) -> tuple[CommuneReport, ...]:
    """Return every report, sorted by year, quarter and commune."""
    table = COMMUNE_REPORTS.c
    query = sa.select(COMMUNE_REPORTS).order_by(table.year, table.quarter, table.commune)
    return tuple(value_from_row(CommuneReport, row) for row in connection.execute(query))


def save_integration(connection: sa.Connection, integration: AreaIntegration) -> None:
    """Keep the area's programmes of a year, in the place of those before."""
    connection.execute(sa.delete(AREA_INTEGRATIONS).where(AREA_INTEGRATIONS.c.year == integration.year))
    insert_rows(connection, AREA_INTEGRATIONS, [row_from_value(integration)])


def read_integration(connection: sa.Connection, year: int) -> AreaIntegration | None:
    """Return the area's programmes of a year, None where nobody has said."""
    row = connection.execute(sa.select(AREA_INTEGRATIONS).where(AREA_INTEGRATIONS.c.year == year)).first()
    return value_from_row(AreaIntegration, row) if row else None


def add_meeting(connection: sa.Connection, meeting: CommuneMeeting) -> None:
    """Keep a meeting."""
    insert_rows(connection, COMMUNE_MEETINGS, [row_from_value(meeting)])


def delete_meeting(connection: sa.Connection, id_: str) -> bool:
    """Take a meeting away again; tell whether there was one."""
    return connection.execute(sa.delete(COMMUNE_MEETINGS).where(COMMUNE_MEETINGS.c.id == id_)).rowcount > 0


def read_meetings(connection: sa.Connection) -> tuple[CommuneMeeting, ...]:
    """Return every meeting, sorted by day and id."""
    rows = connection.execute(sa.select(COMMUNE_MEETINGS))
    return tuple(sorted((value_from_row(CommuneMeeting, row) for row in rows), key=lambda one: (one.on, one.id)))


def save_answer(connection: sa.Connection, answer: SupervisionAnswer) -> None:
    """Keep the answer to a commune's difficulties of a round, in the place of the one before."""
    table = SUPERVISION_ANSWERS.c
    same = (table.round_id == answer.round_id, table.commune == answer.commune)
    connection.execute(sa.delete(SUPERVISION_ANSWERS).where(*same))
    insert_rows(connection, SUPERVISION_ANSWERS, [row_from_value(answer)])


def read_answers(connection: sa.Connection) -> dict[tuple[str, CommuneKey], SupervisionAnswer]:
    """Return every answer by round and commune."""
    rows = connection.execute(sa.select(SUPERVISION_ANSWERS))
    answers = (value_from_row(SupervisionAnswer, row) for row in rows)
    return {(one.round_id, one.commune): one for one in answers}
