"""Seats off sale for one show, and the audit by show for the history of a seat."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_block",
        sa.Column("show_id", sa.Integer, nullable=False),
        sa.Column("seat_uid", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("show_id", "seat_uid"),
    )
    op.create_table(
        "booking_block_order",
        sa.Column("order_key", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("order_key"),
    )
    op.create_index("ix_booking_audit_show_id", "booking_audit", ["show_id"])
