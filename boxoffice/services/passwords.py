"""Hashes passwords, PINs and codes and compares them with their hashes, in worker threads and
few at once."""

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from boxoffice.model.errors import TryLater
from boxoffice.rules.secret_strength import MAX_CHARACTERS
from boxoffice.stores.outlasting import outlasting

if TYPE_CHECKING:
    from argon2 import PasswordHasher

T = TypeVar("T")

#: Each takes 64 MiB and one processor for a while.
HASHES_AT_ONCE = 2
#: More than these, waiting ones included, are refused: a flood costs a second at most.
MAX_HASHES = 32
#: New secrets leave the rest to those who sign in with theirs, however many sign up at once.
MAX_NEW_HASHES = MAX_HASHES // 2


class Passwords:
    """Argon2id with the library's own parameters; `cheap` is for tests of something else.

    `hash` and `match` raise TryLater when too many wait already.
    """

    def __init__(self, *, cheap: bool = False) -> None:
        self._cheap = cheap
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)
        self._count = 0

    def check_room(self) -> None:
        """TryLater when the next match would have to wait for too many others."""
        self._check_room(MAX_HASHES)

    def check_room_for_new(self) -> None:
        """As `check_room`, for `hash`."""
        self._check_room(MAX_NEW_HASHES)

    async def hash(self, secret: str) -> str:
        """What is kept of a new secret."""
        self.check_room_for_new()
        return await self._in_turn(lambda: self._hasher.hash(encoded(secret)))

    async def match(self, kept: str | None, secret: str) -> bool:
        """Whether the secret is the one that `kept` was made of; as slow where none is kept."""
        if len(secret) > MAX_CHARACTERS:
            return False
        if kept is None:
            # In the same room as where one is kept: how full it is must not tell which it was.
            await self._in_turn(lambda: self._hasher.hash(encoded(secret)))
            return False
        return await self._in_turn(lambda: self._verify(kept, encoded(secret)))

    def _check_room(self, most: int) -> None:
        if self._count >= most:
            raise TryLater("Too many people are signing in just now. Try again in a moment.")

    async def _in_turn(self, work: Callable[[], T]) -> T:
        self.check_room()
        self._count += 1
        # Who stops waiting leaves a thread behind that works on: its place is not free yet.
        return await outlasting(asyncio.ensure_future(self._run(work)))

    async def _run(self, work: Callable[[], T]) -> T:
        try:
            async with self._hashing:
                return await asyncio.to_thread(work)
        finally:
            self._count -= 1

    def _verify(self, kept: str, secret: bytes) -> bool:
        from argon2.exceptions import VerificationError  # noqa: PLC0415 (start-up time)

        try:
            return self._hasher.verify(kept, secret)
        except VerificationError:
            return False

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher  # noqa: PLC0415 (start-up time)

        return PasswordHasher(1, 8, 1) if self._cheap else PasswordHasher()


def encoded(secret: str) -> bytes:
    """The bytes of what somebody typed, half a character pair included."""
    return secret.encode(errors="surrogatepass")
