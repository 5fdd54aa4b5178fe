"""The payment service's tables; payment_ledger is the functions over them."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

from boxoffice.stores.columns import Moment
from boxoffice.stores.outbox import outbox_table

METADATA = MetaData()


class OperationState(StrEnum):
    """BEGUN: no money yet. CAPTURED: money taken, the booking not yet settled. DONE: settled.
    CLOSED: ended without money."""

    BEGUN = "begun"
    CAPTURED = "captured"
    DONE = "done"
    CLOSED = "closed"


#: One row for each idempotency key; `digest` is taken over the request's body.
operations = Table(
    "payment_operation",
    METADATA,
    Column("key", String(200), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("booking_id", String(64), nullable=False),
    Column("theatre_id", String(40), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("payment_operation_state", "state", "created_at"),
)
_unsettled = operations.c.state.in_((OperationState.BEGUN.value, OperationState.CAPTURED.value))
#: One sale at a time is under way for a booking; PostgreSQL's condition is in its migration alone,
#: as for the indexes of bookings.
Index(
    "payment_operation_unsettled",
    operations.c.booking_id,
    unique=True,
    sqlite_where=_unsettled,
)

payments = Table(
    "payment",
    METADATA,
    Column("payment_id", String(64), primary_key=True),
    Column("operation_key", ForeignKey("payment_operation.key"), nullable=False, index=True),
    Column("booking_id", String(64), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("given_minor", BigInteger, nullable=False),
    Column("reference", String(200), nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
)

outbox = outbox_table(METADATA, "payment")

#: One row per change of money, committed with it.
audit = Table(
    "payment_audit",
    METADATA,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("theatre_id", String(40), nullable=False),
    Column("booking_id", String(64), nullable=False, index=True),
    Column("payment_id", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("action", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    sqlite_autoincrement=True,
)
