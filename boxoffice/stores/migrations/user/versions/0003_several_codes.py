"""A contact has several codes at a time; who guesses is counted elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Codes are good for minutes: who waits for one during the change asks again.
    op.drop_table("user_codes")
    op.create_table(
        "user_codes",
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("code_hash", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("contact", "code_hash"),
    )
