"""What communes have reviewed; a review stays, also where its step was undone."""

import sqlalchemy as sa

from domain.reviews import CommuneReview
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import COMMUNE_REVIEWS


def add_review(connection: sa.Connection, review: CommuneReview) -> None:
    """Add the review of a commune."""
    insert_rows(connection, COMMUNE_REVIEWS, [row_from_value(review)])


def read_reviews(connection: sa.Connection) -> tuple[CommuneReview, ...]:
    """Return every review, in the order in which they were taken over."""
    rows = connection.execute(sa.select(COMMUNE_REVIEWS).order_by(COMMUNE_REVIEWS.c.number))
    return tuple(value_from_row(CommuneReview, row) for row in rows)
