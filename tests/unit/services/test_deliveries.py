"""Codes reach people once, over real SMTP and HTTP, however often a provider fails before."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from email import message_from_bytes
from email.message import Message as Mail

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Connection, text

from boxoffice.model.errors import NoProvider
from boxoffice.model.user import Channel
from boxoffice.services.notification import Notifications
from boxoffice.services.notification.deliveries import LEASE, Deliveries, pause_after
from boxoffice.services.notification.mail import PLAIN, SmtpMessenger
from boxoffice.services.notification.messenger import Message, Messenger
from boxoffice.services.notification.sms import HttpMessenger
from boxoffice.stores import notification_deliveries as store
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.wire.post_office import SECRET, code_in, sms_provider


class MailServer:
    """A mail server's mailbox; `refuses` is what it says to the next receivers."""

    def __init__(self) -> None:
        self.port = 0
        self.refuses: list[str] = []
        self.mails: asyncio.Queue[Mail] = asyncio.Queue()

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a receiver."""
        if self.refuses:
            return self.refuses.pop(0)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take a mail."""
        assert isinstance(envelope.content, bytes)
        self.mails.put_nowait(message_from_bytes(envelope.content))
        return "250 OK"

    @property
    def messenger(self) -> SmtpMessenger:
        """Who hands mail to it."""
        sender = "Box Office <codes@cinema.example>"
        return SmtpMessenger("127.0.0.1", self.port, sender, tls=PLAIN)


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A server that answers for as long as the context lasts."""
    mailbox, loop = MailServer(), asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(mailbox, hostname="mail.example", loop=loop), "127.0.0.1", 0
    )
    mailbox.port = server.sockets[0].getsockname()[1]
    async with server:
        yield mailbox


class Rig:
    """A queue of its own, and what goes into it."""

    def __init__(self, database: Database, *messengers: tuple[Channel, Messenger]) -> None:
        self.database = database
        self.clock = FakeClock()
        self.messengers = dict(messengers)
        self.queue = Deliveries(database, self.clock, self.messengers)

    async def add(self, channel: Channel) -> bool:
        """A code that is good for ten minutes."""
        contact = "asha@example.org" if channel is Channel.MAIL else "+919820012345"
        until = self.clock.now() + timedelta(minutes=10)
        return await self.queue.add("d1", channel, contact, "042617", until)

    async def kept(self) -> list[tuple[str, str, int]]:
        """State, code and tries of all deliveries."""

        def read(connection: Connection) -> list[tuple[str, str, int]]:
            rows = connection.execute(
                text("SELECT state, code, tries FROM notification_deliveries ORDER BY delivery_id")
            )
            return [(state, code, tries) for state, code, tries in rows]

        return await self.database.read(read)


async def test_a_code_arrives_by_mail_once_and_is_then_forgotten(database: Database) -> None:
    async with mail_server() as server:
        rig = Rig(database, (Channel.MAIL, server.messenger))
        assert await rig.add(Channel.MAIL) is True
        assert await rig.add(Channel.MAIL) is False
        assert await rig.queue.deliver_due() == 1
        assert await rig.queue.deliver_due() == 0
        mail = server.mails.get_nowait()
        assert server.mails.empty()
    assert code_in(str(mail.get_payload())) == "042617"
    assert "042617" not in str(mail["Subject"])
    assert (mail["To"], mail["Message-ID"]) == ("asha@example.org", "<d1@cinema.example>")
    assert await rig.kept() == [("sent", "", 1)]


async def test_a_code_arrives_by_signed_sms(database: Database) -> None:
    async with sms_provider() as provider:
        rig = Rig(database)
        rig.messengers[Channel.SMS] = HttpMessenger(provider.url, SECRET, rig.clock)
        rig.queue = Deliveries(database, rig.clock, rig.messengers)
        await rig.add(Channel.SMS)
        assert await rig.queue.deliver_due() == 1
        told = provider.taken.get_nowait()
    assert (told["message_id"], told["to"]) == ("d1", "+919820012345")
    assert code_in(told["text"]) == "042617"


async def test_a_provider_that_fails_is_asked_again_with_longer_pauses(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with mail_server() as server:
        server.refuses = ["451 busy"] * 3
        rig = Rig(database, (Channel.MAIL, server.messenger))
        await rig.add(Channel.MAIL)
        for tries in range(1, 4):
            assert await rig.queue.deliver_due() == 1
            rig.clock.advance(pause_after(tries) - 1)
            assert await rig.queue.deliver_due() == 0
            rig.clock.advance(1)
        assert await rig.queue.deliver_due() == 1
        assert server.mails.qsize() == 1
    assert [pause_after(tries) for tries in (1, 2, 3, 7, 1_000)] == [2, 4, 8, 120, 120]
    ours = [record.getMessage() for record in caplog.records if "boxoffice" in record.name]
    assert len(ours) == 3
    assert not any(secret in line for line in ours for secret in ("042617", "asha@"))


async def test_a_receiver_that_is_refused_for_good_is_not_tried_again(database: Database) -> None:
    async with mail_server() as server:
        server.refuses = ["550 no such person"]
        rig = Rig(database, (Channel.MAIL, server.messenger))
        await rig.add(Channel.MAIL)
        assert await rig.queue.deliver_due() == 1
        rig.clock.advance(300)
        assert await rig.queue.deliver_due() == 0
    assert await rig.kept() == [("refused", "", 1)]


@pytest.mark.parametrize(
    ("status", "state"), [(400, "refused"), (503, "waiting"), (429, "waiting")]
)
async def test_an_sms_providers_answer_decides_whether_it_is_asked_again(
    database: Database, status: int, state: str
) -> None:
    async with sms_provider() as provider:
        provider.answers = [status]
        rig = Rig(database)
        rig.messengers[Channel.SMS] = HttpMessenger(provider.url, SECRET, rig.clock)
        rig.queue = Deliveries(database, rig.clock, rig.messengers)
        await rig.add(Channel.SMS)
        await rig.queue.deliver_due()
    ((kept, _, tries),) = await rig.kept()
    assert (kept, tries) == (state, 1)


async def test_a_code_that_is_too_old_is_not_sent(database: Database) -> None:
    async with mail_server() as server:
        rig = Rig(database, (Channel.MAIL, server.messenger))
        await rig.add(Channel.MAIL)
        rig.clock.advance(600)
        await rig.queue.deliver_due()
        assert server.mails.empty()
    assert await rig.kept() == [("too_late", "", 0)]


async def test_of_two_who_empty_the_queue_one_sends(database: Database) -> None:
    async with mail_server() as server:
        rig = Rig(database, (Channel.MAIL, server.messenger))
        other = Deliveries(database, rig.clock, rig.messengers)
        await rig.add(Channel.MAIL)
        await asyncio.gather(rig.queue.deliver_due(), other.deliver_due())
        assert server.mails.qsize() == 1


async def test_what_a_sender_left_when_it_died_is_sent_by_the_next(database: Database) -> None:
    async with mail_server() as server:
        rig = Rig(database, (Channel.MAIL, server.messenger))
        await rig.add(Channel.MAIL)
        now = rig.clock.now()
        assert await database.run(store.take, "d1", now, now + LEASE)
        assert await rig.queue.deliver_due() == 0
        rig.clock.advance(LEASE.total_seconds())
        notifications = Notifications(database, rig.clock, rig.messengers)
        await notifications.start()
        async with asyncio.timeout(10):
            mail = await server.mails.get()
        await notifications.stop()
    assert mail["Message-ID"] == "<d1@cinema.example>"


async def test_a_new_code_is_sent_at_once(database: Database) -> None:
    async with mail_server() as server:
        clock = FakeClock()
        notifications = Notifications(database, clock, {Channel.MAIL: server.messenger})
        await notifications.start()
        until = clock.now() + timedelta(minutes=10)
        await notifications.send_code("d1", Channel.MAIL, "asha@example.org", "042617", until)
        async with asyncio.timeout(10):
            await server.mails.get()
        await notifications.stop()


async def test_without_a_provider_a_code_is_refused(database: Database) -> None:
    clock = FakeClock()
    notifications = Notifications(database, clock)
    assert await notifications.reaches(Channel.MAIL) is False
    with pytest.raises(NoProvider):
        await notifications.send_code("d1", Channel.MAIL, "a@example.org", "042617", clock.now())


async def test_a_mail_server_that_is_not_there_is_no_refusal() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(OSError):
        await SmtpMessenger("127.0.0.1", port, "codes@cinema.example", tls=PLAIN).send(
            Message("d1", "asha@example.org", "Your code", "042617")
        )
