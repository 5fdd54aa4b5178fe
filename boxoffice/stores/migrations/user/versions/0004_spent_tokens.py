"""All refresh tokens that a session had are remembered, not the last one alone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "user_spent_tokens",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_user_spent_tokens_session_id", "user_spent_tokens", ["session_id"])
    op.create_index("ix_user_spent_tokens_until", "user_spent_tokens", ["until"])
    op.execute(
        "INSERT INTO user_spent_tokens (token_hash, session_id, until)"
        " SELECT spent_hash, session_id, refresh_until FROM user_sessions WHERE spent_hash <> ''"
    )
    op.drop_index("ix_user_sessions_spent_hash", "user_sessions")
    op.drop_column("user_sessions", "spent_hash")
