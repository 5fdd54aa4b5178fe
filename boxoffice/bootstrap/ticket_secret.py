"""The secret that seals the private keys of tickets: an option, or a file of the data directory."""

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from boxoffice.model.errors import BadInput, StoreUnusable
from boxoffice.services.booking.ticket_keys import SECRET_BYTES
from boxoffice.settings import Settings

SECRET_FILE = "ticket-keys.secret"
SHORTEST_OPTION = 32


def ticket_secret(settings: Settings) -> Callable[[], bytes]:
    """What answers the secret; a file is made where there is neither. BadInput for an option that
    could be guessed. A file that cannot be had is a StoreUnusable of whoever asks."""
    option = settings.ticket_secret
    if option:
        if len(option) < SHORTEST_OPTION:
            raise BadInput(f"Option ticket_secret wants at least {SHORTEST_OPTION} characters.")
        return lambda: hashlib.sha256(option.encode()).digest()
    return lambda: _of_file(settings.data_dir / SECRET_FILE)


def _of_file(path: Path) -> bytes:
    """The secret in a file that only this user may read. Whoever asks has the data directory for
    itself."""
    try:
        try:
            kept = path.read_bytes()
        except FileNotFoundError:
            kept = b""
        # A file that was cut short seals nothing: what it sealed is replaced by a new key.
        return kept if len(kept) == SECRET_BYTES else _made(path)
    except OSError as error:
        raise StoreUnusable(f"{path} cannot be used: {error.strerror}.") from error


def _made(path: Path) -> bytes:
    secret = secrets.token_bytes(SECRET_BYTES)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return secret
