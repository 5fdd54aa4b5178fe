"""What a credit note says: its number, the invoice, what is credited, and the tax in it."""

from datetime import UTC, datetime

from PySide6.QtGui import QFont

from boxoffice.counter.printing.blocks import Pair, Words
from boxoffice.counter.printing.slips import amount, credit_slip
from boxoffice.counter.ticket_order import CreditOrder
from boxoffice.counter.wishes import Key
from boxoffice.model.money import Money
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.refund import CreditNote
from boxoffice.qtkit.formats import Formats
from tests.unit.counter.box_office_double import THEATRE
from tests.unit.counter.test_sale import Counter, counter

__all__ = ["counter"]

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


async def test_a_credit_note_says_what_goes_back_of_which_invoice_with_its_tax(
    counter: Counter,
) -> None:
    await counter.do("2", Key.CASH, Key.GO)
    sold = counter.state.sold
    assert sold is not None
    line, kept = sold.booking.lines
    note = CreditNote(
        "PVRAH/C26/00001", "PVRAH/26/000007", sold.booking.booking_id, (line.line_id,),
        line.price, AT,
    )  # fmt: skip
    slip = credit_slip(
        CreditOrder(
            THEATRE, Formats(THEATRE), sold.booking, sold.listing, note,
            PaperTemplate(THEATRE.theatre_id), QFont(),
        )
    )  # fmt: skip
    pairs = {one.left: one.right for one in slip if isinstance(one, Pair)}
    said = [one.text for one in slip if isinstance(one, Words)]
    assert "PVRAH/C26/00001" in pairs
    assert "Invoice PVRAH/26/000007" in said
    assert pairs[line.seat_id] == amount(line.price)
    assert kept.seat_id not in pairs
    assert pairs["Credited INR"] == amount(line.price)
    tax = sum(part.amount_minor for part in line.tax)
    assert tax
    assert pairs["Before tax"] == amount(Money(line.price.amount_minor - tax, "INR"))
