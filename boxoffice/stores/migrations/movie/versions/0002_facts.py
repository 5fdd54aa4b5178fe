"""What a cinema keeps of a title beside the contract, and versions of both."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "movie_titles",
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    )
    op.add_column(
        "movie_titles",
        sa.Column("facts", sa.Text, nullable=False, server_default="{}"),
    )
