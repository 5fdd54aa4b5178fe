"""Items, fees and codes beside seats, with stock and counted uses; invoices."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, kind, default in (
        ("kind", sa.String(8), "seat"),
        ("code", sa.String(40), ""),
        ("name", sa.String(40), ""),
        ("of_line", sa.String(32), ""),
        ("discount", sa.String(20), ""),
        ("taken_off_minor", sa.BigInteger, "0"),
    ):
        op.add_column("booking_line", sa.Column(name, kind, nullable=False, server_default=default))
    for name, length in (("buyer_gstin", 15), ("buyer_name", 120), ("invoice", 16)):
        op.add_column(
            "booking", sa.Column(name, sa.String(length), nullable=False, server_default="")
        )
    op.create_table(
        "booking_counter",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "booking_code_use",
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("theatre_id", "code"),
    )
    op.create_table(
        "booking_stock",
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("pieces", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("theatre_id", "item"),
    )
    op.create_table(
        "booking_stock_move",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("change", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("moved_by", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "booking_stock_taken",
        sa.Column("booking_id", sa.String(64), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("pieces", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.booking_id"]),
        sa.PrimaryKeyConstraint("booking_id", "item"),
    )
