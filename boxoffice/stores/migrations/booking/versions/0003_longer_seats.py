"""Room for the longest uid and ID that a seat of a published layout may have."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # SQLite keeps texts of any length in any column.
    if op.get_bind().dialect.name == "sqlite":
        return
    op.alter_column("booking_line", "seat_uid", type_=sa.String(100))
    op.alter_column("booking_line", "seat_id", type_=sa.String(20))
    op.alter_column("booking_claim", "seat_uid", type_=sa.String(100))
