"""Shifts at the till: what happened in them, and which sale belongs to which."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _operations()
    _shifts()
    _entries()
    op.create_table(
        "payment_counter",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
    )
    op.create_index("payment_audit_theatre", "payment_audit", ["theatre_id", "at"])


def _operations() -> None:
    op.add_column("payment_operation", sa.Column("till", sa.String(80)))
    for name, kind, default in (
        ("key_presses", sa.Integer, "0"),
        ("took_ms", sa.Integer, "0"),
        ("shift_id", sa.String(64), ""),
    ):
        column = sa.Column(name, kind, nullable=False, server_default=default)
        op.add_column("payment_operation", column)
    op.create_index("ix_payment_operation_shift_id", "payment_operation", ["shift_id"])


def _shifts() -> None:
    op.create_table(
        "payment_shift",
        sa.Column("shift_id", sa.String(64), primary_key=True),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("user_id", sa.String(200), nullable=False),
        sa.Column("till", sa.String(80), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("opened_by_sale", sa.Boolean, nullable=False),
        sa.Column("z_number", sa.Integer),
        sa.Column("closed_at", sa.BigInteger),
        sa.Column("closed_by", sa.String(200), nullable=False, server_default=""),
        sa.Column("counted_minor", sa.BigInteger),
        sa.Column("piles", sa.Text),
        sa.Column("figures", sa.Text),
        sa.Column("unfinished", sa.Text),
        sa.Column("approved_by", sa.String(200), nullable=False, server_default=""),
        sa.Column("countersigned_by", sa.String(200), nullable=False, server_default=""),
        sa.Column("countersigned_at", sa.BigInteger),
        sa.UniqueConstraint("theatre_id", "z_number", name="payment_shift_z"),
    )
    op.create_index("payment_shift_closed", "payment_shift", ["theatre_id", "closed_at"])
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "payment_shift_open",
        "payment_shift",
        ["theatre_id", "user_id", "till", "currency"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _entries() -> None:
    op.create_table(
        "payment_shift_entry",
        sa.Column("key", sa.String(240), primary_key=True),
        sa.Column(
            "shift_id", sa.String(64), sa.ForeignKey("payment_shift.shift_id"), nullable=False
        ),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("tender", sa.String(20), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("payment_id", sa.String(64), nullable=False),
    )
    op.create_index("ix_payment_shift_entry_shift_id", "payment_shift_entry", ["shift_id"])
    op.create_index("ix_payment_shift_entry_payment_id", "payment_shift_entry", ["payment_id"])
