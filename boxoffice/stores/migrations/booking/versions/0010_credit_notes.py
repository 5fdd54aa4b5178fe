"""Credit notes: their numbers, beside what was given back."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "booking_given_back",
        sa.Column("credit_note", sa.String(20), nullable=False, server_default=""),
    )
