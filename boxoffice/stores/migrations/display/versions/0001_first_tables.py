"""The display service's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "display_layouts",
        sa.Column("layout_id", sa.Text, nullable=False),
        sa.Column("screen_id", sa.Text, nullable=False),
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("plan", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("layout_id"),
    )
