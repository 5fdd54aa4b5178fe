"""What a clerk does with a sale's papers from the page of the sale that is done."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from boxoffice.counter.state import Stage
from boxoffice.counter.ticket_desk import JobState
from boxoffice.model.errors import NoProvider
from boxoffice.qtkit.widgets import Banner, Field
from tests.unit.counter.open_counter import Counter


async def sell_two(counter: Counter) -> None:
    await counter.press("2", Qt.Key.Key_F9, Qt.Key.Key_Return)
    await counter.done()
    await counter.tickets(JobState.READY)


async def test_tickets_are_sent_to_an_address_that_is_typed(counter: Counter) -> None:
    await sell_two(counter)
    await counter.press("e", "asha@example.org", Qt.Key.Key_Return)
    await counter.settle()
    sold = counter.page.sale.state.sold
    assert sold is not None
    assert counter.office.sent == [(sold.booking.booking_id, "asha@example.org")]
    assert counter.page.sale.state.stage is Stage.DONE
    told = [banner.words() for banner in counter.page.side.findChildren(Banner)]
    assert "The tickets are on their way to asha@example.org." in told


async def test_a_cinema_that_sends_no_mail_says_so(counter: Counter) -> None:
    await sell_two(counter)
    await counter.press("e", "asha@example.org")
    counter.office.refuse.append(NoProvider("This cinema sends no mail."))
    await counter.press(Qt.Key.Key_Return)
    await counter.settle()
    told = [banner.words() for banner in counter.page.side.findChildren(Banner)]
    assert "This cinema sends no mail." in told


async def test_esc_takes_the_address_back_and_the_next_sale_is_a_key_away(
    counter: Counter,
) -> None:
    await sell_two(counter)
    await counter.press("e", "asha")
    [field] = [one for one in counter.page.side.findChildren(Field) if one.isVisible()]
    assert field.text() == "asha"
    await counter.press(Qt.Key.Key_Escape)
    assert not field.isVisible()
    await counter.press(Qt.Key.Key_Return)
    await counter.done()
    assert counter.page.sale.state.stage is Stage.CHOOSING
    assert counter.office.sent == []


async def test_without_a_printer_the_receipt_is_a_pdf_beside_the_tickets(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    counter.page.papers.choose_printer("")
    monkeypatch.setattr(type(counter.page.papers), "printer", "")
    await sell_two(counter)
    await counter.press("r")
    while not opened:
        await counter.settle()
    [path] = opened
    assert path.parent == tmp_path / "tickets"
    assert path.read_bytes().startswith(b"%PDF")
