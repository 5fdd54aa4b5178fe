"""The user service's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "user_people",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("location_id", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("lon", sa.Double, nullable=True),
        sa.Column("lat", sa.Double, nullable=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "user_staff",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("username", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
        sa.UniqueConstraint("username"),
    )
    op.create_table(
        "user_tries",
        sa.Column("username", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("username"),
    )
    op.create_table(
        "user_grants",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("granted_by", sa.Text, nullable=False),
        sa.Column("granted_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_staff.user_id"]),
        sa.PrimaryKeyConstraint("user_id", "role", "theatre_id"),
    )
    op.create_table(
        "user_sessions",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("access_hash", sa.Text, nullable=False),
        sa.Column("access_until", sa.BigInteger, nullable=False),
        sa.Column("refresh_hash", sa.Text, nullable=False),
        sa.Column("refresh_until", sa.BigInteger, nullable=False),
        sa.Column("spent_hash", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_staff.user_id"]),
        sa.PrimaryKeyConstraint("session_id"),
        sa.UniqueConstraint("access_hash"),
        sa.UniqueConstraint("refresh_hash"),
    )
    op.create_index("ix_user_sessions_spent_hash", "user_sessions", ["spent_hash"])
    op.create_index("ix_user_sessions_user_id", "user_sessions", ["user_id"])
