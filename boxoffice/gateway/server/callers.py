"""Who calls from where, and how often they may."""

from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from boxoffice.gateway.request import Request
from boxoffice.gateway.server.limits import RATES_KEPT, ServerLimits
from boxoffice.gateway.server.rates import Rates
from boxoffice.model.errors import TryLater
from boxoffice.rules.bounded import Bounded

#: One subscriber of a network has at least as many addresses as this leaves.
IPV6_PREFIX = 64
#: Addresses of which it is remembered whether they are this machine's.
ADDRESSES_AT_HAND = 1_024


class TooOften(TryLater):
    """An address or a user asked more often than one may; `wait_seconds` says until when."""

    def __init__(self, wait_seconds: float) -> None:
        super().__init__(
            "The gateway was asked too often. Nothing was done; wait a few seconds and ask again."
        )
        self.wait_seconds = wait_seconds


class Callers:
    """Counts what each address and each user asks for, and the connections of each address."""

    def __init__(self, limits: ServerLimits, steady: Callable[[], float]) -> None:
        self._limits = limits
        self._addresses = Rates(limits.address_per_second, steady)
        self._users = Rates(limits.user_per_second, steady)
        self._user_of: Bounded[str, str] = Bounded(RATES_KEPT)
        self._connections: dict[str, int] = {}

    def admit(self, address: str, token: str, count: int = 1) -> None:
        """Count one request, or so many operations; TooOften."""
        if count < 1 or self.is_free(address):
            return
        wait_seconds = self._addresses.wait_seconds(_block(address), count)
        user_id = self._user_of.get(token) if token else None
        if not wait_seconds and user_id:
            wait_seconds = self._users.wait_seconds(user_id, count)
        if wait_seconds:
            raise TooOften(wait_seconds)

    def note(self, request: Request) -> None:
        """Remember whose token it was, if the request found out."""
        if request.known_user_id:
            self._user_of.put(request.token, request.known_user_id)

    def connect(self, address: str) -> bool:
        """Count a connection; False, and not counted, where there are too many."""
        block = _block(address)
        count = self._connections.get(block, 0)
        if count >= self._limits.address_connections and not self.is_free(address):
            return False
        self._connections[block] = count + 1
        return True

    def disconnect(self, address: str) -> None:
        """A counted connection has ended."""
        block = _block(address)
        left = self._connections[block] - 1
        if left:
            self._connections[block] = left
        else:
            del self._connections[block]

    def counted(self, address: str) -> str:
        """What limits per address are counted by; empty for a caller who is free of them."""
        return "" if self.is_free(address) else _block(address)

    def is_free(self, address: str) -> bool:
        """Whether no limit per address or user holds for this caller."""
        return self._limits.loopback_free and is_loopback(address)


@lru_cache(ADDRESSES_AT_HAND)
def is_loopback(address: str) -> bool:
    """Whether a caller's address is this machine."""
    ip = _ip(address)
    return ip is not None and ip.is_loopback


def _block(address: str) -> str:
    """The address that counts: of IPv6, the network that one subscriber has."""
    if ":" not in address:
        return address
    ip = _ip(address)
    return str(ip_network((ip, IPV6_PREFIX), strict=False)) if ip and ip.version == 6 else str(ip)


def _ip(address: str) -> IPv4Address | IPv6Address | None:
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    # How a socket for both says that somebody came by IPv4.
    return (ip.ipv4_mapped or ip) if isinstance(ip, IPv6Address) else ip
