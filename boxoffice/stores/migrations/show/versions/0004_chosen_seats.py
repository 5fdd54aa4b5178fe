"""Seats that were chosen for people whose own are gone, kept with the move."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("show_moves", sa.Column("chosen", sa.Text, nullable=False, server_default="[]"))
