"""Terms of sale that change: their version, and who set which."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "theatre_theatres",
        sa.Column("terms_version", sa.Integer, nullable=False, server_default="1"),
    )
    op.create_table(
        "theatre_terms",
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("terms_version", sa.Integer, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("theatre_id", "terms_version"),
    )
