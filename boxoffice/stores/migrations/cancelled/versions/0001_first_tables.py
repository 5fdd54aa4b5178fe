"""Cancelled shows, and what was asked for their bookings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "cancelled_show",
        sa.Column("show_id", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("is_done", sa.Boolean, nullable=False),
    )
    texts = ("by", "till", "state", "reason", "hold_id", "channel", "contact", "subject", "text")
    op.create_table(
        "cancelled_task",
        sa.Column("booking_id", sa.Text, primary_key=True),
        sa.Column("remedy", sa.Text, primary_key=True),
        sa.Column("show_id", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("look_at", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("to_show_id", sa.BigInteger, nullable=False),
    )
    op.create_index("cancelled_task_show", "cancelled_task", ["show_id"])
    op.create_index("cancelled_task_look", "cancelled_task", ["state", "look_at"])
