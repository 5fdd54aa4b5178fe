"""Seats as wide as layouts may name them, and tickets that are to be printed anew after a move."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WIDER = {
    "booking_line": {"seat_uid": (64, 100), "seat_id": (16, 20)},
    "booking_claim": {"seat_uid": (64, 100)},
}


def upgrade() -> None:
    # SQLite has no widths; its type would only read otherwise, and cost a copy of the table.
    if op.get_bind().dialect.name != "sqlite":
        for table, columns in _WIDER.items():
            for column, (was, now) in columns.items():
                op.alter_column(table, column, existing_type=sa.String(was), type_=sa.String(now))
    op.add_column("booking_ticket", sa.Column("moved_by", sa.String(64)))
    op.add_column("booking_ticket", sa.Column("printed_as", sa.String(20)))
    moved = sa.text("moved_by IS NOT NULL")
    op.create_index(
        "booking_ticket_moved",
        "booking_ticket",
        ["moved_by"],
        sqlite_where=moved,
        postgresql_where=moved,
    )
