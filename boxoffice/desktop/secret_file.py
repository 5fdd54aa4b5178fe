"""A small text in a file that only a passphrase opens: Argon2id for the key, ChaCha20-Poly1305."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from boxoffice.model.errors import Refusal

MAGIC = b"boxoffice secret 1\n"
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
#: Some 0.1 s on a counter's PC, and 64 MiB for each guess of a thief who has the file.
PASSES, MEMORY_KIB, LANES = 3, 65_536, 4
SHORTEST_PASSPHRASE = 8


class WrongPassphrase(Refusal):
    """The passphrase does not open the file, or somebody changed the file."""

    code = "WRONG_PASSPHRASE"


class PassphraseTooShort(Refusal):
    """The passphrase has fewer letters than `SHORTEST_PASSPHRASE`."""

    code = "PASSPHRASE_TOO_SHORT"


class SecretFile:
    """After one `read` or `write` with the passphrase, further writes do not need it again.

    The file is bound to `purpose`: copied to serve another one, it does not open.
    """

    def __init__(self, path: Path, purpose: str) -> None:
        self._path = path
        self._purpose = purpose.encode()
        self._salt = b""
        self._key = b""

    def exists(self) -> bool:
        """Whether there is such a file in a form that this version reads."""
        return self._content().startswith(MAGIC)

    def read(self, passphrase: str) -> str:
        """The text, empty when there is no file; WrongPassphrase when it stays shut."""
        content = self._content()
        if not content.startswith(MAGIC):
            return ""
        salt, sealed = _split(content[len(MAGIC) :], SALT_BYTES)
        nonce, sealed = _split(sealed, NONCE_BYTES)
        key = _key(passphrase, salt)
        text = _opened(key, nonce, sealed, self._purpose + salt)
        self._salt, self._key = salt, key
        return text

    def write(self, text: str, passphrase: str = "") -> None:
        """Replace the file in one step; PassphraseTooShort for a passphrase that is guessed."""
        if passphrase or not self._key:
            check_passphrase(passphrase)
            self._salt = os.urandom(SALT_BYTES)
            self._key = _key(passphrase, self._salt)
        nonce = os.urandom(NONCE_BYTES)
        sealed = _sealed(self._key, nonce, text, self._purpose + self._salt)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(MAGIC + self._salt + nonce + sealed)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)

    def remove(self) -> None:
        """Delete the file and forget its key."""
        self._path.unlink(missing_ok=True)
        self._salt = self._key = b""

    def _content(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""


def check_passphrase(passphrase: str) -> None:
    """PassphraseTooShort when it would soon be guessed."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        words = QCoreApplication.translate(
            "SecretFile", "A passphrase needs at least {count} letters."
        )
        raise PassphraseTooShort(words.format(count=SHORTEST_PASSPHRASE))


def _key(passphrase: str, salt: bytes) -> bytes:
    # Both libraries load slowly, and most computers have a keyring and never need them here.
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 (start-up time)

    return hash_secret_raw(passphrase.encode(), salt, PASSES, MEMORY_KIB, LANES, KEY_BYTES, Type.ID)


def _sealed(key: bytes, nonce: bytes, text: str, bound_to: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 (start-up time)
        ChaCha20Poly1305,
    )

    return ChaCha20Poly1305(key).encrypt(nonce, text.encode(), bound_to)


def _opened(key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> str:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (start-up time)
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 (start-up time)
        ChaCha20Poly1305,
    )

    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, bound_to).decode()
    except (InvalidTag, ValueError):
        words = QCoreApplication.translate(
            "SecretFile", "That passphrase does not open the remembered sign-in."
        )
        raise WrongPassphrase(words) from None


def _split(data: bytes, at: int) -> tuple[bytes, bytes]:
    return data[:at], data[at:]
