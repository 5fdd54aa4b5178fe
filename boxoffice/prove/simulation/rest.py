"""Whether everything has come to rest, and what money is where then, as SQL says."""

from sqlalchemy import Connection, text

from boxoffice.model.booking import BookingState

#: What is still under way, by a name for people.
_UNREST = {
    "bookings pending": f"booking WHERE state = {BookingState.PENDING:d}",
    "payments open": "payment WHERE state = 'open'",
    "refunds owed by the provider": "payment WHERE state = 'refund_due' AND provider <> ''",
    "captured money unsettled": "payment WHERE state = 'captured' AND look_at IS NOT NULL",
    "sales unsettled": "payment_operation WHERE state = 'recorded'",
    "refunds not ended": "payment_refund_order WHERE state <> 'done'",
    "refunds under way": f"booking WHERE state = {BookingState.REFUND_PENDING:d}",
    "messages unheeded": "payment_message WHERE outcome = 'waiting'",
    "events of bookings untold": "booking_outbox",
    "events of payments untold": "payment_outbox",
}
_PROVIDED = (
    "SELECT booking_id, sum(amount_minor - refunded_minor) AS minor FROM payment"
    " WHERE provider <> '' AND state = 'captured' GROUP BY booking_id"
)


def unrest(connection: Connection) -> dict[str, int]:
    """How much of what is still under way; empty when all has come to its end."""
    counts = ", ".join(f"(SELECT count(*) FROM {rows})" for rows in _UNREST.values())
    found = connection.execute(text(f"SELECT {counts}")).one()
    return {name: count for name, count in zip(_UNREST, found, strict=True) if count}


def provided(connection: Connection) -> dict[str, int]:
    """The captured money of each booking that its provider keeps, in minor units."""
    rows = connection.execute(text(_PROVIDED))
    return {row.booking_id: row.minor for row in rows}
