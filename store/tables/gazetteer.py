"""What addresses refer to: the landmarks that the office wrote down itself; hamlets lie beside its communes."""

import sqlalchemy as sa

from store.columns import Key
from store.tables.metadata import METADATA, must

LANDMARKS = sa.Table(
    "landmarks",
    METADATA,
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("commune", Key),
    must("name", sa.Text),
    must("lon", sa.Double),
    must("lat", sa.Double),
    must("accuracy_m", sa.Integer),
)
