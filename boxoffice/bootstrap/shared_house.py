"""What the window offers around sharing: the sheet, its commands, and the question at the end."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.house import House
from boxoffice.bootstrap.shell import Shell
from boxoffice.desktop.question import Question
from boxoffice.model.errors import BadInput, Refusal
from boxoffice.qtkit.commands import Command

if TYPE_CHECKING:
    from boxoffice.bootstrap.sharing import Shared
    from boxoffice.desktop.sharing_sheet import SharingSheet

MIND_SECONDS = 1.0

_log = logging.getLogger(__name__)


class SharedHouse:
    """Lets the user share the house, and says when what is shared has ended."""

    def __init__(self, shell: Shell, house: House) -> None:
        self._shell = shell
        self._house = house
        self._step: asyncio.Task[None] | None = None
        self._told = False
        self._sheet: SharingSheet | None = None
        # The status bar is there on every page.
        self._owner = shell.window.status
        shell.commands.add(self._owner, self._commands(), general=True)
        shell.window.ask_before_closing.append(self._ask)

    def open_sheet(self) -> None:
        """Show how things stand."""
        if self._sheet is None:
            from boxoffice.desktop.sharing_sheet import SharingSheet  # noqa: PLC0415 (start-up time)

            shell = self._shell
            self._sheet = SharingSheet(shell.theme, shell.commands, shell.window)
            self._sheet.share.connect(lambda: self._start(self._house.share, self._tr("Starting…")))
            self._sheet.stop.connect(
                lambda: self._start(self._house.take_back, self._tr("Stopping…"))
            )
        self._show(self._sheet)
        self._sheet.open()

    async def mind(self) -> None:
        """Say when the shared cinema has ended by itself, until cancelled."""
        while True:
            await asyncio.sleep(MIND_SECONDS)
            if self._is_busy() or self._house.has_died is self._told:
                continue
            self._told = self._house.has_died
            if self._told:
                _log.error("the shared cinema has ended by itself")
                self.open_sheet()
            elif self._sheet is not None:
                self._show(self._sheet)

    async def close(self) -> None:
        """Take all of it away, once what is under way is done."""
        await self._settled()
        self._shell.commands.remove(self._owner)
        self._shell.window.ask_before_closing.remove(self._ask)
        if self._sheet is not None:
            self._sheet.close_it()
            self._sheet.deleteLater()

    def _commands(self) -> tuple[Command, ...]:
        alone = Command(
            self._tr("Share this cinema with other counters"),
            self.open_sheet,
            enabled=lambda: self._house.shared is None,
        )
        shared = Command(
            self._tr("Shared cinema: pairing code, address, stop"),
            self.open_sheet,
            enabled=lambda: self._house.shared is not None,
        )
        return alone, shared

    def _start(self, step: Callable[[], Awaitable[None]], words: str) -> None:
        if not self._is_busy():
            doing = self._do(step, words)
            self._step = self._shell.tasks.start(doing, on_refusal=self._refused)

    def _is_busy(self) -> bool:
        return self._step is not None and not self._step.done()

    async def _settled(self) -> None:
        """Wait until the cinema is in one place again."""
        if self._step is not None:
            await asyncio.wait((self._step,))

    async def _do(self, step: Callable[[], Awaitable[None]], words: str) -> None:
        assert self._sheet is not None
        self._sheet.set_busy(words)
        try:
            await step()
        finally:
            self._sheet.set_busy("")
            self._show(self._sheet)

    def _refused(self, refusal: Refusal) -> None:
        if self._sheet is not None:
            self._sheet.refuse(str(refusal))

    def _show(self, sheet: "SharingSheet") -> None:
        shared = self._house.shared
        if shared is None:
            sheet.show_alone()
        elif self._house.has_died:
            sheet.show_ended()
        else:
            sheet.show_shared(
                _code(shared),
                shared.address.url.removeprefix("https://"),
                shared.fingerprint,
            )

    async def _ask(self) -> bool:
        """Whether the window may close; and whether what is shared goes on without it."""
        await self._settled()
        if self._house.shared is None:
            return True
        if self._house.has_died:
            self._house.keep_running = False
            return True
        keep = await self._shell.ask(
            Question(
                self._tr("Keep the shared cinema running?"),
                self._tr(
                    "Other counters may be selling for this cinema. It can go on running on this"
                    " computer without a window; the next start of Box Office finds it."
                ),
                yes=self._tr("Keep it running"),
                no=self._tr("End it for all counters"),
                stay=self._tr("Do not close"),
            )
        )
        if keep is None:
            return False
        self._house.keep_running = keep
        return True

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("SharedHouse", text)


def _code(shared: "Shared") -> str:
    """The pairing code; empty where this computer's address does not fit into one."""
    with contextlib.suppress(BadInput):
        return shared.code
    return ""
