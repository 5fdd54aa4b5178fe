"""Messages as e-mail, over SMTP."""

import asyncio
from email.message import EmailMessage
from email.utils import formatdate
from types import ModuleType

from boxoffice.services.notification.messenger import Message, Undeliverable

#: How the line to the mail server is kept private.
STARTTLS, TLS, PLAIN = "starttls", "tls", "none"
TIMEOUT_SECONDS = 20.0


class SmtpMessenger:
    """Hands mail to one server; one connection a message, since messages are few."""

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        user: str = "",
        password: str = "",
        tls: str = STARTTLS,
    ) -> None:
        """`sender` is what mail comes from; `tls` is starttls, tls or none."""
        self._host = host
        self._port = port
        self._sender = sender
        self._user = user
        self._password = password
        self._tls = tls

    async def send(self, message: Message) -> None:
        """Undeliverable when the server refuses the message or its receiver for good."""
        smtp = await asyncio.to_thread(_library)
        try:
            await smtp.send(
                self._mail(message),
                hostname=self._host,
                port=self._port,
                username=self._user or None,
                password=self._password or None,
                timeout=TIMEOUT_SECONDS,
                use_tls=self._tls == TLS,
                start_tls=self._tls == STARTTLS,
            )
        except smtp.SMTPRecipientsRefused as refusal:
            codes = [each.code for each in refusal.recipients]
            if codes and min(codes) >= 500:
                raise Undeliverable(f"the receiver is refused ({codes[0]})") from None
            raise
        except smtp.SMTPDataError as refusal:
            if refusal.code >= 500:
                raise Undeliverable(f"the message is refused ({refusal.code})") from None
            raise

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._sender
        mail["To"] = message.to
        mail["Subject"] = message.subject
        mail["Date"] = formatdate()
        domain = self._sender.rpartition("@")[2].rstrip("> ")
        mail["Message-ID"] = f"<{message.message_id}@{domain}>"
        # So that no holiday notice answers.
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        if message.file:
            mail.add_attachment(
                message.file, maintype="application", subtype="pdf", filename=message.file_name
            )
        return mail


def _library() -> ModuleType:
    # Loaded by the first mail, and off the loop.
    import aiosmtplib  # noqa: PLC0415 (start-up time)

    return aiosmtplib
