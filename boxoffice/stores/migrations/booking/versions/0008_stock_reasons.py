"""Why pieces of an item came or went beside sales."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("reason", sa.String(120), nullable=False, server_default="")
    op.add_column("booking_stock_move", column)
