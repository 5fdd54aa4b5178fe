"""What of a sale is for items, for the figures of its shift."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("items_minor", sa.BigInteger, nullable=False, server_default="0")
    op.add_column("payment_operation", column)
