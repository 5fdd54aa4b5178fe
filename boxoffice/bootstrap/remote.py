"""The desktop on a gateway elsewhere: the same counters over another line."""

import asyncio
from hashlib import sha256

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.counters import Counters
from boxoffice.bootstrap.shell import Shell
from boxoffice.bootstrap.status import say_link
from boxoffice.client.api import BoxOffice
from boxoffice.client.link import GatewayClock, LinkState, LinkView
from boxoffice.client.remote import RemoteTransport
from boxoffice.desktop.places import KnownGateway
from boxoffice.qtkit.widgets import Tone

GATEWAYS_FOLDER = "gateways"


async def serve(shell: Shell, gateway: KnownGateway) -> None:
    """Let people in over the network, and stay until the window is closed or another place is
    chosen."""
    address = gateway.address
    transport = RemoteTransport(address, shell.clock)
    told = _Told(shell, transport, gateway.name)
    transport.link.on_change(told.hear)
    told.hear(transport.link.view)
    shell.sign_in.set_place(gateway.name, address.url.removeprefix("https://"))
    # What is remembered of one gateway opens nothing at another.
    folder = shell.settings.data_dir / GATEWAYS_FOLDER / sha256(address.url.encode()).hexdigest()
    remembered = await asyncio.to_thread(shell.remember, folder, address.url)
    clock = GatewayClock(shell.clock, transport.link)
    await transport.probe()
    watching = shell.tasks.start(transport.watch())
    try:
        box_office = BoxOffice(transport, clock)
        counters = Counters(shell, box_office, remembered, demo=False, clock=clock, folder=folder)
        counters.begun = told.begin
        await counters.run()
    finally:
        watching.cancel()
        await transport.close()


class _Told:
    """What a clerk is told of the line beside the status bar: on the sign-in page that it is
    gone, since nobody can sign in then, and once that the clocks differ."""

    def __init__(self, shell: Shell, transport: RemoteTransport, name: str) -> None:
        self._shell = shell
        self._link = transport.link
        self._name = name
        self._begun = self._gone = self._warned = False

    def begin(self) -> None:
        """The sign-in page is ready: what is to be told can be shown there."""
        self._begun = True
        self.hear(self._link.view)

    def hear(self, view: LinkView) -> None:
        """Show it."""
        shell = self._shell
        say_link(shell, view)
        if not self._begun:
            return
        if self._link.clocks_apart and not self._warned:
            self._warned = True
            shell.window.tell(self._clock_words(), Tone.WARN)
        gone = view.state not in (LinkState.CONNECTED, LinkState.CONNECTING)
        if gone and not self._gone and shell.sign_in.isVisible():
            shell.sign_in.warn(view.refusal or self._gone_words())
        elif self._gone and not gone:
            shell.sign_in.clear_refusal()
        self._gone = gone

    def _gone_words(self) -> str:
        words = QCoreApplication.translate(
            "Remote",
            "{name} does not answer. Box Office goes on trying; F6 chooses another place to work.",
        )
        return words.format(name=self._name)

    def _clock_words(self) -> str:
        ahead = self._link.offset_seconds
        minutes = round(abs(ahead) / 60)
        if ahead > 0:
            words = QCoreApplication.translate(
                "Remote",
                "This computer's clock is {minutes} minutes behind the cinema's. Box Office goes"
                " by the cinema's; set this computer's clock right.",
            )
        else:
            words = QCoreApplication.translate(
                "Remote",
                "This computer's clock is {minutes} minutes ahead of the cinema's. Box Office goes"
                " by the cinema's; set this computer's clock right.",
            )
        return words.format(minutes=minutes)
