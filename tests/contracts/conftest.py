"""An empty database of each kind.

PostgreSQL runs when INSPECTION_TEST_POSTGRES holds the address of a database
that the tests may make schemas in; otherwise it is skipped.
"""

import os
import uuid

import pytest
import sqlalchemy as sa

from store.opening import read_url

# Other folders have a file of this name too; as a module of doctests they would collide.
collect_ignore = ["conftest.py"]

POSTGRES = os.environ.get("INSPECTION_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Return the address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'inspection.db'}"
        return
    if not POSTGRES:
        pytest.skip("INSPECTION_TEST_POSTGRES is not set")
    schema = f"test_{uuid.uuid4().hex}"
    engine = sa.create_engine(read_url(POSTGRES), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()
