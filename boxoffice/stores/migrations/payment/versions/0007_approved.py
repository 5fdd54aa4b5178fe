"""Who said yes with a PIN to money that was handed back."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "payment_audit",
        sa.Column("approved_by", sa.String(200), nullable=False, server_default=""),
    )
