"""The least program that paints a window on the shared loop; with `stay` it does not end then."""

import asyncio
import sys
import time

import qasync
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Bare(QWidget):
    """Says when it is painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        sys.stdout.write(f"{time.time()}\n")
        sys.stdout.flush()
        if "stay" not in sys.argv:
            asyncio.get_running_loop().call_soon(done.set)


async def main() -> None:
    window.resize(1366, 768)
    window.show()
    await done.wait()


app = QApplication([])
done = asyncio.Event()
window = Bare()
qasync.QEventLoop(app).run_until_complete(main())
