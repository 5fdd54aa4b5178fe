"""Remembering a sign-in on this computer: in the system's keyring, or not at all in the clear."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from boxoffice.desktop.secret_file import SecretFile
from boxoffice.model.errors import Refusal

SERVICE = "boxoffice"

#: Keyrings that the system itself protects. A plugin may offer others, some of which write plain
#: text, so the choice is by name and not by what the plugin says of itself.
SAFE_KEYRINGS = frozenset(
    {
        "keyring.backends.Windows",
        "keyring.backends.macOS",
        "keyring.backends.SecretService",
        "keyring.backends.kwallet",
        "keyring.backends.libsecret",
    }
)


class Remembering(StrEnum):
    """What this computer can do with a refresh token."""

    NO = "no"
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"


class RememberedSession(Protocol):
    """Keeps one refresh token between starts. Its methods block: call them in a worker thread."""

    @property
    def kind(self) -> Remembering:
        """How it is kept; with `PASSPHRASE` the first `load` or `save` needs the passphrase."""
        ...

    def is_kept(self) -> bool:
        """Whether something is kept."""
        ...

    def load(self, passphrase: str = "") -> str:
        """The token, empty for none; WrongPassphrase when it stays shut."""
        ...

    def save(self, token: str, passphrase: str = "") -> None:
        """Keep `token` in place of what was kept."""
        ...

    def forget(self) -> None:
        """Keep nothing."""
        ...


class Keyring(Protocol):
    """What is called of a keyring backend."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class KeyringShut(Refusal):
    """The keyring is locked, or somebody dismissed its question."""

    code = "KEYRING_SHUT"


class KeyringSession:
    """In the system's keyring, under the name of the cinema it is for; KeyringShut when locked."""

    kind = Remembering.KEYRING

    def __init__(self, keyring: Keyring, cinema: str) -> None:
        self._keyring = keyring
        self._cinema = cinema

    def is_kept(self) -> bool:
        return bool(self.load())

    def load(self, passphrase: str = "") -> str:
        with _keyring_open():
            return self._keyring.get_password(SERVICE, self._cinema) or ""

    def save(self, token: str, passphrase: str = "") -> None:
        with _keyring_open():
            self._keyring.set_password(SERVICE, self._cinema, token)

    def forget(self) -> None:
        if self.is_kept():
            with _keyring_open():
                self._keyring.delete_password(SERVICE, self._cinema)


class PassphraseSession:
    """In a file that only the clerk's passphrase opens; the key stays in memory while open."""

    kind = Remembering.PASSPHRASE

    def __init__(self, file: SecretFile) -> None:
        self._file = file

    def is_kept(self) -> bool:
        return self._file.exists()

    def load(self, passphrase: str = "") -> str:
        return self._file.read(passphrase)

    def save(self, token: str, passphrase: str = "") -> None:
        self._file.write(token, passphrase)

    def forget(self) -> None:
        self._file.remove()


class NotRemembered:
    """Keeps nothing: a throw-away cinema, or a computer that several cinemas share."""

    kind = Remembering.NO

    def is_kept(self) -> bool:
        return False

    def load(self, passphrase: str = "") -> str:
        return ""

    def save(self, token: str, passphrase: str = "") -> None:
        return None

    def forget(self) -> None:
        return None


def remembered_session(folder: Path, cinema: str) -> RememberedSession:
    """The safest way this computer has; blocks for some 0.1 s, so call it in a worker thread.

    `cinema` tells apart the cinemas this computer signs in to.
    """
    # Looking for keyrings is slow, and the sign-in page must not wait for it.
    from keyring.backend import get_all_keyring  # noqa: PLC0415 (start-up time)

    safe = [
        backend
        for backend in get_all_keyring()
        if type(backend).__module__ in SAFE_KEYRINGS and backend.priority > 0
    ]
    if safe:
        return KeyringSession(max(safe, key=lambda backend: float(backend.priority)), cinema)
    return PassphraseSession(SecretFile(folder / "remembered", cinema))


@contextmanager
def _keyring_open() -> Iterator[None]:
    # Looking for keyrings is slow, and the sign-in page must not wait for it.
    from keyring.errors import KeyringError  # noqa: PLC0415 (start-up time)

    try:
        yield
    except KeyringError as error:
        words = QCoreApplication.translate(
            "KeyringSession", "This computer's keyring stayed shut, so the sign-in is not kept."
        )
        raise KeyringShut(words) from error
