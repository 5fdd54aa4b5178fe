"""Mail goes only to a server that proves who it is, over a line that nobody else can read."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from functools import partial
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from boxoffice.bootstrap.certificate import shared_certificate
from boxoffice.model.clock import SystemClock
from boxoffice.services.notification.mail import PLAIN, STARTTLS, TLS, SmtpMessenger
from boxoffice.services.notification.messenger import Message, Undeliverable

USER, PASSWORD = "box-office", "secret of the mail server"
#: aiosmtpd does not see that a line may be TLS from its first byte.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
MESSAGE = Message("m1", "asha@example.org", "Your code", "Your code is 042617.")


class MailServer:
    """A server that takes mail from those who sign in; `mails` are (was TLS, Message-ID)."""

    def __init__(self, certificate: Path, key: Path) -> None:
        self.certificate = certificate
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.port = 0
        self.passwords: list[bytes] = []
        self.mails: list[tuple[bool, str]] = []

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, auth: object
    ) -> AuthResult:
        """Let the cinema in, and nobody else."""
        assert isinstance(auth, LoginPassword)
        self.passwords.append(auth.password)
        known = auth == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=False)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take a mail."""
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content)
        assert server.transport is not None
        private = server.transport.get_extra_info("ssl_object") is not None
        self.mails.append((private, str(mail["Message-ID"])))
        return "250 OK"

    def messenger(self, tls: str, password: str = PASSWORD) -> SmtpMessenger:
        """Who hands mail to it."""
        return SmtpMessenger("127.0.0.1", self.port, "c@cinema.example", USER, password, tls)


@asynccontextmanager
async def mail_server(folder: Path, tls: str) -> AsyncIterator[MailServer]:
    """A server that keeps its line private in that way, with a certificate of its own."""
    certificate, key, _ = shared_certificate(folder, "127.0.0.1", SystemClock())
    mailbox, loop = MailServer(certificate, key), asyncio.get_running_loop()
    make = partial(
        SMTP,
        mailbox,
        hostname="mail.example",
        loop=loop,
        authenticator=mailbox.authenticate,
        auth_required=True,
        auth_require_tls=tls == STARTTLS,
        tls_context=mailbox.context if tls == STARTTLS else None,
        require_starttls=tls == STARTTLS,
    )
    context = mailbox.context if tls == TLS else None
    server = await loop.create_server(make, "127.0.0.1", 0, ssl=context)
    mailbox.port = server.sockets[0].getsockname()[1]
    async with server:
        yield mailbox


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the mail server's certificate."""
    certificate, _, _ = shared_certificate(tmp_path, "127.0.0.1", SystemClock())
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", [STARTTLS, TLS])
async def test_mail_goes_over_a_private_line_to_a_server_that_is_signed_in_to(
    tmp_path: Path, tls: str
) -> None:
    async with mail_server(tmp_path, tls) as server:
        await server.messenger(tls).send(MESSAGE)
    assert server.mails == [(True, "<m1@cinema.example>")]


@pytest.mark.parametrize("tls", [STARTTLS, TLS])
async def test_a_mail_server_that_nobody_vouches_for_gets_neither_password_nor_mail(
    tmp_path: Path, tls: str
) -> None:
    async with mail_server(tmp_path, tls) as server:
        with pytest.raises(Exception, match="certificate verify failed"):
            await server.messenger(tls).send(MESSAGE)
    assert (server.passwords, server.mails) == ([], [])


async def test_a_mail_server_without_tls_gets_no_password_where_tls_is_wanted(
    tmp_path: Path,
) -> None:
    async with mail_server(tmp_path, PLAIN) as server:
        with pytest.raises(Exception, match="STARTTLS"):
            await server.messenger(STARTTLS).send(MESSAGE)
    assert (server.passwords, server.mails) == ([], [])


@pytest.mark.usefixtures("trusted")
async def test_a_wrong_password_of_the_mail_server_is_no_fault_of_the_receiver(
    tmp_path: Path,
) -> None:
    async with mail_server(tmp_path, STARTTLS) as server:
        with pytest.raises(Exception, match="535") as failed:
            await server.messenger(STARTTLS, "wrong").send(MESSAGE)
    assert not isinstance(failed.value, Undeliverable)
    assert server.mails == []
