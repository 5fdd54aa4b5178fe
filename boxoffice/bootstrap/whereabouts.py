"""Choosing where the counter works, from the sign-in page."""

import asyncio
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.shell import Shell
from boxoffice.client.address import Address, address_from
from boxoffice.desktop.places import KnownGateway, Places
from boxoffice.model.clock import Clock

if TYPE_CHECKING:
    from boxoffice.desktop.where_sheet import Typed, WhereSheet


class Whereabouts:
    """Puts the choice onto the sign-in page; a new choice sets the shell moving."""

    def __init__(self, shell: Shell, places: Places) -> None:
        self._shell = shell
        self._places = places
        self._sheet: WhereSheet | None = None
        places.on_change(self._say)
        shell.sign_in.where_button.clicked.connect(self.open_sheet)
        self._say()

    def open_sheet(self) -> None:
        """Show the places."""
        if self._sheet is None:
            from boxoffice.desktop.where_sheet import WhereSheet  # noqa: PLC0415 (start-up time)

            shell = self._shell
            check = partial(_check, clock=shell.clock)
            self._sheet = WhereSheet(
                shell.theme, shell.tasks, shell.commands, shell.window, self._places, check
            )
            self._sheet.chosen.connect(self._choose)
        self._sheet.open()

    def close(self) -> None:
        """Take the sheet away."""
        if self._sheet is not None:
            self._sheet.close_it()
            self._sheet.deleteLater()

    def _choose(self, gateway: KnownGateway | None) -> None:
        if gateway != self._places.here:
            self._places.work_at(gateway, self._shell.clock.now())
            self._shell.moving.set()

    def _say(self) -> None:
        here = self._places.here
        own = QCoreApplication.translate("Whereabouts", "Works at this computer's cinema")
        words = QCoreApplication.translate("Whereabouts", "Works at {name}")
        self._shell.sign_in.set_where(own if here is None else words.format(name=here.name))


async def _check(typed: "Typed", clock: Clock) -> Address:
    from boxoffice.client.pairing import looks_like_code, read_code  # noqa: PLC0415 (start-up time)

    checking = await asyncio.to_thread(_checking)
    if looks_like_code(typed.text):
        address: Address = await checking.pinned(read_code(typed.text))
    else:
        found = address_from(typed.text, plain_allowed=typed.plain_allowed)
        address = Address(found.url, typed.fingerprint)
    await checking.check_gateway(address, clock)
    return address


def _checking() -> ModuleType:
    # What speaks over a network is loaded by those who do, and off the loop.
    from boxoffice.client import checking  # noqa: PLC0415 (start-up time)

    return checking
