"""The desktop on this computer's own cinema, open here or shared through a gateway."""

import asyncio

from boxoffice.bootstrap.counters import Counters
from boxoffice.bootstrap.house import House
from boxoffice.bootstrap.place import keep_place
from boxoffice.bootstrap.shared_house import SharedHouse
from boxoffice.bootstrap.shell import Shell
from boxoffice.bootstrap.status import say_link
from boxoffice.client.api import BoxOffice


async def serve(shell: Shell, demo: bool) -> None:
    """Open the cinema, let people in, and stay until the window is closed or another place is
    chosen."""
    data_dir = shell.settings.data_dir
    async with House(shell, demo=demo, on_link=lambda view: say_link(shell, view)) as house:
        box_office = BoxOffice(house.transport, shell.clock)
        remembered = await asyncio.to_thread(shell.remember, data_dir, str(data_dir.resolve()))
        placing = shell.tasks.start(keep_place(shell, lambda: house.cinema, demo=demo))
        sheet = SharedHouse(shell, house)
        minding = shell.tasks.start(sheet.mind())
        try:
            counters = Counters(shell, box_office, remembered, demo=demo)
            if not await _has_accounts(house):
                counters.begun = lambda: _begin_new(shell)
            await counters.run()
        finally:
            placing.cancel()
            minding.cancel()
            await sheet.close()


async def _has_accounts(house: House) -> bool:
    """Whether anybody can sign in; somebody could where the cinema was shared."""
    return house.cinema is None or await house.cinema.services.users.has_staff()


def _begin_new(shell: Shell) -> None:
    folder = shell.settings.data_dir
    command = f'boxoffice admin create --data "{folder}" --username NAME'
    shell.sign_in.begin_new(command, demo=shell.offers_demo)
