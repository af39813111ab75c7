"""The list of tables, and how their constraints are named, so that a migration can name them too."""

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def must(name: str, kind: sa.types.TypeEngine | type[sa.types.TypeEngine], **options: object) -> sa.Column:
    """Return a column that is never empty."""
    return sa.Column(name, kind, nullable=False, **options)  # type: ignore[arg-type]
