"""The notification service's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notification_notices",
        sa.Column("notice_id", sa.Text, nullable=False),
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("notice_id"),
    )
    op.create_index(
        "notification_notices_newest", "notification_notices", ["theatre_id", "at"], unique=False
    )
