"""Each row knows the number of its last change, so that what is kept in memory can be checked."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "show_shows", sa.Column("change", sa.BigInteger, nullable=False, server_default="0")
    )
    op.create_index("show_shows_change", "show_shows", ["change"])
