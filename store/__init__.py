"""What is kept: tables, their migrations, and functions that speak in domain values."""

from store.engine import Store
from store.opening import open_store

__all__ = ["Store", "open_store"]
