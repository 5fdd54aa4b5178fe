"""The payment service's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_POSITION = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _operations()
    _payments()
    _messages()


def _operations() -> None:
    op.create_table(
        "payment_operation",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("booking_id", sa.String(64), nullable=False),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
    )
    op.create_index("payment_operation_state", "payment_operation", ["state", "created_at"])
    unsettled = sa.text("state IN ('begun', 'captured')")
    op.create_index(
        "payment_operation_unsettled",
        "payment_operation",
        ["booking_id"],
        unique=True,
        sqlite_where=unsettled,
        postgresql_where=unsettled,
    )


def _payments() -> None:
    op.create_table(
        "payment",
        sa.Column("payment_id", sa.String(64), primary_key=True),
        sa.Column(
            "operation_key", sa.String(200), sa.ForeignKey("payment_operation.key"), nullable=False
        ),
        sa.Column("booking_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("given_minor", sa.BigInteger, nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_payment_booking_id", "payment", ["booking_id"])
    op.create_index("ix_payment_operation_key", "payment", ["operation_key"])


def _messages() -> None:
    op.create_table(
        "payment_outbox",
        sa.Column("position", _POSITION, primary_key=True),
        sa.Column("event_id", sa.String(64), nullable=False, unique=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "payment_audit",
        sa.Column("position", _POSITION, primary_key=True),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("booking_id", sa.String(64), nullable=False),
        sa.Column("payment_id", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_payment_audit_booking_id", "payment_audit", ["booking_id"])
