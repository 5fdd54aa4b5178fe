"""By which of their theatre's terms shows are sold."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "show_terms",
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("terms_version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("theatre_id"),
    )
