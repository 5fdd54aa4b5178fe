"""What stands on theatres' papers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theatre_papers",
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("gstin", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("logo", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("theatre_id"),
    )
