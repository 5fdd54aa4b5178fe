"""A desktop in a process of its own that sells for cash until it is killed, or says what it finds
after that. Arguments: its data directory, and `sell` or `find`."""

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from boxoffice.bootstrap import embedded
from boxoffice.bootstrap.hands import Hands
from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.state import PAYING, SaleState, Stage
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.secrets import NotRemembered
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from tests.clock import WorkdayClock


async def work(shell: Shell, task: str) -> None:
    """Sign in, then sell or find."""
    await shell.show()
    serving = asyncio.create_task(embedded.serve(shell, demo=True))
    hands = Hands(shell.window)
    try:
        workspace = await _sign_in(shell, hands)
        await (sell(hands, workspace) if task == "sell" else find(hands, workspace))
    finally:
        shell.window.closed.set()
        await serving
        shell.close()


async def sell(hands: Hands, workspace: CounterWorkspace) -> None:
    """Sale after sale, and each step said before it is done."""
    sale = workspace.sale
    while True:
        _say(step="holding")
        await hands.press(Qt.Key.Key_2)
        await hands.until("seats are held", lambda: sale.state.stage is Stage.BASKET)
        _say(step="opening")
        await hands.press(Qt.Key.Key_F9)
        await hands.until("cash is open", lambda: sale.state.stage is Stage.CASH)
        _say(step="taking")
        await hands.press(Qt.Key.Key_Return)
        await hands.until("the sale is done", lambda: sale.state.stage is Stage.DONE)
        _say(step="done")
        await hands.press(Qt.Key.Key_Return)


async def find(hands: Hands, workspace: CounterWorkspace) -> None:
    """What the clerk is shown of the sale that was not finished."""
    sale = workspace.sale
    await sale.settled()

    def told() -> bool:
        return sale.state.step is None and sale.state.stage not in PAYING

    await hands.until("the clerk is told", told)
    _say(**_shown(sale.state))


def _shown(state: SaleState) -> dict[str, str]:
    booking = state.sold.booking if state.sold else state.booking
    return {
        "stage": state.stage.value,
        "notice": state.notice.kind.value if state.notice else "",
        "booking": booking.booking_id if booking else "",
    }


def _say(**words: str) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201 - what its parent waits for


async def _sign_in(shell: Shell, hands: Hands) -> CounterWorkspace:
    def counter() -> CounterWorkspace | None:
        found: CounterWorkspace | None = shell.window.findChild(CounterWorkspace)
        return found

    def open_() -> bool:
        workspace = counter()
        return workspace is not None and workspace.isVisible() and workspace.sale.show is not None

    await hands.type("clerk")
    await hands.press(Qt.Key.Key_Tab)
    await hands.type("clerk-demo")
    await hands.press(Qt.Key.Key_Return)
    await hands.until("the counter is open", open_)
    workspace = counter()
    assert workspace is not None
    return workspace


def main() -> None:
    app = loop.make_app(sys.argv[:1])
    tasks = Tasks()
    settings = Settings(data_dir=Path(sys.argv[1]))
    shell = Shell(app, tasks, settings, WorkdayClock(), lambda _folder, _cinema: NotRemembered())
    loop.run(app, tasks, lambda: work(shell, sys.argv[2]))


if __name__ == "__main__":
    main()
