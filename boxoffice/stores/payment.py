"""The payment service's tables; the modules payment_… beside this one are the functions over
them."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from boxoffice.model.payment import Tender
from boxoffice.model.shift import Pile, ShiftFigures, Unfinished
from boxoffice.stores.columns import Moment, Plain
from boxoffice.stores.counters import counter_table
from boxoffice.stores.outbox import outbox_table

METADATA = MetaData()


class OperationState(StrEnum):
    """BEGUN: no money yet. RECORDED: its payments are written, and some of them are open or not
    yet known to the booking. DONE: settled. CLOSED: ended without money."""

    BEGUN = "begun"
    RECORDED = "recorded"
    DONE = "done"
    CLOSED = "closed"


#: One row for each idempotency key and each online payment; `digest` is taken over the request's
#: body.
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
    # The counter that it was asked for at (none: no till takes it in), what that took, and the
    # shift that it belongs to since money came.
    Column("till", String(80)),
    Column("key_presses", Integer, nullable=False, server_default="0"),
    Column("took_ms", Integer, nullable=False, server_default="0"),
    # What of the sale is neither seats nor fees.
    Column("items_minor", BigInteger, nullable=False, server_default="0"),
    Column("shift_id", String(64), nullable=False, server_default="", index=True),
    Index("payment_operation_till", "theatre_id", "till", "created_at"),
)
_unsettled = operations.c.state.in_((OperationState.BEGUN.value, OperationState.RECORDED.value))
#: One sale at a time is under way for a booking; PostgreSQL's condition is in its migration alone,
#: as for the indexes of bookings.
Index(
    "payment_operation_unsettled",
    operations.c.booking_id,
    unique=True,
    sqlite_where=_unsettled,
)

#: `look_at` is when the sweep must do something about a payment: ask after an open one, tell the
#: booking of a captured one, give one back that is owed; none: nothing is left to do. `looks`
#: counts how often that was in vain.
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
    Column("provider", String(40), nullable=False, server_default=""),
    Column("transaction_id", String(200), nullable=False, server_default=""),
    Column("payment_url", Text, nullable=False, server_default=""),
    Column("client_secret", Text, nullable=False, server_default=""),
    Column("upi_link", Text, nullable=False, server_default=""),
    Column("message", Text, nullable=False, server_default=""),
    Column("look_at", Moment),
    Column("looks", Integer, nullable=False, server_default="0"),
    # What of a captured payment was or will be given back for lines of its booking.
    Column("refunded_minor", BigInteger, nullable=False, server_default="0"),
    Index("payment_look", "state", "look_at"),
)
#: A provider's transaction pays one booking once.
Index(
    "payment_transaction",
    payments.c.provider,
    payments.c.booking_id,
    payments.c.transaction_id,
    unique=True,
    sqlite_where=payments.c.transaction_id != "",
)


class MessageOutcome(StrEnum):
    """WAITING: not acted on yet. DONE: acted on, or nothing was to be done. WRONG: amount or
    currency are not what was asked for. UNMATCHED: no payment of that booking is known."""

    WAITING = "waiting"
    DONE = "done"
    WRONG = "wrong"
    UNMATCHED = "unmatched"


#: What providers said, each once: `message_id` is a digest over all that one says.
messages = Table(
    "payment_message",
    METADATA,
    Column("message_id", String(64), primary_key=True),
    Column("provider", String(40), nullable=False),
    Column("booking_id", String(200), nullable=False),
    Column("transaction_id", String(200), nullable=False),
    Column("status", String(16), nullable=False),
    Column("amount_minor", BigInteger),
    Column("currency", String(3)),
    Column("reference", String(200), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("look_at", Moment, index=True),
    Column("looks", Integer, nullable=False),
    Index("payment_message_booking", "booking_id", "provider"),
)

#: Money that a theatre owes to whoever knows the code.
vouchers = Table(
    "payment_voucher",
    METADATA,
    Column("code", String(40), primary_key=True),
    Column("theatre_id", String(40), nullable=False),
    Column("issue_key", String(200), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("issued_minor", BigInteger, nullable=False),
    Column("balance_minor", BigInteger, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("valid_until", Moment),
    UniqueConstraint("theatre_id", "issue_key", name="payment_voucher_issue"),
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
    Column("refund_id", String(64), nullable=False, server_default=""),
    # The supervisor who said yes with a PIN.
    Column("approved_by", String(200), nullable=False, server_default=""),
    Index("payment_audit_theatre", "theatre_id", "at"),
    sqlite_autoincrement=True,
)

#: `figures` and `unfinished` are what was said when it was closed, and never change after it.
shifts = Table(
    "payment_shift",
    METADATA,
    Column("shift_id", String(64), primary_key=True),
    Column("theatre_id", String(40), nullable=False),
    Column("user_id", String(200), nullable=False),
    Column("till", String(80), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("opened_by_sale", Boolean, nullable=False),
    Column("z_number", Integer),
    Column("closed_at", Moment),
    Column("closed_by", String(200), nullable=False, server_default=""),
    Column("counted_minor", BigInteger),
    Column("piles", Plain(tuple[Pile, ...])),
    Column("figures", Plain(ShiftFigures)),
    Column("unfinished", Plain(tuple[Unfinished, ...])),
    Column("approved_by", String(200), nullable=False, server_default=""),
    Column("countersigned_by", String(200), nullable=False, server_default=""),
    Column("countersigned_at", Moment),
    UniqueConstraint("theatre_id", "z_number", name="payment_shift_z"),
    Index("payment_shift_closed", "theatre_id", "closed_at"),
)
#: Somebody has one open shift at a counter.
Index(
    "payment_shift_open",
    shifts.c.theatre_id,
    shifts.c.user_id,
    shifts.c.till,
    shifts.c.currency,
    unique=True,
    sqlite_where=shifts.c.closed_at.is_(None),
)

#: What happened in shifts, each under the key that it was asked for with: once.
entries = Table(
    "payment_shift_entry",
    METADATA,
    Column("key", String(240), primary_key=True),
    Column("shift_id", ForeignKey("payment_shift.shift_id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("tender", String(20), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("payment_id", String(64), nullable=False, index=True),
    Column("refund_id", String(64), nullable=False, server_default=""),
)


class OrderState(StrEnum):
    """ASKED: nothing was given back yet. OWED: its refunds are written. DONE: the customer has all
    of them, and the booking knows."""

    ASKED = "asked"
    OWED = "owed"
    DONE = "done"


#: Who asked for which lines to be given back, once under its key; `look_at` is when the sweep goes
#: on with it, none once it is DONE.
refund_orders = Table(
    "payment_refund_order",
    METADATA,
    Column("key", String(200), primary_key=True),
    Column("booking_id", String(64), nullable=False, index=True),
    Column("theatre_id", String(40), nullable=False),
    Column("asked", Plain(tuple[str, ...]), nullable=False),
    Column("line_ids", Plain(tuple[str, ...])),
    Column("actor", String(200), nullable=False),
    Column("approved_by", String(200), nullable=False),
    Column("till", String(80), nullable=False),
    # What the lines are exchanged for, what pays the difference, and the booking that came of it.
    Column("hold_id", String(64), nullable=False),
    Column("tenders", Plain(tuple[Tender, ...]), nullable=False),
    Column("target", String(64), nullable=False, server_default=""),
    # Whether items that are given back can be sold again.
    Column("restocks", Boolean, nullable=False, server_default=false()),
    # Whether money may go back for what costs less.
    Column("gives_back", Boolean, nullable=False, server_default=true()),
    Column("state", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("look_at", Moment, index=True),
)

#: What goes back of which payment, or is moved to another booking.
refunds = Table(
    "payment_refund",
    METADATA,
    Column("refund_id", String(64), primary_key=True),
    Column("order_key", ForeignKey("payment_refund_order.key"), nullable=False, index=True),
    Column("payment_id", ForeignKey("payment.payment_id"), nullable=False, index=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("provider", String(40), nullable=False),
    Column("moved_to", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("look_at", Moment),
    Column("looks", Integer, nullable=False, server_default="0"),
    Index("payment_refund_look", "provider", "state", "look_at"),
)

#: The last Z number of each theatre.
numbers = counter_table(METADATA, "payment")
