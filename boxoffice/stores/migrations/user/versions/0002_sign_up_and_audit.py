"""Customers sign in, sessions say where they are, PINs, codes, and the audit."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _customers()
    _proofs()
    _sessions()
    op.create_table(
        "user_audit",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_user_audit_user_id", "user_audit", ["user_id"])


def _customers() -> None:
    op.create_table(
        "user_logins",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_people.user_id"]),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "user_claims",
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("contact", "user_id"),
    )
    op.create_index("ix_user_claims_until", "user_claims", ["until"])
    op.create_table(
        "user_contacts",
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("confirmed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("contact"),
    )


def _proofs() -> None:
    op.create_table(
        "user_codes",
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("code_hash", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("tries_left", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("contact"),
    )
    op.create_table(
        "user_pins",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("pin_hash", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_staff.user_id"]),
        sa.PrimaryKeyConstraint("user_id"),
    )
    # Tries are minutes old at most: nobody misses those of before the change.
    op.drop_table("user_tries")
    op.create_table(
        "user_tries",
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_index("ix_user_tries_until", "user_tries", ["until"])
    op.create_table(
        "user_known_addresses",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "address"),
    )


def _sessions() -> None:
    """SQLite cannot drop a foreign key, so the table is made anew with the sessions it had."""
    connection = op.get_bind()
    columns = (
        "session_id, user_id, access_hash, access_until, refresh_hash, refresh_until, spent_hash"
    )
    kept = connection.execute(sa.text(f"SELECT {columns} FROM user_sessions")).mappings().all()
    op.drop_table("user_sessions")
    sessions = op.create_table(
        "user_sessions",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("device_name", sa.Text, nullable=False),
        sa.Column("access_hash", sa.Text, nullable=False),
        sa.Column("access_until", sa.BigInteger, nullable=False),
        sa.Column("refresh_hash", sa.Text, nullable=False),
        sa.Column("refresh_until", sa.BigInteger, nullable=False),
        sa.Column("spent_hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id"),
        sa.UniqueConstraint("access_hash"),
        sa.UniqueConstraint("refresh_hash"),
    )
    op.create_index("ix_user_sessions_spent_hash", "user_sessions", ["spent_hash"])
    op.create_index("ix_user_sessions_user_id", "user_sessions", ["user_id"])
    # When they began was never written down.
    now = time.time_ns() // 1_000
    said = {"began_at": now, "used_at": now, "address": "", "device_name": ""}
    rows = [dict(row) | said for row in kept]
    if rows:
        op.bulk_insert(sessions, rows)
