"""What the sign-in page says of where this counter stands: the cinema, the day, the next show."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.cinema import Cinema
from boxoffice.bootstrap.demo_accounts import DEMO_ACCOUNTS
from boxoffice.bootstrap.shell import THEATRE_CHOICE, Shell
from boxoffice.counter.show_rows import next_sellable
from boxoffice.counter.words import starts_in
from boxoffice.gateway.upstream import Services
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.local_time import local_date

READ_SECONDS = 20.0
#: A radius that asks for every theatre.
EVERYWHERE_KM = -1.0


async def keep_place(shell: Shell, cinema: Callable[[], Cinema | None], *, demo: bool) -> None:
    """Say it, and say it anew while the page is in front, until cancelled. What was said last
    stays while `cinema` is open elsewhere."""
    while True:
        now_open = cinema()
        if shell.sign_in.isVisible() and now_open is not None:
            services = now_open.services
            theatre = await _theatre(shell, services, demo=demo)
            if theatre is not None:
                words = await _words(shell, services, theatre)
                shell.named_theatre = theatre.theatre_id
                shell.sign_in.set_place(theatre.name, words)
        await asyncio.sleep(READ_SECONDS)


async def _theatre(shell: Shell, services: Services, *, demo: bool) -> Theatre | None:
    """The cinema that was last sold for here, else the only one there is."""
    usual = DEMO_ACCOUNTS[0].grants[0].theatre_id if demo else ""
    for theatre in await services.theatres.get_many((shell.choice(THEATRE_CHOICE, usual),)):
        return theatre
    known = await services.theatres.near(0.0, 0.0, EVERYWHERE_KM)
    return known[0].theatre if len(known) == 1 else None


async def _words(shell: Shell, services: Services, theatre: Theatre) -> str:
    now, formats = shell.clock.now(), Formats(theatre)
    words = formats.whole_day(formats.local(now).date()) + "."
    today = local_date(now, theatre.time_zone)
    following = next_sellable(await services.shows.listings(theatre.theatre_id, today), now)
    if following is None:
        return words
    coming = QCoreApplication.translate("Place", "Next show {in_time}: {title}, {screen}.").format(
        in_time=starts_in(following.show.starts_at, now, formats),
        title=following.title,
        screen=following.screen_name,
    )
    return f"{words} {coming}"
