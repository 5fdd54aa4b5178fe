"""Refunds: lines of a booking that are given back, and what goes back of which payment."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "payment",
        sa.Column("refunded_minor", sa.BigInteger, nullable=False, server_default="0"),
    )
    for table in ("payment_audit", "payment_shift_entry"):
        op.add_column(
            table, sa.Column("refund_id", sa.String(64), nullable=False, server_default="")
        )
    op.create_index(
        "payment_operation_till", "payment_operation", ["theatre_id", "till", "created_at"]
    )
    op.create_table(
        "payment_refund_order",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("booking_id", sa.String(64), nullable=False),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("line_ids", sa.Text),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("approved_by", sa.String(200), nullable=False),
        sa.Column("till", sa.String(80), nullable=False),
        sa.Column("hold_id", sa.String(64), nullable=False),
        sa.Column("tenders", sa.Text, nullable=False),
        sa.Column("target", sa.String(64), nullable=False, server_default=""),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("look_at", sa.BigInteger),
    )
    for column in ("booking_id", "look_at"):
        op.create_index(f"ix_payment_refund_order_{column}", "payment_refund_order", [column])
    order, payment = sa.ForeignKey("payment_refund_order.key"), sa.ForeignKey("payment.payment_id")
    op.create_table(
        "payment_refund",
        sa.Column("refund_id", sa.String(64), primary_key=True),
        sa.Column("order_key", sa.String(200), order, nullable=False),
        sa.Column("payment_id", sa.String(64), payment, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("provider", sa.String(40), nullable=False),
        sa.Column("moved_to", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("look_at", sa.BigInteger),
        sa.Column("looks", sa.Integer, nullable=False, server_default="0"),
    )
    for column in ("order_key", "payment_id"):
        op.create_index(f"ix_payment_refund_{column}", "payment_refund", [column])
    op.create_index("payment_refund_look", "payment_refund", ["provider", "state", "look_at"])
