"""The keys that tickets are signed with: made, sealed, rotated and retired."""

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.doors import ChangedBooking, DoorKey, DoorList, TicketKey
from boxoffice.rules.plain import to_plain
from boxoffice.rules.ticket_text import TICKET_HOURS_AFTER_START
from boxoffice.stores import booking_keys as store
from boxoffice.stores.booking_keys import SigningKey
from boxoffice.stores.database import Database

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

SECRET_BYTES = 32
#: Who makes the keys that nobody asked for.
ITSELF = "boxoffice"
_KEY_ID_BYTES, _NONCE_BYTES = 8, 12
_LONG_AGO, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

_log = logging.getLogger(__name__)


class KeySafe:
    """Seals private keys by a secret (SECRET_BYTES), which is asked for when it is first needed.

    A secret made up for this process opens nothing once the process is gone; then a new key signs.
    """

    def __init__(self, secret: Callable[[], bytes] | None = None) -> None:
        self._secret = secret or (lambda: secrets.token_bytes(SECRET_BYTES))

    def seal(self, private_key: bytes, key_id: str) -> bytes:
        """The private key as only this safe opens it."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, private_key, key_id.encode())

    def open(self, sealed: bytes, key_id: str) -> bytes | None:
        """The private key; None when another secret sealed it, or it was altered."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (start-up time)

        nonce, content = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, content, key_id.encode())
        except InvalidTag:
            return None

    @cached_property
    def _cipher(self) -> "ChaCha20Poly1305":
        from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 (start-up time)
            ChaCha20Poly1305,
        )

        return ChaCha20Poly1305(self._secret())


class TicketKeys:
    """All theatres' keys."""

    def __init__(self, database: Database, clock: Clock, safe: KeySafe) -> None:
        self._database = database
        self._clock = clock
        self._safe = safe
        #: The keys that signed last, opened, by theatre.
        self._opened: dict[str, tuple[str, Ed25519PrivateKey]] = {}

    async def signing(self, theatre_id: str) -> tuple[str, "Ed25519PrivateKey"]:
        """The id and the private half of the key that signs a theatre's tickets. The first is made
        here, and another in place of one that cannot be opened."""
        key = await self._database.read(store.read_signing, theatre_id)
        if key is None:
            key = await self._replace(theatre_id, "", ITSELF)
        known = self._opened.get(theatre_id)
        if known is not None and known[0] == key.key_id:
            return known
        opened = await asyncio.to_thread(self._open, key)
        if opened is None:
            _log.warning("Ticket key %s cannot be opened; another one signs now.", key.key_id)
            key = await self._replace(theatre_id, key.key_id, ITSELF)
            opened = await asyncio.to_thread(self._open, key)
            assert opened is not None
        self._opened[theatre_id] = key.key_id, opened
        return key.key_id, opened

    async def list(self, theatre_id: str) -> tuple[TicketKey, ...]:
        """A theatre's keys, oldest first."""
        return await self._database.read(_counted, theatre_id, self._still_admitted())

    async def rotate(self, theatre_id: str, before: str, by: str) -> tuple[TicketKey, ...]:
        """Let a new key sign in place of the one with the id `before`, unless another does already;
        answers all keys."""
        await self._replace(theatre_id, before, by)
        return await self.list(theatre_id)

    async def retire(self, theatre_id: str, key_id: str, by: str) -> tuple[TicketKey, ...]:
        """Let no ticket admit that this key has signed; where it still signs, a new one does from
        then on. Answers all keys; NotFound."""
        fresh = await asyncio.to_thread(self._fresh, theatre_id)
        await self._database.run(store.retire, key_id, fresh, self._clock.now(), by)
        return await self.list(theatre_id)

    async def theatres(self) -> tuple[str, ...]:
        """The theatres that have keys."""
        return await self._database.read(store.read_theatres_with_keys)

    async def door_list(self, theatre_id: str) -> DoorList:
        """What the doors of a theatre check tickets by."""
        read = await self._database.read(_door_parts, theatre_id, self._still_admitted())
        return await asyncio.to_thread(_door_list, theatre_id, *read)

    async def _replace(self, theatre_id: str, before: str, by: str) -> SigningKey:
        fresh = await asyncio.to_thread(self._fresh, theatre_id)
        now = self._clock.now()
        return await self._database.run(store.replace_signing, fresh, before, now, by)

    def _fresh(self, theatre_id: str) -> SigningKey:
        # Made with the first ticket: the library is a hundredth of a second of a start.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
            Ed25519PrivateKey,
        )

        key_id, key = secrets.token_hex(_KEY_ID_BYTES), Ed25519PrivateKey.generate()
        sealed = self._safe.seal(key.private_bytes_raw(), key_id)
        return SigningKey(theatre_id, key_id, key.public_key().public_bytes_raw(), sealed)

    def _open(self, key: SigningKey) -> "Ed25519PrivateKey | None":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
            Ed25519PrivateKey,
        )

        raw = self._safe.open(key.private_key, key.key_id)
        return Ed25519PrivateKey.from_private_bytes(raw) if raw is not None else None

    def _still_admitted(self) -> datetime:
        """Tickets of shows that start after this admit."""
        return self._clock.now() - timedelta(hours=TICKET_HOURS_AFTER_START)


def _counted(connection: Connection, theatre_id: str, after: datetime) -> tuple[TicketKey, ...]:
    found = store.read_keys(connection, theatre_id)
    # A ticket is made before it is first signed, and so before a theatre's first key is.
    ends = [_LONG_AGO, *(key.rotated_at or _NEVER for key in found)]
    counts = store.count_issued(connection, theatre_id, after, tuple(pairwise(ends)))
    return tuple(replace(key, tickets=n) for key, n in zip(found, counts, strict=True))


def _door_parts(
    connection: Connection, theatre_id: str, after: datetime
) -> tuple[tuple[TicketKey, ...], tuple[ChangedBooking, ...], tuple[int, ...]]:
    return (
        store.read_keys(connection, theatre_id),
        store.read_changed(connection, theatre_id, after),
        store.read_cancelled(connection, theatre_id, after),
    )


def _door_list(
    theatre_id: str,
    found: tuple[TicketKey, ...],
    changed: tuple[ChangedBooking, ...],
    cancelled: tuple[int, ...],
) -> DoorList:
    known = tuple(DoorKey(key.key_id, key.public_key, key.retired_at is not None) for key in found)
    bare = DoorList(theatre_id, known, changed, cancelled, "")
    digest = hashlib.sha256(json.dumps(to_plain(bare)).encode()).hexdigest()
    return replace(bare, digest=digest)
