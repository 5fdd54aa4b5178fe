"""How often what may be tried, by account, contact and address."""

import ipaddress

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import TryLater
from boxoffice.stores import user_tries as store
from boxoffice.stores.database import Database
from boxoffice.stores.user_tries import Limit

FIVE_MINUTES, QUARTER, HOUR = 300, 900, 3_600

#: Wrong passwords for one name from one address: somebody who forgot theirs, or who guesses.
WRONG_TRIES, WRONG_TRIES_SECONDS = 5, FIVE_MINUTES
#: Wrong passwords from one address, whatever the name: the counters of a cinema share one.
ADDRESS_TRIES = 40
#: Wrong passwords for one name from all addresses that it never signed in from. This is the one
#: limit that strangers can fill for somebody else. So it does not hold where the account has
#: signed in before: its owner gets in from there however long the account is hammered.
STRANGERS_TRIES = 50
#: Codes for one contact from one address, from one address, and for one contact from all addresses
#: that its owner never signed in from: so many messages strangers can send somebody.
CODE_PAUSE_SECONDS = 60
CODES_PER_CONTACT, CODES_PER_ADDRESS, STRANGERS_CODES = 5, 20, 15
#: Guesses at codes, counted alike. Of a million codes 3 are good at most: strangers who ask and
#: guess without a pause get lucky once in a year or more.
CODE_TRIES, CODE_TRIES_SECONDS = 5, 600
CODE_GUESSES_PER_ADDRESS, STRANGERS_GUESSES = 40, 30
#: Customers and guests that are made from one address: a hotel's or a campus's guests share one.
SIGN_UPS_PER_ADDRESS = 60
#: Wrong PINs of one person by one asker, and by all: three of their clerks together lock a PIN.
WRONG_PINS, ALL_WRONG_PINS = 5, 40


def sign_in_limits(name: str, address: str, *, is_known: bool) -> tuple[Limit, ...]:
    """For a password typed for `name`; the first is for this name from this address alone."""
    limits = [Limit(f"sign-in {address} {name}", WRONG_TRIES, WRONG_TRIES_SECONDS)]
    if address:
        limits.append(Limit(f"sign-in {address}", ADDRESS_TRIES, FIVE_MINUTES))
        if not is_known:
            limits.append(Limit(f"sign-in * {name}", STRANGERS_TRIES, QUARTER))
    return tuple(limits)


def code_limits(contact: str, address: str, *, is_known: bool) -> tuple[Limit, ...]:
    """For asking for a code; `is_known` where the contact's owner has signed in from there."""
    return (
        Limit(f"code-pause {address} {contact}", 1, CODE_PAUSE_SECONDS),
        Limit(f"code {address} {contact}", CODES_PER_CONTACT, HOUR),
        *_of_address("code", address, CODES_PER_ADDRESS),
        *_of_strangers("code", contact, STRANGERS_CODES, is_known or not address),
    )


def code_guess_limits(contact: str, address: str, *, is_known: bool) -> tuple[Limit, ...]:
    """For typing a code; the first is for this contact from this address alone."""
    return (
        Limit(f"guess {address} {contact}", CODE_TRIES, CODE_TRIES_SECONDS),
        *_of_address("guess", address, CODE_GUESSES_PER_ADDRESS),
        *_of_strangers("guess", contact, STRANGERS_GUESSES, is_known or not address),
    )


def sign_up_limits(address: str) -> tuple[Limit, ...]:
    """For a new customer or guest."""
    return _of_address("sign-up", address, SIGN_UPS_PER_ADDRESS)


def own_password_limit(user_id: str) -> Limit:
    """For the old password of somebody who is signed in."""
    return Limit(f"password {user_id}", WRONG_TRIES, WRONG_TRIES_SECONDS)


def pin_limits(user_id: str, by: str) -> tuple[Limit, ...]:
    """For somebody's PIN: a PIN has few digits, so that all who ask are counted too."""
    return (
        Limit(f"pin {user_id} {by}", WRONG_PINS, FIVE_MINUTES),
        Limit(f"pin {user_id}", ALL_WRONG_PINS, QUARTER),
    )


def place_of(address: str) -> str:
    """What counts as one address: an IPv6 customer has 2^64 of them."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed, 64), strict=False))
    return str(parsed)


class Throttle:
    """Counts tries before they are made, so that many at once gain nothing, and refuses at once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def spend(self, limits: tuple[Limit, ...], words: str) -> None:
        """Count a try; TryLater with these words when there were too many."""
        if not limits:
            return
        now = self._clock.now()
        # Looked up first: who floods is refused without a turn at the one writer.
        if await self._database.read(store.are_full, limits, now) or not await self._database.run(
            store.spend, limits, now
        ):
            raise TryLater(words)

    async def take_back(self, limits: tuple[Limit, ...]) -> None:
        """The try was a right one: the first of these forgets all, the others this one."""
        await self._database.run(forgive, limits)


def forgive(connection: Connection, limits: tuple[Limit, ...]) -> None:
    """As `Throttle.take_back`, in a transaction that does more."""
    store.forget(connection, limits[0])
    store.take_back(connection, limits[1:])


def _of_strangers(what: str, contact: str, most: int, is_free: bool) -> tuple[Limit, ...]:
    return () if is_free else (Limit(f"{what} * {contact}", most, HOUR),)


def _of_address(what: str, address: str, most: int) -> tuple[Limit, ...]:
    return (Limit(f"{what} from {address}", most, HOUR),) if address else ()
