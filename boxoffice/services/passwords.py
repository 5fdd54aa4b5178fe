"""Hashes passwords and compares them with their hashes, in worker threads and few at once."""

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from boxoffice.model.errors import BadInput

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_CHARACTERS = 8
MAX_CHARACTERS = 200
#: Each takes 64 MiB and one processor for a while.
HASHES_AT_ONCE = 2


class Passwords:
    """Argon2id with the library's own parameters; `cheap` is for tests of something else."""

    def __init__(self, *, cheap: bool = False) -> None:
        self._cheap = cheap
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)

    async def hash(self, password: str) -> str:
        """What is kept of a new password; BadInput where it is too short or too long."""
        if not MIN_CHARACTERS <= len(password) <= MAX_CHARACTERS:
            raise BadInput(f"A password has at least {MIN_CHARACTERS} characters.")
        return await self._hash(password)

    async def match(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one that `kept` was made of; as slow where none is kept."""
        if len(password) > MAX_CHARACTERS:
            return False
        if kept is None:
            await self._hash(password)
            return False
        async with self._hashing:
            return await asyncio.to_thread(self._verify, kept, encoded(password))

    async def _hash(self, password: str) -> str:
        async with self._hashing:
            return await asyncio.to_thread(lambda: self._hasher.hash(encoded(password)))

    def _verify(self, kept: str, password: bytes) -> bool:
        from argon2.exceptions import VerificationError  # noqa: PLC0415 (start-up time)

        try:
            return self._hasher.verify(kept, password)
        except VerificationError:
            return False

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher  # noqa: PLC0415 (start-up time)

        return PasswordHasher(1, 8, 1) if self._cheap else PasswordHasher()


def encoded(secret: str) -> bytes:
    """The bytes of what somebody typed, half a character pair included."""
    return secret.encode(errors="surrogatepass")
