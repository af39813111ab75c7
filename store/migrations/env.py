"""Run migrations on the connection that store.opening hands over, inside its transaction."""

from alembic import context

from store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
