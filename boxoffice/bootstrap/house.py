"""This computer's own cinema: open in this process, or in a gateway that it is shared through."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from boxoffice.bootstrap.cinema import Cinema, open_cinema
from boxoffice.bootstrap.shell import Shell
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.client.link import LinkView
from boxoffice.client.switch import Switch
from boxoffice.client.transport import Transport
from boxoffice.model.errors import StoreUnusable

if TYPE_CHECKING:
    from boxoffice.bootstrap.sharing import Shared, Sharing
    from boxoffice.client.remote import RemoteTransport

SHARING_FOLDER, STATE_FILE = "sharing", "gateway.json"
#: A gateway that was told to end may take so long to let go of the data.
REOPEN_TRIES, REOPEN_PAUSE_SECONDS = 60, 0.25


def state_file(data_dir: Path) -> Path:
    """Where it is written down that a gateway runs on this data."""
    return data_dir / SHARING_FOLDER / STATE_FILE


class House:
    """Opens the cinema, moves it into a gateway and back; `transport` stays the same throughout.

    Holds stay held: the one who closes the cinema writes them down, and the one who opens it next
    takes them up before it serves anybody. As an asynchronous context it is open; what is shared
    when it is left goes on running unless `keep_running` was taken back.
    """

    def __init__(
        self, shell: Shell, *, demo: bool, on_link: Callable[[LinkView | None], None]
    ) -> None:
        self._shell = shell
        self._demo = demo
        self._on_link = on_link
        self._sharing: Sharing | None = None
        self._remote: RemoteTransport | None = None
        self._watching: asyncio.Task[None] | None = None
        self._stack = AsyncExitStack()
        self._switch: Switch | None = None
        self.cinema: Cinema | None = None
        self.shared: Shared | None = None
        self.keep_running = True

    @property
    def transport(self) -> Transport:
        """The line to the cinema, wherever it is open."""
        assert self._switch is not None
        return self._switch

    @property
    def has_died(self) -> bool:
        """Whether the gateway that was started here has ended by itself."""
        return self._sharing is not None and self.shared is not None and self._sharing.has_died

    async def __aenter__(self) -> "House":
        if await asyncio.to_thread(state_file(self._shell.settings.data_dir).exists):
            found = await (await self._load_sharing()).found()
            if found is not None:
                await self._join(found)
                return self
        await self._open_cinema()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        bug: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._leave_remote()
        await self._stack.aclose()
        if self.shared is not None and self._sharing is not None and not self.keep_running:
            await self._sharing.stop(self.shared)

    async def share(self) -> None:
        """Move the cinema into a gateway, or start one that has ended anew. On any failure the
        cinema is open in this process afterwards, and the reason is raised."""
        assert self._switch is not None
        sharing = await self._load_sharing()
        await self._switch.pause()
        await self._leave_remote()
        if self.shared is not None:
            await sharing.stop(self.shared)
            self.shared = None
        await self._close_cinema()
        try:
            shared = await sharing.start()
        except BaseException:
            await self._open_cinema()
            raise
        await self._join(shared)

    async def take_back(self) -> None:
        """End the gateway and open the cinema in this process again."""
        assert self._switch is not None
        if self.shared is not None and self._sharing is not None:
            await self._switch.pause()
            await self._leave_remote()
            await self._sharing.stop(self.shared)
            self.shared = None
            await self._open_cinema()

    async def _open_cinema(self) -> None:
        settings, clock = self._shell.settings, self._shell.clock
        for tries_left in reversed(range(REOPEN_TRIES if self._switch else 1)):
            try:
                opening = open_cinema(settings, clock, demo=self._demo)
                self.cinema = await self._stack.enter_async_context(opening)
                break
            except StoreUnusable:
                if not tries_left:
                    raise
            await asyncio.sleep(REOPEN_PAUSE_SECONDS)
        assert self.cinema is not None
        self._on_link(None)
        self._move_to(EmbeddedTransport(self.cinema.gateway))

    async def _close_cinema(self) -> None:
        self.cinema = None
        await self._stack.aclose()

    async def _join(self, shared: "Shared") -> None:
        from boxoffice.client.remote import RemoteTransport  # noqa: PLC0415 (start-up time)

        self.shared = shared
        self._remote = RemoteTransport(shared.own_address, self._shell.clock)
        self._remote.link.on_change(self._on_link)
        self._on_link(self._remote.link.view)
        self._watching = self._shell.tasks.start(self._remote.watch())
        self._move_to(self._remote)

    async def _leave_remote(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        remote, self._remote = self._remote, None
        if remote is not None:
            await remote.close()

    def _move_to(self, transport: Transport) -> None:
        if self._switch is None:
            self._switch = Switch(transport)
        else:
            self._switch.move_to(transport)

    async def _load_sharing(self) -> "Sharing":
        if self._sharing is None:
            shell = self._shell
            # What speaks over a network is loaded by those who do, and off the loop.
            made = await asyncio.to_thread(_sharing_class)
            self._sharing = made(shell.settings.data_dir, shell.clock, demo=self._demo)
        return self._sharing


def _sharing_class() -> "type[Sharing]":
    from boxoffice.bootstrap.sharing import Sharing  # noqa: PLC0415 (start-up time)

    return Sharing
