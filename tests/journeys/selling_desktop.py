"""A desktop in a process of its own that sells two seats at a gateway by keys, and says which."""

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from boxoffice.bootstrap import remote
from boxoffice.bootstrap.hands import Hands
from boxoffice.bootstrap.shell import Shell
from boxoffice.client.address import Address
from boxoffice.counter.state import Sold, Stage
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.places import KnownGateway
from boxoffice.desktop.secrets import NotRemembered
from boxoffice.model.clock import SystemClock
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings


async def sell(shell: Shell, address: Address) -> Sold:
    """Sign in, two best seats, cash."""
    await shell.show()
    serving = asyncio.create_task(remote.serve(shell, KnownGateway("Gateway", address)))
    hands = Hands(shell.window)
    try:
        await hands.type("clerk")
        await hands.press(Qt.Key.Key_Tab)
        await hands.type("clerk-demo")
        await hands.press(Qt.Key.Key_Return)

        def counter() -> CounterWorkspace | None:
            return shell.window.findChild(CounterWorkspace)

        await hands.until("the counter is open", lambda: _is_open(counter()))
        workspace = counter()
        assert workspace is not None
        await hands.press(Qt.Key.Key_2, Qt.Key.Key_F9, Qt.Key.Key_Return)
        await hands.until("the sale is done", lambda: workspace.sale.state.stage is Stage.DONE)
        sold = workspace.sale.state.sold
        assert sold is not None
        return sold
    finally:
        shell.window.closed.set()
        await serving
        shell.close()


def _is_open(workspace: CounterWorkspace | None) -> bool:
    return workspace is not None and workspace.isVisible() and workspace.sale.show is not None


def main() -> None:
    """Arguments: the gateway's URL, a data directory of this desktop's own, and the fingerprint of
    the gateway's certificate if that is to be pinned."""
    data_dir, address = Path(sys.argv[2]), Address(sys.argv[1], *sys.argv[3:])
    app = loop.make_app(sys.argv[:1])
    tasks = Tasks()
    settings = Settings(data_dir=data_dir)
    shell = Shell(app, tasks, settings, SystemClock(), lambda _folder, _cinema: NotRemembered())
    sold = loop.run(app, tasks, lambda: sell(shell, address))
    seats = [line.seat_id for line in sold.booking.seats]
    print(json.dumps({"show": sold.booking.show_id, "seats": seats}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
