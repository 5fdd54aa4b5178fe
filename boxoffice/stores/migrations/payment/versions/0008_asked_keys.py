"""Keys that clients chose for entries of shifts are kept apart from those that payments make."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        sa.text(
            "UPDATE payment_shift_entry SET key = 'asked:' || key WHERE payment_id = '' AND NOT"
            " (kind = 'opened' AND shift_id IN"
            " (SELECT shift_id FROM payment_shift WHERE opened_by_sale))"
        )
    )
