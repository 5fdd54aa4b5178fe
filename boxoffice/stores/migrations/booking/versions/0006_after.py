"""What comes after a sale: lines that are given back, and who a booking is for and found by."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, length in (("name", 120), ("phone", 20), ("mail", 254)):
        column = sa.Column(f"customer_{name}", sa.String(length), nullable=False, server_default="")
        op.add_column("booking", column)
    op.create_table(
        "booking_given_back",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("booking_id", sa.String(64), sa.ForeignKey("booking.booking_id"), nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("line_ids", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("taken_minor", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_booking_given_back_booking_id", "booking_given_back", ["booking_id"])
    op.create_table(
        "booking_word",
        sa.Column("theatre_id", sa.String(40), primary_key=True),
        sa.Column("word", sa.LargeBinary(1000), primary_key=True),
        sa.Column(
            "booking_id", sa.String(64), sa.ForeignKey("booking.booking_id"), primary_key=True
        ),
    )
    op.create_index("ix_booking_word_booking_id", "booking_word", ["booking_id"])
