"""Payments that a provider ends: what it calls them, what it said, when to ask; vouchers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _payments()
    _operations()
    _messages()
    _vouchers()


def _payments() -> None:
    for name, kind in {
        "provider": sa.String(40),
        "transaction_id": sa.String(200),
        "payment_url": sa.Text(),
        "client_secret": sa.Text(),
        "upi_link": sa.Text(),
        "message": sa.Text(),
    }.items():
        op.add_column("payment", sa.Column(name, kind, nullable=False, server_default=""))
    op.add_column("payment", sa.Column("look_at", sa.BigInteger))
    op.add_column("payment", sa.Column("looks", sa.Integer, nullable=False, server_default="0"))
    op.create_index("payment_look", "payment", ["state", "look_at"])
    known = sa.text("transaction_id != ''")
    op.create_index(
        "payment_transaction",
        "payment",
        ["provider", "booking_id", "transaction_id"],
        unique=True,
        sqlite_where=known,
        postgresql_where=known,
    )
    # What the booking was not told of yet.
    op.execute(
        "UPDATE payment SET look_at = created_at WHERE state = 'captured' AND operation_key IN"
        " (SELECT key FROM payment_operation WHERE state = 'captured')"
    )


def _operations() -> None:
    op.drop_index("payment_operation_state", "payment_operation")
    op.drop_index("payment_operation_unsettled", "payment_operation")
    op.execute("UPDATE payment_operation SET state = 'recorded' WHERE state = 'captured'")
    unsettled = sa.text("state IN ('begun', 'recorded')")
    op.create_index(
        "payment_operation_unsettled",
        "payment_operation",
        ["booking_id"],
        unique=True,
        sqlite_where=unsettled,
        postgresql_where=unsettled,
    )


def _messages() -> None:
    op.create_table(
        "payment_message",
        sa.Column("message_id", sa.String(64), primary_key=True),
        sa.Column("provider", sa.String(40), nullable=False),
        sa.Column("booking_id", sa.String(200), nullable=False),
        sa.Column("transaction_id", sa.String(200), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("amount_minor", sa.BigInteger),
        sa.Column("currency", sa.String(3)),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("look_at", sa.BigInteger),
        sa.Column("looks", sa.Integer, nullable=False),
    )
    op.create_index("ix_payment_message_look_at", "payment_message", ["look_at"])
    op.create_index("payment_message_booking", "payment_message", ["booking_id", "provider"])


def _vouchers() -> None:
    op.create_table(
        "payment_voucher",
        sa.Column("code", sa.String(40), primary_key=True),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("issue_key", sa.String(200), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("issued_minor", sa.BigInteger, nullable=False),
        sa.Column("balance_minor", sa.BigInteger, nullable=False),
        sa.Column("issued_at", sa.BigInteger, nullable=False),
        sa.Column("valid_until", sa.BigInteger),
        sa.UniqueConstraint("theatre_id", "issue_key", name="payment_voucher_issue"),
    )
