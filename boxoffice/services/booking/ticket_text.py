"""The text of a ticket: a packed payload and its Ed25519 signature, written in base 32.

Base 32 is all capitals and digits: the smallest QR code, and a scanner that types like a keyboard
cannot spoil it by a layout or a stuck shift key.
"""

import base64
import binascii
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from boxoffice.model.booking import TicketCheck
from boxoffice.model.errors import BadInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

FORMAT = 1
MAX_TEXT_LENGTH = 400
#: Anything shorter has no room for a signature.
SHORTEST_TEXT = 104
_SIGNATURE_BYTES = 64
#: Format, key id, show, serial, expiry in seconds since 1970, booking number; the seat's uid
#: follows to the end.
_HEAD = struct.Struct(">B8sIHQ8s")


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


def verify(text: str, keys: Mapping[str, "Ed25519PublicKey"]) -> TicketCheck:
    """What a signed text says; BadInput when it is no ticket, altered, or signed by no key of
    `keys`, which are found by their key id."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (start-up time)

    ticket, payload, signature = _read(text)
    key = keys.get(ticket.key_id)
    if key is None:
        raise BadInput("This ticket was signed by somebody else.")
    try:
        key.verify(signature, payload)
    except InvalidSignature as error:
        raise BadInput("This ticket is forged or altered.") from error
    return ticket


def _write(signed: bytes) -> str:
    return base64.b32encode(signed).decode("ascii").rstrip("=")


def _read(text: str) -> tuple[TicketCheck, bytes, bytes]:
    """What the text claims, the bytes that are signed, and the signature."""
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
    return ticket, payload, signature
