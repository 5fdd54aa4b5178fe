"""Draws the screenshots of a cancelled show and its bookings in docs/."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.cancelled.sheet import CancelledSheet
from boxoffice.model.booking import Booking, Customer, HoldRequest, SeatChoice
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from docs.pictures import DOUBLED, LOW, PRIME_TIME, SMALL_HALL, StandingClock, Studio, show, sign_in

Key = Qt.Key
WHY = "The projector in Audi 3 is broken"
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ASHA = Customer("Asha Rao", "+91 98200 12345", "asha@example.org")
VIKRAM = Customer("Vikram Shetty", "", "vikram@example.org")
FIRM = Customer("Lotus Exports Pvt Ltd, Accounts", "+91 98200 54321", "accounts@example.org")


async def _sell(
    studio: Studio, show_id: int, count: int, kind: TenderKind, customer: Customer | None = None
) -> Booking:
    services = studio.cinema.services
    offer, *_ = await services.bookings.offers(show_id, count)
    seats = tuple(SeatChoice(one) for one in offer.seat_ids)
    held = (await services.bookings.hold(HoldRequest(show_id, seats, "demo-clerk"))).booking
    assert held is not None
    key, code = f"sale {held.booking_id}", "A12345"
    if kind is TenderKind.VOUCHER:
        issue = services.payments.issue_voucher
        code = (await issue(held.theatre_id, held.total, None, f"{key} voucher", "demo")).code
    tender = Tender(kind, held.total.amount_minor, reference="" if kind == "CASH" else code)
    sold = await services.payments.take(held.booking_id, (tender,), key, "demo-clerk")
    if customer is not None:
        await services.bookings.set_customer(sold.booking_id, customer, "demo-clerk")
    return sold


def _sheet(studio: Studio) -> CancelledSheet:
    cancelled = studio.counters.cancelled
    assert cancelled is not None
    assert cancelled.sheet is not None
    return cancelled.sheet


async def _see(studio: Studio, page: str) -> None:
    sheet = _sheet(studio)
    await studio.hands.until(
        f"{page} is in front",
        lambda: sheet.page is getattr(sheet, page) and sheet.page.isEnabled(),
    )


async def _cancel(studio: Studio) -> None:
    """Seven bookings of a show, and the question whether to cancel it."""
    await studio.hands.type("supervisor")
    await studio.hands.press(Key.Key_Tab)
    await studio.hands.type("supervisor-demo")
    await sign_in(studio)
    state = await studio.choose(SMALL_HALL)
    assert state.listing is not None
    show_id = state.listing.show.show_id
    for count, kind, customer in (
        (2, TenderKind.CASH, None),
        (3, TenderKind.VOUCHER, ASHA),
        (1, TenderKind.CARD_TERMINAL, VIKRAM),
        (4, TenderKind.VOUCHER, FIRM),
        (2, TenderKind.VOUCHER, None),
        (2, TenderKind.CARD_TERMINAL, ASHA),
    ):
        await _sell(studio, show_id, count, kind, customer)
    await studio.hands.press(Key.Key_C, held=CONTROL_SHIFT)
    sheet = _sheet(studio)
    await studio.hands.until("the shows are listed", sheet.shows_page._cancel.isEnabled)
    await studio.hands.press(Key.Key_C)
    await _see(studio, "cancel_page")
    await studio.hands.type(WHY)


async def _refund(studio: Studio) -> None:
    """What can go back has gone."""
    await studio.hands.press(Key.Key_Return)
    await _see(studio, "bookings_page")
    await studio.hands.until("it can be asked", _sheet(studio).bookings_page._all.isEnabled)


async def whole_tour(studio: Studio) -> None:
    """Every picture at 100 %."""
    await _cancel(studio)
    await studio.take("cancelled-asked")
    await _refund(studio)
    await studio.take("cancelled-open")
    await studio.hands.press(Key.Key_A)
    page = _sheet(studio).bookings_page
    await studio.hands.until("all that can be is refunded", lambda: not page._all.isEnabled())
    await studio.take_each("cancelled-bookings", "dark", "light")
    await studio.take("cancelled-bookings-688", LOW)
    first = next(
        at
        for at, row in enumerate(page.show_now.bookings if page.show_now else ())
        if row.contact and row.goes_back
    )
    page.table.setCurrentCell(first, 0)
    await studio.hands.press(Key.Key_N)
    await _see(studio, "words_page")
    await studio.take_each("cancelled-message", "dark", "light")
    await studio.hands.press(Key.Key_Escape)
    await _see(studio, "bookings_page")
    at = next(
        at
        for at, row in enumerate(page.show_now.bookings if page.show_now else ())
        if not row.goes_back
    )
    page.table.setCurrentCell(at, 0)
    await studio.hands.until("it can be moved", page._move.isEnabled)
    await studio.hands.press(Key.Key_M)
    await _see(studio, "move_page")
    await studio.take_each("cancelled-moving", "dark", "light")
    await studio.hands.press(Key.Key_Escape, Key.Key_Escape)
    await _see(studio, "shows_page")
    await studio.hands.until("the shows are listed", _sheet(studio).shows_page._open.isEnabled)
    await studio.take("cancelled-shows")


async def doubled_tour(studio: Studio) -> None:
    """The list on the same screen at 200 %."""
    await _cancel(studio)
    await studio.take("cancelled-asked-200")
    await _refund(studio)
    await studio.take("cancelled-bookings-200")
    await studio.hands.press(Key.Key_M)
    await _see(studio, "move_page")
    await studio.take("cancelled-moving-200")


def main() -> None:
    """Draw them, or those at 200 %."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = loop.make_app(sys.argv[:1])
    app.setCursorFlashTime(0)
    tasks = Tasks()
    clock = StandingClock(PRIME_TIME)
    with tempfile.TemporaryDirectory(prefix="boxoffice-pictures-") as data_dir:
        settings = Settings(
            data_dir=Path(data_dir),
            theme="light",
            smtp_host="127.0.0.1",
            smtp_sender="tickets@cinema.example",
            smtp_tls="none",
        )
        shell = Shell(app, tasks, settings, clock)
        tour = doubled_tour if DOUBLED in sys.argv else whole_tour
        loop.run(app, tasks, lambda: show(shell, clock, tour))


if __name__ == "__main__":
    main()
