"""The booking service's tables; the modules booking_… beside this one are the functions over
them."""

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
    false,
)

from boxoffice.model.booking import BookingState
from boxoffice.model.moving import ShowMove
from boxoffice.rules.layouts import MAX_SEAT_ID, MAX_UID_BYTES
from boxoffice.stores.columns import Moment, Plain
from boxoffice.stores.counters import counter_table
from boxoffice.stores.outbox import outbox_table

METADATA = MetaData()

#: The last invoice number of each theatre and fiscal year.
counter = counter_table(METADATA, "booking")

#: Copies of published layouts: the plan in its canonical form, and the digest over it.
layouts = Table(
    "booking_layout",
    METADATA,
    Column("layout_id", String(40), primary_key=True),
    Column("screen_id", String(40), nullable=False),
    Column("theatre_id", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("plan", LargeBinary, nullable=False),
    Column("published_at", Moment, nullable=False),
)

#: Copies of shows as they are sold: `body` is the OfferedShow as JSON, the rest what is looked for.
shows = Table(
    "booking_show",
    METADATA,
    Column("show_id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("layout_id", ForeignKey("booking_layout.layout_id"), nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("theatre_id", String(40), nullable=False, server_default=""),
    Column("starts_at", Moment, nullable=False, server_default="0"),
)
Index("booking_show_to_come", shows.c.theatre_id, shows.c.starts_at)

bookings = Table(
    "booking",
    METADATA,
    Column("booking_id", String(64), primary_key=True),
    Column("hold_id", String(64), nullable=False),
    Column("number", String(8), nullable=False, unique=True),
    Column("show_id", Integer, nullable=False, index=True),
    Column("theatre_id", String(40), nullable=False),
    Column("user_id", String(200), nullable=False),
    Column("state", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("total_minor", BigInteger, nullable=False),
    Column("paid_minor", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("version", Integer, nullable=False),
    Column("buyer_gstin", String(15), nullable=False, server_default=""),
    Column("buyer_name", String(120), nullable=False, server_default=""),
    Column("invoice", String(16), nullable=False, server_default=""),
    Column("customer_name", String(120), nullable=False, server_default=""),
    Column("customer_phone", String(20), nullable=False, server_default=""),
    Column("customer_mail", String(254), nullable=False, server_default=""),
    Column("customer_collects", Boolean, nullable=False, server_default=false()),
    Column("reserved_by", String(200), nullable=False, server_default=""),
    Column("reminded", Boolean, nullable=False, server_default=false()),
    Column("collected_at", Moment),
    Column("collected_by", String(200), nullable=False, server_default=""),
)
_pending = bookings.c.state == int(BookingState.PENDING)
#: PostgreSQL's partial indexes have the same conditions, by their migrations: to name them here
#: would load that dialect at every start.
Index("booking_pending", bookings.c.expires_at, sqlite_where=_pending)

lines = Table(
    "booking_line",
    METADATA,
    Column("line_id", String(32), primary_key=True),
    Column("booking_id", ForeignKey("booking.booking_id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("seat_uid", String(MAX_UID_BYTES), nullable=False),
    Column("seat_id", String(MAX_SEAT_ID), nullable=False),
    Column("category_id", Integer, nullable=False),
    Column("ticket_type", String(40), nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("net_minor", BigInteger, nullable=False),
    Column("tax", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("kind", String(8), nullable=False, server_default="seat"),
    Column("code", String(40), nullable=False, server_default=""),
    Column("name", String(40), nullable=False, server_default=""),
    Column("of_line", String(32), nullable=False, server_default=""),
    Column("discount", String(20), nullable=False, server_default=""),
    Column("taken_off_minor", BigInteger, nullable=False, server_default="0"),
    # When it was paid for, or exchanged for; none while it is not.
    Column("sold_at", Moment, index=True),
)

#: How often each discount code of a theatre is used by bookings that are not over.
uses = Table(
    "booking_code_use",
    METADATA,
    Column("theatre_id", String(40), primary_key=True),
    Column("code", String(20), primary_key=True),
    Column("used", Integer, nullable=False),
)

#: What there is of each theatre's items; what was delivered or lost, each once under its key; and
#: what bookings that are not over took.
stock = Table(
    "booking_stock",
    METADATA,
    Column("theatre_id", String(40), primary_key=True),
    Column("item", String(40), primary_key=True),
    Column("pieces", Integer, nullable=False),
)
stock_moves = Table(
    "booking_stock_move",
    METADATA,
    Column("key", String(200), primary_key=True),
    Column("theatre_id", String(40), nullable=False),
    Column("item", String(40), nullable=False),
    Column("change", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("moved_by", String(200), nullable=False),
    Column("reason", String(120), nullable=False, server_default=""),
)
stock_taken = Table(
    "booking_stock_taken",
    METADATA,
    Column("booking_id", ForeignKey("booking.booking_id"), primary_key=True),
    Column("item", String(40), primary_key=True),
    Column("pieces", Integer, nullable=False),
)

#: Who owns which seat: at most one active claim a seat, whatever the lock store believes.
#: An active claim with a deadline waits for payment; without one the seat is sold.
claims = Table(
    "booking_claim",
    METADATA,
    Column("line_id", ForeignKey("booking_line.line_id"), primary_key=True),
    Column("booking_id", ForeignKey("booking.booking_id"), nullable=False, index=True),
    Column("show_id", Integer, nullable=False),
    Column("seat_uid", String(MAX_UID_BYTES), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("deadline", Moment),
)
_active = claims.c.active.is_(True)
Index(
    "booking_claim_guard",
    claims.c.show_id,
    claims.c.seat_uid,
    unique=True,
    sqlite_where=_active,
)

#: Payments that were applied, and what became of each, so that hearing of one twice is harmless.
inbox = Table(
    "booking_inbox",
    METADATA,
    Column("payment_id", String(64), primary_key=True),
    Column("booking_id", ForeignKey("booking.booking_id"), nullable=False, index=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

outbox = outbox_table(METADATA, "booking")

#: One row per change of money or seats, committed with it. `seats` is a JSON list of seat uids.
audit = Table(
    "booking_audit",
    METADATA,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("theatre_id", String(40), nullable=False),
    Column("booking_id", String(64), nullable=False, index=True),
    Column("show_id", Integer, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("action", String(40), nullable=False),
    Column("old_state", Integer, nullable=False),
    Column("new_state", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("seats", Text, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("payment_id", String(64), nullable=False),
    sqlite_autoincrement=True,
)

#: Lines that were given back or exchanged, each time once under its key: those that were `asked`
#: for, and those that went. What they were exchanged for cost `taken_minor` and is in `target`.
given_back = Table(
    "booking_given_back",
    METADATA,
    Column("key", String(200), primary_key=True),
    Column("booking_id", ForeignKey("booking.booking_id"), nullable=False, index=True),
    Column("asked", Plain(tuple[str, ...]), nullable=False),
    Column("line_ids", Plain(tuple[str, ...]), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("target", String(64), nullable=False),
    Column("taken_minor", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("credit_note", String(20), nullable=False, server_default=""),
)

#: What bookings are found by: words of a customer's name, numbers and address, in UTF-8, which both
#: engines compare by its bytes.
words = Table(
    "booking_word",
    METADATA,
    Column("theatre_id", String(40), primary_key=True),
    Column("word", LargeBinary(1000), primary_key=True),
    Column("booking_id", ForeignKey("booking.booking_id"), primary_key=True, index=True),
)

#: The serial of each line's newest print; older prints no longer admit. `moved_by` is the token of
#: the move that made the customer's own print void, until it is printed anew; `printed_as` is the
#: seat that stands on that print.
tickets = Table(
    "booking_ticket",
    METADATA,
    Column("line_id", ForeignKey("booking_line.line_id"), primary_key=True),
    Column("serial", Integer, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("moved_by", String(64)),
    Column("printed_as", String(MAX_SEAT_ID)),
)
Index("booking_ticket_moved", tickets.c.moved_by, sqlite_where=tickets.c.moved_by.is_not(None))

#: Shows that were put on another layout, each once under its token; `body` is the ShowMove.
moves = Table(
    "booking_move",
    METADATA,
    Column("token", String(64), primary_key=True),
    Column("show_id", Integer, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("body", Plain(ShowMove), nullable=False),
)

#: Seats that are off sale for one show. A HOUSE seat that was sold keeps its row, so that it is
#: the house's again when its booking ends.
blocks = Table(
    "booking_block",
    METADATA,
    Column("show_id", Integer, primary_key=True, autoincrement=False),
    Column("seat_uid", String(MAX_UID_BYTES), primary_key=True),
    Column("reason", String(16), nullable=False),
    Column("note", String(200), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("at", Moment, nullable=False),
)

#: Orders to take seats off sale or put them back that were carried out, each once under its key.
block_orders = Table(
    "booking_block_order",
    METADATA,
    Column("order_key", String(200), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

#: Ed25519 keys (32 bytes) that a theatre's tickets are signed with. The one that is not rotated
#: signs: only it has its private half here, sealed by the box office's own secret.
keys = Table(
    "booking_key",
    METADATA,
    Column("theatre_id", String(40), primary_key=True),
    Column("key_id", String(16), primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("private_key", LargeBinary),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(200), nullable=False),
    Column("rotated_at", Moment),
    Column("retired_at", Moment),
    Column("retired_by", String(200), nullable=False, server_default=""),
)
Index("booking_key_signs", keys.c.theatre_id, unique=True, sqlite_where=keys.c.rotated_at.is_(None))
