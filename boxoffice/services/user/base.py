"""What all parts of the User service stand on."""

import hashlib
import unicodedata
from datetime import timedelta

from boxoffice.model.clock import Clock
from boxoffice.model.errors import NotFound, NotSignedIn
from boxoffice.model.services import NotificationService
from boxoffice.services.commands import Commands
from boxoffice.services.passwords import Passwords, encoded
from boxoffice.services.texts import MAX_NAME_CHARACTERS
from boxoffice.services.user.throttle import Throttle
from boxoffice.services.vouched import Vouched
from boxoffice.stores.database import Database

TOKEN_BYTES = 32
#: Sessions whose callers are at hand: every request asks whose it is.
SESSIONS_KEPT = 4_096


class Base:
    """One database, one clock, one bounded place for hashing."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        session_seconds: int,
        notifications: NotificationService,
        passwords: Passwords | None = None,
        phone_region: str = "IN",
    ) -> None:
        """`phone_region` is where a phone number without a country code belongs."""
        self._database = Vouched(database, SESSIONS_KEPT)
        self._clock = clock
        self._session = timedelta(seconds=session_seconds)
        self._notifications = notifications
        self._passwords = passwords or Passwords()
        self._phone_region = phone_region
        self._throttle = Throttle(database, clock)
        self._sending = Commands()


def folded(text: str) -> str:
    """User names differ by more than their capitals and their way of being typed."""
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    return "".join(each for each in name[:MAX_NAME_CHARACTERS] if each.isprintable())


def hashed(token: str) -> str:
    """Tokens are long and random, so that a plain hash keeps them."""
    return hashlib.sha256(encoded(token)).hexdigest()


def session_over() -> NotSignedIn:
    """For a token that is no longer good, or never was."""
    return NotSignedIn("The session has ended. Sign in again.")


def unknown(user_id: str) -> NotFound:
    """For an id that is nobody's."""
    return NotFound(f"There is no user {user_id[:40]}.")
