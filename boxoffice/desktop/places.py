"""Where this computer's counter may work: its own cinema, or one of the gateways it knows."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from boxoffice.client.address import Address

#: The names under which this computer keeps them.
GATEWAYS_CHOICE, PLACE_CHOICE = "gateways", "place"
MOST_GATEWAYS = 50


@dataclass(frozen=True, slots=True)
class KnownGateway:
    """A gateway to choose. `used` is when this computer last worked there."""

    name: str
    address: Address
    used: datetime | None = None


class Choices(Protocol):
    """What this computer remembers of its user's choices."""

    def choice(self, name: str, default: str) -> str: ...

    def choose(self, name: str, value: str) -> None: ...


class Places:
    """The gateways this computer knows, last used first, and which one it works at."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._known = _read(choices.choice(GATEWAYS_CHOICE, "[]"))
        url = choices.choice(PLACE_CHOICE, "")
        self._here = next((one for one in self._known if one.address.url == url), None)
        self._listeners: list[Callable[[], None]] = []

    @property
    def known(self) -> tuple[KnownGateway, ...]:
        """All of them."""
        return self._known

    @property
    def listed(self) -> tuple[KnownGateway, ...]:
        """Those to choose from: also the one that was given for this once."""
        if self._here is None or any(self.is_here(one) for one in self._known):
            return self._known
        return (*self._known, self._here)

    @property
    def here(self) -> KnownGateway | None:
        """Where it works; None is this computer's own cinema. What is learned of that gateway
        meanwhile, such as a new certificate, counts once it is chosen again."""
        return self._here

    def is_here(self, gateway: KnownGateway) -> bool:
        """Whether this is where it works, by its address."""
        return self._here is not None and gateway.address.url == self._here.address.url

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` when a gateway came, went or was chosen."""
        self._listeners.append(listener)

    def give(self, address: Address) -> None:
        """Work at this address for this once, as the command line says; what is known of it, its
        certificate among it, counts."""
        known = (one for one in self._known if one.address.url == address.url)
        self._here = next(known, KnownGateway(address.host, address))

    def add(self, gateway: KnownGateway) -> None:
        """Know one more, or know it anew."""
        others = tuple(one for one in self._known if one.address.url != gateway.address.url)
        self._keep((gateway, *others)[:MOST_GATEWAYS])

    def remove(self, gateway: KnownGateway) -> None:
        """Know it no more, unless it is where this computer works."""
        if self.is_here(gateway):
            return
        self._keep(tuple(one for one in self._known if one.address.url != gateway.address.url))

    def work_at(self, gateway: KnownGateway | None, now: datetime) -> None:
        """Work there from now on, also after the next start."""
        self._here = None if gateway is None else replace(gateway, used=now)
        self._choices.choose(PLACE_CHOICE, gateway.address.url if gateway is not None else "")
        if self._here is not None:
            self.add(self._here)
        self._tell()

    def _keep(self, known: tuple[KnownGateway, ...]) -> None:
        self._known = known
        self._choices.choose(GATEWAYS_CHOICE, json.dumps([_plain(one) for one in known]))
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def _plain(gateway: KnownGateway) -> dict[str, Any]:
    used = gateway.used.isoformat() if gateway.used is not None else ""
    return {"name": gateway.name, "used": used, **asdict(gateway.address)}


def _read(text: str) -> tuple[KnownGateway, ...]:
    """What was kept; a file that somebody damaged keeps nothing."""
    try:
        return tuple(
            KnownGateway(
                str(one["name"]),
                Address(str(one["url"]), str(one["fingerprint"])),
                datetime.fromisoformat(one["used"]) if one["used"] else None,
            )
            for one in json.loads(text)
        )
    except (ValueError, KeyError, TypeError):
        return ()
