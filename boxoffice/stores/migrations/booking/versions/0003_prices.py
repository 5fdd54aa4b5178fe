"""Lines that are fees, what discount codes took off and how often each was used, and invoices."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
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
