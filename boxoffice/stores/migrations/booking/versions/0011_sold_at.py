"""When each line was sold."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_CONFIRMED = 2


def upgrade() -> None:
    op.add_column("booking_line", sa.Column("sold_at", sa.BigInteger))
    op.create_index("ix_booking_line_sold_at", "booking_line", ["sold_at"])
    connection = op.get_bind()
    first, of_seat = _moments(connection)
    lines = connection.execute(
        # What of a reservation was let go was never sold.
        sa.text(
            "SELECT line_id, booking_id, seat_uid, of_line FROM booking_line"
            " WHERE state <> 'released'"
        )
    ).all()
    seats = {row.line_id: (row.booking_id, row.seat_uid) for row in lines}
    sold = [
        {
            "line": row.line_id,
            # What belongs to a ticket was sold with it.
            "at": of_seat.get(seats.get(row.of_line or row.line_id), first[row.booking_id]),
        }
        for row in lines
        if row.booking_id in first
    ]
    if sold:
        connection.execute(
            sa.text("UPDATE booking_line SET sold_at = :at WHERE line_id = :line"), sold
        )


def _moments(
    connection: sa.Connection,
) -> tuple[dict[str, int], dict[tuple[str, str] | None, int]]:
    """When each booking, and each seat of it, was first sold, by what the audit says."""
    first: dict[str, int] = {}
    of_seat: dict[tuple[str, str] | None, int] = {}
    told = sa.text(
        "SELECT booking_id, at, seats FROM booking_audit WHERE new_state = :state ORDER BY position"
    )
    for booking_id, at, seats in connection.execute(told, {"state": _CONFIRMED}):
        first.setdefault(booking_id, at)
        for seat_uid in json.loads(seats):
            of_seat.setdefault((booking_id, seat_uid), at)
    return first, of_seat
