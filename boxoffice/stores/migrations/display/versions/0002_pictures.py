"""Whose a picture is, and who put it when."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "display_pictures",
        sa.Column("media_id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("put_by", sa.Text, nullable=False),
        sa.Column("put_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("media_id"),
    )
    op.create_index("ix_display_pictures_owner", "display_pictures", ["owner"])
