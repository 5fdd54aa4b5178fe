"""Receipt printers on a serial port and behind a device's file, whose other end is here."""

import os
import pty
import sys
import threading
import tty
from collections.abc import Iterator

import pytest

from boxoffice.counter.printing.address import thermal
from boxoffice.counter.printing.blocks import Words
from boxoffice.counter.printing.raster import Bits
from boxoffice.counter.printing.sessions import ThermalSession, open_drawer
from tests.receipt_printer import IDLE, PAPER_THERE, Interpreter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such ends there")


class Device:
    """The far end of a terminal line, which prints and answers until the near end is gone."""

    def __init__(self) -> None:
        self.interpreter = Interpreter()
        self._far, self._near = pty.openpty()
        tty.setraw(self._near)
        self.path = os.ttyname(self._near)
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        os.close(self._near)

    def _serve(self) -> None:
        while True:
            try:
                content = os.read(self._far, 4096)
            except OSError:
                os.close(self._far)
                return
            for question in self.interpreter.take(content):
                os.write(self._far, _answer(question))


def _answer(question: bytes) -> bytes:
    if question[:1] == b"\x1d":
        return b"\x00"
    return bytes((IDLE if question[2] == 2 else PAPER_THERE,))


class NoRaster:
    """Nothing has to be drawn here."""

    def text(self, text: str, dots: int, size: int, *, bold: bool, centred: bool) -> Bits:
        raise AssertionError(text)

    def pair(self, left: str, right: str, dots: int, size: int, *, bold: bool) -> Bits:
        raise AssertionError(left)

    def picture(self, png: bytes, dots: int) -> Bits:
        raise AssertionError


@pytest.fixture
def device() -> Iterator[Device]:
    made = Device()
    yield made
    made.close()


@pytest.mark.parametrize("address", ["serial:{}:19200", "file:{}?answers=yes", "file:{}"])
def test_a_page_is_printed_and_the_drawer_opened(device: Device, address: str) -> None:
    printer = thermal(address.format(device.path))
    assert printer is not None
    open_drawer(printer)
    session = ThermalSession(printer, ((Words("Raj Mandir"),),), NoRaster())
    session.ready()
    session.print_page(0, print)
    session.close()
    if not printer.answers:
        # It takes what is written, and that is all that is known of it.
        return
    assert [paper.lines for paper in device.interpreter.papers] == [["Raj Mandir"]]
    assert [one.hex(" ") for one in device.interpreter.pulses] == ["1b 70 00 19 fa"]
