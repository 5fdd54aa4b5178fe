"""The text of a ticket: a packed payload and its Ed25519 signature, written in base 32.

Base 32 is all capitals and digits: the smallest QR code, and a scanner that types like a keyboard
cannot spoil it by a layout or a stuck shift key.
"""

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from boxoffice.model.booking import TicketCheck
from boxoffice.model.errors import BadInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: A ticket admits until the longest double feature is over.
TICKET_HOURS_AFTER_START = 6
FORMAT = 1
MAX_TEXT_LENGTH = 400
_SIGNATURE_BYTES = 64
#: Format, key id, show, serial, expiry in seconds since 1970, booking number; the seat's uid
#: follows to the end.
_HEAD = struct.Struct(">B8sIHQ8s")
#: Anything shorter has no room for all that and its signature: five bits a character.
SHORTEST_TEXT = (_HEAD.size + _SIGNATURE_BYTES) * 8 // 5


def sign(ticket: TicketCheck, key: "Ed25519PrivateKey") -> str:
    """The text of a ticket. `key_id` is 16 hexadecimal digits."""
    payload = (
        _HEAD.pack(
            FORMAT,
            bytes.fromhex(ticket.key_id),
            ticket.show_id,
            ticket.serial,
            int(ticket.expires_at.timestamp()),
            ticket.booking_number.encode("ascii"),
        )
        + ticket.seat_uid.encode()
    )
    return _write(payload + key.sign(payload))


@dataclass(frozen=True, slots=True)
class SignedTicket:
    """What a text claims, the bytes that are signed, and the signature."""

    ticket: TicketCheck
    payload: bytes
    signature: bytes

    @property
    def starts_at(self) -> datetime:
        """When its show starts."""
        return self.ticket.expires_at - timedelta(hours=TICKET_HOURS_AFTER_START)

    def is_signed_by(self, public_key: bytes) -> bool:
        """Whether the signature is that of this Ed25519 key (32 bytes)."""
        # Loaded by the first ticket that is read: a hundredth of a second of a start.
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (start-up time)
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 (start-up)
            Ed25519PublicKey,
        )

        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(self.signature, self.payload)
        except InvalidSignature:
            return False
        return True


def read(text: str) -> SignedTicket:
    """What the text claims, signed by whomever; BadInput when it is no ticket."""
    if len(text) > MAX_TEXT_LENGTH:
        raise BadInput("This is not a ticket.")
    try:
        signed = base64.b32decode(text + "=" * (-len(text) % 8))
        if _write(signed) != text:
            raise ValueError("the bits left over in the last character are not zero")
        payload, signature = signed[:-_SIGNATURE_BYTES], signed[-_SIGNATURE_BYTES:]
        form, key_id, show_id, serial, expires, number = _HEAD.unpack_from(payload)
        ticket = TicketCheck(
            key_id.hex(),
            show_id,
            payload[_HEAD.size :].decode(),
            number.decode("ascii"),
            serial,
            datetime.fromtimestamp(expires, UTC),
        )
    except (binascii.Error, struct.error, ValueError, OverflowError, OSError) as error:
        raise BadInput("This is not a ticket.") from error
    if form != FORMAT:
        raise BadInput("This ticket was made by a newer version of Box Office.")
    return SignedTicket(ticket, payload, signature)


def _write(signed: bytes) -> str:
    return base64.b32encode(signed).decode("ascii").rstrip("=")
