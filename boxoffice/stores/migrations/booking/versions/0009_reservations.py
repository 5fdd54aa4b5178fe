"""Bookings that are paid later, and tickets that are collected later."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_COLUMNS = (
    sa.Column("reserved_by", sa.String(200), nullable=False, server_default=""),
    sa.Column("reminded", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("customer_collects", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("collected_at", sa.BigInteger),
    sa.Column("collected_by", sa.String(200), nullable=False, server_default=""),
)


def upgrade() -> None:
    for column in _COLUMNS:
        op.add_column("booking", column)
