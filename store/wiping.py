"""What was deleted leaves the database's own files too: no free page and no log still holds it."""

from store.engine import Store, worded_failures


def wipe_deleted(store: Store) -> bool:
    """Write the database anew without what was deleted, and tell whether its log was emptied too.

    SQLite needs as much free disk again as the database has; while somebody
    reads, its log stays until a later wiping. PostgreSQL writes its tables
    anew; its own log files and copies elsewhere are its administrator's.

    Raises
    ------
    ServiceError
        ``store.busy``, ``store.full``.
    """
    options = {"isolation_level": "AUTOCOMMIT", "is_writing": True}
    with worded_failures(), store.engine.connect().execution_options(**options) as connection:
        if connection.dialect.name != "sqlite":
            connection.exec_driver_sql("VACUUM (FULL)")
            return True
        # The store's engine opens a transaction of its own; VACUUM has to stand outside of any.
        connection.exec_driver_sql("PRAGMA query_only = 0")
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()
        return busy is not None and busy[0] == 0
