"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

from store.engine import append_only_ddl, drop_append_only_ddl

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INDEXES = {
    "shifts": ("date",),
    "establishments": ("entity_id", "commune_now"),
    "inspections": ("establishment_id", "round_id"),
    "complaints": ("establishment_id",),
    "papers": ("round_id",),
    "sessions": ("account",),
    "failures": ("key", "at"),
    "jobs": ("kind", "state"),
}
# What refers to others goes first.
DOWN = """
    papers plan_lines plans sample_rows samples frames rounds contacts establishments entities issues imports
    inspections complaints sessions accounts failures jobs audit offices rules vintages communes successions hamlets
    teams shifts
"""


def upgrade() -> None:
    """Make every table, its indexes, and the audit's refusal to change."""
    _make_office()
    _make_register()
    _make_rounds()
    _make_plans()
    _make_running()
    for table, names in INDEXES.items():
        for name in names:
            op.create_index(f"ix_{table}_{name}", table, [name])
    for statement in append_only_ddl(op.get_context().dialect.name, "audit"):
        op.execute(statement)


def downgrade() -> None:
    """Drop every table."""
    for statement in drop_append_only_ddl(op.get_context().dialect.name, "audit"):
        op.execute(statement)
    for table in DOWN.split():
        op.drop_table(table)


def _make_office() -> None:
    op.create_table(
        "offices", *_key("id"), *_texts("name superior place vintage communes bases time_zone"),
        *_maybe("demo_at"), *_flags("is_schematic"),
    )  # fmt: skip
    op.create_table("rules", *_key("id"), *_texts("rule"))
    op.create_table(
        "vintages", _rank(), *_texts("id legal_act"), *_days("valid_from valid_to"), sa.UniqueConstraint("id")
    )
    op.create_table(
        "communes", _rank(), *_texts("key name kind"), *_degrees("centre_lon centre_lat"),
        sa.Column("area_km2", sa.Double), sa.UniqueConstraint("key"),
    )  # fmt: skip
    op.create_table("successions", _rank(), *_texts("old new"), *_flags("is_whole"))
    op.create_table("hamlets", _rank(), *_texts("commune name"), *_degrees("lon lat"))
    op.create_table(
        "teams", _rank(), *_texts("id name level base agencies territory"), sa.UniqueConstraint("id")
    )  # fmt: skip
    op.create_table(
        "shifts", *_key("id"), *_texts("team start_location end_location agencies"), *_maybe("pause area"),
        *_numbers("start_s end_s max_duty_s"), sa.Column("max_stops", sa.Integer),
        sa.Column("date", sa.Date, nullable=False),
    )  # fmt: skip


def _make_register() -> None:
    op.create_table("entities", *_key("id"), *_texts("name legal_form tax_code"))
    op.create_table(
        "establishments", *_key("id"),
        *_texts("entity_id name type_raw hamlet address_raw commune_raw coords_raw status decision"),
        *_texts("licence_no tax_code source_sheet"), *_numbers("source_row"),
        *_maybe("type commune_reported commune_now position hours"), *_days("licence_on last_inspected_on"),
        sa.Column("rooms", sa.Integer), sa.Column("staff_total", sa.Integer),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"]),
    )  # fmt: skip
    op.create_table(
        "contacts", *_key("establishment_id"), *_texts("owner_name phone"),
        sa.ForeignKeyConstraint(["establishment_id"], ["establishments.id"], ondelete="CASCADE"),
    )  # fmt: skip
    op.create_table(
        "issues", _rank(), *_texts("code severity sheet column value params"), *_numbers("row"),
        *_maybe("establishment_id"),
    )  # fmt: skip
    op.create_table("imports", _number(), *_texts("at account file_name digest"), *_numbers("rows_read"))
    op.create_table(
        "inspections", *_key("id"), *_texts("establishment_id agency minutes_no findings"), *_flags("is_full"),
        *_maybe("round_id"), sa.Column("on", sa.Date, nullable=False),
    )  # fmt: skip
    op.create_table(
        "complaints", *_key("id"), *_texts("establishment_id state ground"),
        sa.Column("received_on", sa.Date, nullable=False),
    )  # fmt: skip


def _make_rounds() -> None:
    op.create_table(
        "rounds", *_key("id"), *_texts("title rule status teams decision_no signer"),
        sa.Column("starts_on", sa.Date, nullable=False), sa.Column("ends_on", sa.Date, nullable=False),
        *_days("frozen_on decision_on"),
    )  # fmt: skip
    op.create_table("frames", *_key("round_id"), *_texts("csv digest frozen_at"), _of_round())
    op.create_table(
        "samples", *_key("round_id"), *_numbers("size lower_bound"),
        *_texts("certificate must risk lottery reserves chance frame_hash plan_hash seed method"),
        *_maybe("drawn_at"), _of_round(),
    )  # fmt: skip
    op.create_table(
        "sample_rows", *_key("round_id establishment_id"), *_numbers("rank"),
        *_texts("role reason_code reason_params chance"),
        sa.ForeignKeyConstraint(["round_id"], ["samples.round_id"]),
    )  # fmt: skip


def _make_plans() -> None:
    op.create_table(
        "plans", *_key("round_id"), _version(),
        *_texts("problem matrix_source matrix_digest solution verdict input_digest made_at reveal_at"),
        *_maybe("sealed_at"), _of_round(),
    )  # fmt: skip
    op.create_table(
        "plan_lines", *_key("round_id"), _version(), *_key("shift"), *_texts("line"),
        sa.ForeignKeyConstraint(["round_id", "version"], ["plans.round_id", "plans.version"]),
    )  # fmt: skip
    op.create_table(
        "papers", *_key("id"), *_maybe("round_id"), *_texts("kind audience file_name media_type made_at digest"),
        *_numbers("size"), sa.Column("content", sa.LargeBinary, nullable=False), _of_round(),
    )  # fmt: skip


def _make_running() -> None:
    op.create_table(
        "accounts", *_key("name"), *_texts("role password_hash"), *_maybe("team"), *_flags("is_disabled must_change")
    )  # fmt: skip
    op.create_table(
        "sessions", *_key("token_hash"), *_texts("account created_at last_seen_at expires_at"),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"]),
    )  # fmt: skip
    op.create_table("failures", _number(), *_texts("key at"))
    op.create_table(
        "jobs", _number(), *_texts("id kind params account state step error_code error_params result created_at"),
        *_numbers("done total"), *_maybe("heartbeat_at worker"), *_flags("is_stop_requested"),
        sa.UniqueConstraint("id"),
    )  # fmt: skip
    op.create_table(
        "audit", sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("at account role ip action object outcome details prev_hash hash"),
    )  # fmt: skip


def _key(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text, primary_key=True) for name in names.split()]


def _rank() -> sa.Column:
    return sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False)


def _number() -> sa.Column:
    return sa.Column("number", sa.Integer, primary_key=True)


def _version() -> sa.Column:
    return sa.Column("version", sa.Integer, primary_key=True, autoincrement=False)


def _of_round() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["round_id"], ["rounds.id"])


def _texts(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names.split()]


def _maybe(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text) for name in names.split()]


def _days(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Date) for name in names.split()]


def _numbers(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names.split()]


def _flags(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Boolean, nullable=False) for name in names.split()]


def _degrees(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Double, nullable=False) for name in names.split()]
