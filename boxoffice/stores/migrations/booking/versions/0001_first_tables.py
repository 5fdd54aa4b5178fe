"""The booking service's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_POSITION = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _copies()
    _bookings()
    _claims()
    _messages()
    _tickets()


def _copies() -> None:
    op.create_table(
        "booking_layout",
        sa.Column("layout_id", sa.String(40), primary_key=True),
        sa.Column("screen_id", sa.String(40), nullable=False),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("plan", sa.LargeBinary, nullable=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "booking_show",
        sa.Column("show_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column(
            "layout_id",
            sa.String(40),
            sa.ForeignKey("booking_layout.layout_id"),
            nullable=False,
        ),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )


def _bookings() -> None:
    op.create_table(
        "booking",
        sa.Column("booking_id", sa.String(64), primary_key=True),
        sa.Column("hold_id", sa.String(64), nullable=False),
        sa.Column("number", sa.String(8), nullable=False, unique=True),
        sa.Column("show_id", sa.Integer, nullable=False),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("user_id", sa.String(200), nullable=False),
        sa.Column("state", sa.Integer, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("total_minor", sa.BigInteger, nullable=False),
        sa.Column("paid_minor", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_booking_show_id", "booking", ["show_id"])
    pending = sa.text("state = 1")
    op.create_index(
        "booking_pending",
        "booking",
        ["expires_at"],
        sqlite_where=pending,
        postgresql_where=pending,
    )
    op.create_table(
        "booking_line",
        sa.Column("line_id", sa.String(32), primary_key=True),
        sa.Column("booking_id", sa.String(64), sa.ForeignKey("booking.booking_id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("seat_uid", sa.String(64), nullable=False),
        sa.Column("seat_id", sa.String(16), nullable=False),
        sa.Column("category_id", sa.Integer, nullable=False),
        sa.Column("ticket_type", sa.String(40), nullable=False),
        sa.Column("price_minor", sa.BigInteger, nullable=False),
        sa.Column("net_minor", sa.BigInteger, nullable=False),
        sa.Column("tax", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
    )
    op.create_index("ix_booking_line_booking_id", "booking_line", ["booking_id"])


def _claims() -> None:
    op.create_table(
        "booking_claim",
        sa.Column(
            "line_id", sa.String(32), sa.ForeignKey("booking_line.line_id"), primary_key=True
        ),
        sa.Column("booking_id", sa.String(64), sa.ForeignKey("booking.booking_id"), nullable=False),
        sa.Column("show_id", sa.Integer, nullable=False),
        sa.Column("seat_uid", sa.String(64), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("deadline", sa.BigInteger),
    )
    op.create_index("ix_booking_claim_booking_id", "booking_claim", ["booking_id"])
    op.create_index(
        "booking_claim_guard",
        "booking_claim",
        ["show_id", "seat_uid"],
        unique=True,
        sqlite_where=sa.text("active IS 1"),
        postgresql_where=sa.text("active IS true"),
    )


def _messages() -> None:
    op.create_table(
        "booking_inbox",
        sa.Column("payment_id", sa.String(64), primary_key=True),
        sa.Column("booking_id", sa.String(64), sa.ForeignKey("booking.booking_id"), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_booking_inbox_booking_id", "booking_inbox", ["booking_id"])
    op.create_table(
        "booking_outbox",
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
        "booking_audit",
        sa.Column("position", _POSITION, primary_key=True),
        sa.Column("theatre_id", sa.String(40), nullable=False),
        sa.Column("booking_id", sa.String(64), nullable=False),
        sa.Column("show_id", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("old_state", sa.Integer, nullable=False),
        sa.Column("new_state", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("seats", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("payment_id", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_booking_audit_booking_id", "booking_audit", ["booking_id"])


def _tickets() -> None:
    op.create_table(
        "booking_ticket",
        sa.Column(
            "line_id", sa.String(32), sa.ForeignKey("booking_line.line_id"), primary_key=True
        ),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("issued_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "booking_key",
        sa.Column("key_id", sa.String(16), primary_key=True),
        sa.Column("private_key", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
