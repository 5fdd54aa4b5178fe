"""Refunds that put items back on the shelf, and exchanges that may not give money back."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "payment_refund_order",
        sa.Column("restocks", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "payment_refund_order",
        sa.Column("gives_back", sa.Boolean, nullable=False, server_default=sa.true()),
    )
