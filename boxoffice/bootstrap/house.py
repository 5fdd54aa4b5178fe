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
from boxoffice.client.link import LinkState, LinkView
from boxoffice.client.switch import Switch
from boxoffice.client.transport import Transport

if TYPE_CHECKING:
    from boxoffice.bootstrap.sharing import Shared, Sharing
    from boxoffice.client.remote import RemoteTransport

SHARING_FOLDER, STATE_FILE = "sharing", "gateway.json"


def state_file(data_dir: Path) -> Path:
    """Where it is written down that a gateway runs on this data, and is to."""
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
        self._switch = Switch()
        self.cinema: Cinema | None = None
        self.shared: Shared | None = None
        self.keep_running = True

    @property
    def transport(self) -> Transport:
        """The line to the cinema, wherever it is open."""
        return self._switch

    @property
    def has_died(self) -> bool:
        """Whether what is shared has ended by itself. Of a gateway that was found one only knows
        that it does not answer any more, on the same computer."""
        if self._sharing is None or self._remote is None:
            return False
        silent = self._remote.link.view.state is LinkState.CUT_OFF
        return self._sharing.has_died or silent

    async def __aenter__(self) -> "House":
        stale = await asyncio.to_thread(state_file(self._shell.settings.data_dir).exists)
        if stale:
            found = await (await self._load_sharing()).found()
            if found is not None:
                self._join(found)
                return self
        await self._open_cinema()
        if stale and self._sharing is not None:
            await self._sharing.forget()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        bug: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._leave_remote()
        await self._stack.aclose()
        if not self.keep_running:
            await self._end_shared()

    async def share(self) -> None:
        """Move the cinema into a gateway, or start one that has ended anew. On any failure the
        cinema is where it was, or in this process, and the reason is raised."""
        sharing = await self._load_sharing()
        await self._switch.pause()
        await self._leave_remote()
        try:
            await self._end_shared()
            await self._close_cinema()
            self.shared = await sharing.start()
        finally:
            await self._serve_again()

    async def take_back(self) -> None:
        """End the gateway and open the cinema in this process again; SharingFailed when it does
        not end, and it goes on serving then."""
        if self.shared is None:
            return
        await self._switch.pause()
        await self._leave_remote()
        try:
            await self._end_shared()
        finally:
            await self._serve_again()

    async def _end_shared(self) -> None:
        if self.shared is not None and self._sharing is not None:
            await self._sharing.stop()
            self.shared = None

    async def _serve_again(self) -> None:
        """Let everybody go on who waited for the cinema to change hands."""
        if self.shared is not None:
            self._join(self.shared)
            return
        try:
            await self._open_cinema()
        except BaseException:
            self._on_link(LinkView(LinkState.CUT_OFF, self._shell.clock.now()))
            self._switch.move_to(None)
            raise

    async def _open_cinema(self) -> None:
        settings, clock = self._shell.settings, self._shell.clock
        opening = open_cinema(settings, clock, demo=self._demo)
        self.cinema = await self._stack.enter_async_context(opening)
        self._on_link(None)
        self._switch.move_to(EmbeddedTransport(self.cinema.gateway))

    async def _close_cinema(self) -> None:
        self.cinema = None
        await self._stack.aclose()

    def _join(self, shared: "Shared") -> None:
        from boxoffice.client.remote import RemoteTransport  # noqa: PLC0415 (start-up time)

        self.shared = shared
        self._remote = RemoteTransport(shared.own_address, self._shell.clock)
        self._remote.link.on_change(self._on_link)
        self._on_link(self._remote.link.view)
        self._watching = self._shell.tasks.start(self._remote.watch())
        self._switch.move_to(self._remote)

    async def _leave_remote(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        remote, self._remote = self._remote, None
        if remote is not None:
            await remote.close()

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
