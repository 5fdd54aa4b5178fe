"""Tickets by mail: sent once for each time that somebody asks, as a PDF that admits."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import Message as Mail
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.model.booking import Booking, Customer, SeatChoice
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import BadInput, NoProvider, NotAllowed, Outdated, WrongState
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.local_time import local_date
from boxoffice.settings import Settings
from boxoffice.stores.outbox import POLL_SECONDS
from tests.clock import FakeClock
from tests.unit.services.test_deliveries import MailServer, mail_server
from tests.wire.post_office import SECRET, sms_provider

WAIT_SECONDS = 20


@dataclass
class Desk:
    """A clerk with a booking that is held."""

    office: BoxOffice
    booking: Booking

    async def pay(self) -> None:
        tender = Tender(TenderKind.CASH, self.booking.total.amount_minor)
        await self.office.take_payment(self.booking.booking_id, (tender,), "sale")

    async def send(self, key: str, to: str = "Asha@Example.org") -> None:
        await self.office.send_tickets(self.booking.booking_id, to, key)


@pytest.fixture(scope="module")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled demo cinema, closed; copied for each test."""
    folder = tmp_path_factory.mktemp("demo")

    async def fill() -> None:
        async with open_cinema(Settings(folder), SystemClock(), demo=True):
            pass

    asyncio.run(fill())
    return folder


@asynccontextmanager
async def opened(demo_data: Path, folder: Path, **options: Any) -> AsyncIterator[Desk]:
    """A cinema of its own with these options, and a clerk there."""
    clock = SystemClock()
    shutil.copytree(demo_data, folder, dirs_exist_ok=True)
    async with open_cinema(Settings(folder, **options), clock, demo=True) as cinema:
        office = BoxOffice(EmbeddedTransport(cinema.gateway), clock)
        await office.sign_in("clerk", "clerk-demo")
        (theatre, *_) = await office.my_theatres()
        tomorrow = local_date(clock.now() + timedelta(days=1), theatre.time_zone)
        (listing, *_) = await office.listings(theatre.theatre_id, tomorrow)
        (offer, *_) = await office.offers(listing.show.show_id, 2)
        seats = tuple(SeatChoice(seat_id) for seat_id in offer.seat_ids)
        booking = (await office.hold(listing.show.show_id, seats, "hold")).booking
        assert booking is not None
        yield Desk(office, booking)


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest.fixture
async def desk(demo_data: Path, tmp_path: Path, server: MailServer) -> AsyncIterator[Desk]:
    async with opened(
        demo_data,
        tmp_path,
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_sender="Cinema <tickets@cinema.example>",
        smtp_tls="none",
    ) as desk:
        yield desk


async def next_mail(server: MailServer) -> Mail:
    async with asyncio.timeout(WAIT_SECONDS):
        return await server.mails.get()


async def test_the_mailed_pdf_has_a_page_for_each_ticket_whose_code_is_what_was_signed(
    desk: Desk, server: MailServer
) -> None:
    await desk.pay()
    await desk.send("first")
    mail = await next_mail(server)
    [pdf] = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    content = pdf.get_payload(decode=True)
    assert isinstance(content, bytes)
    document = pypdfium2.PdfDocument(content)
    codes = [
        code.text
        for page in document
        for code in zxingcpp.read_barcodes(page.render(scale=4).to_numpy())
    ]
    tickets = await desk.office.tickets(desk.booking.booking_id)
    assert codes == [ticket.text for ticket in tickets]
    assert len(document) == 2
    assert mail["To"] == "asha@example.org"


async def test_asking_twice_under_one_key_sends_one_mail(desk: Desk, server: MailServer) -> None:
    await desk.pay()
    await desk.send("first")
    await next_mail(server)
    await desk.send("first")
    await desk.send("second")
    await next_mail(server)
    assert server.mails.empty()


async def test_tickets_that_are_not_paid_are_not_sent(desk: Desk) -> None:
    with pytest.raises(WrongState):
        await desk.send("first")


async def test_whoever_asks_for_a_way_that_is_not_set_up_is_told(desk: Desk) -> None:
    await desk.pay()
    with pytest.raises(NoProvider, match="sends no SMS"):
        await desk.send("first", "+91 98200 12345")


async def test_what_is_no_address_is_refused(desk: Desk) -> None:
    await desk.pay()
    with pytest.raises(BadInput):
        await desk.send("first", "nobody@")


async def test_tickets_bear_what_the_theatres_admin_has_set(desk: Desk, server: MailServer) -> None:
    office, theatre_id = desk.office, desk.booking.theatre_id
    plain = await office.papers.template(theatre_id)
    with pytest.raises(NotAllowed):
        await office.papers.set_template(replace(plain, heading="Mine"))
    await office.sign_in("admin", "admin-demo")
    kept = await office.papers.set_template(replace(plain, heading="Raj Mandir"))
    assert (plain.version, kept.version) == (0, 1)
    with pytest.raises(Outdated):
        await office.papers.set_template(replace(plain, heading="Somebody else's"))
    await desk.pay()
    await desk.send("first")
    [text] = [
        part.get_payload(decode=True)
        for part in (await next_mail(server)).walk()
        if part.get_content_type() == "text/plain"
    ]
    assert isinstance(text, bytes)
    assert "Raj Mandir" in text.decode()


async def test_an_sms_says_the_seats_and_the_number_to_ask_with(
    demo_data: Path, tmp_path: Path
) -> None:
    async with (
        sms_provider() as provider,
        opened(demo_data, tmp_path, sms_url=provider.url, sms_secret=SECRET) as desk,
    ):
        provider.clock = FakeClock(SystemClock().now())
        await desk.pay()
        await desk.send("first", "98200 12345")
        async with asyncio.timeout(WAIT_SECONDS):
            message = await provider.taken.get()
        sold = await desk.office.booking(desk.booking.booking_id)
        seats = ", ".join(line.seat_id for line in sold.seats)
        assert message["to"] == "+919820012345"
        assert f"seats {seats}. Booking {spoken(sold.number)}" in message["text"]


async def test_a_customer_whose_address_is_known_gets_the_tickets_once_they_are_paid(
    desk: Desk, server: MailServer
) -> None:
    booking_id = desk.booking.booking_id
    await desk.office.after.set_customer(booking_id, Customer(mail="asha@example.org"))
    await desk.pay()
    # The commit wakes whoever sends, who would else look long after the test gave up.
    assert WAIT_SECONDS < POLL_SECONDS
    mail = await next_mail(server)
    assert mail["To"] == "asha@example.org"
    await desk.send("first", "other@example.org")
    assert (await next_mail(server))["To"] == "other@example.org"


async def test_who_reserves_is_told_at_once_until_when_and_what_is_to_be_paid(
    desk: Desk, server: MailServer
) -> None:
    office, booking_id = desk.office, desk.booking.booking_id
    await office.after.set_customer(booking_id, Customer("Asha Rao", mail="asha@example.org"))
    until = SystemClock().now() + timedelta(hours=2)
    reserved = await office.reservations.reserve(booking_id, until)
    text = (await next_mail(server)).get_payload(decode=True)
    assert isinstance(text, bytes)
    assert f"Reservation {spoken(reserved.number)}" in text.decode()
    assert f"Pay {reserved.total.words()} at the counter" in text.decode()
    await desk.pay()
    assert str((await next_mail(server))["Subject"]).startswith("Your tickets")
