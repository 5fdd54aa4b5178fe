"""What is printed again of a sale that some time has passed since."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from boxoffice.counter.printing.blocks import Pair
from boxoffice.counter.printing.slips import receipt_slip
from boxoffice.model.booking import LineState
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from tests.unit.counter.printing.test_queue import Desk


@pytest.fixture
async def desk(qapp: QApplication, tmp_path: Path) -> AsyncIterator[Desk]:
    made = Desk(tmp_path / "jobs")
    yield made
    await made.printing.close()
    await made.tasks.close()


async def test_a_receipt_that_is_printed_after_a_refund_says_what_was_kept_of_the_money(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = (await desk.sell()).booking
    kept, back = booking.lines
    desk.office.bookings[booking.booking_id] = replace(
        booking, lines=(kept, replace(back, state=LineState.REFUNDED)), total=kept.price
    )
    cash = Payment(
        "p1", booking.booking_id, PaymentKind.CASH, booking.total, 100_000, "",
        PaymentState.CAPTURED, booking.created_at, refunded_minor=back.price.amount_minor,
    )  # fmt: skip
    card = replace(
        cash, payment_id="p2", kind=PaymentKind.CARD_TERMINAL, amount=Money(500, "INR"),
        refunded_minor=500,
    )  # fmt: skip

    async def payments(booking_id: str) -> tuple[Payment, ...]:
        return cash, card

    monkeypatch.setattr(desk.office, "payments", payments)
    desk.printing.orders._sold = None
    slip = receipt_slip(await desk.printing.orders.of(booking.booking_id))
    pairs = [(block.left, block.right) for block in slip if isinstance(block, Pair)]
    total = f"{kept.price.major():,.2f}"
    assert pairs[-2:] == [("Total INR", total), ("Cash", total)]
