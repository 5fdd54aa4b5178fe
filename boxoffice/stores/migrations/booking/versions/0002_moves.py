"""Shows that were put on another layout."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_move",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("show_id", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_index("ix_booking_move_show_id", "booking_move", ["show_id"])
