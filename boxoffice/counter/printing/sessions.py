"""One job at one printer: is it ready, then page by page. What blocks is for a worker thread."""

from collections.abc import Callable
from typing import Protocol

from boxoffice.counter.printing.address import Thermal
from boxoffice.counter.printing.blocks import Slip
from boxoffice.counter.printing.conversation import Conversation, NotSent
from boxoffice.counter.printing.escpos import page, pulse
from boxoffice.counter.printing.lines import opened
from boxoffice.counter.printing.raster import Raster
from boxoffice.counter.words import translate


class Session(Protocol):
    """Every call but `stop` blocks."""

    pages: int

    def ready(self) -> None:
        """NotSent says why nothing can be printed now."""
        ...

    def print_page(self, number: int, told: Callable[[str], object]) -> None:
        """Returns when the page is printed. NotSent, Doubtful."""
        ...

    def stop(self) -> None:
        """End a wait, from another thread."""
        ...

    def close(self) -> None:
        """Let the printer go."""
        ...


class ThermalSession:
    """A receipt printer. Slips are made into bytes page by page, in the thread that sends them."""

    def __init__(self, printer: Thermal, slips: tuple[Slip, ...], raster: Raster) -> None:
        self.pages = len(slips)
        self._printer = printer
        self._slips = slips
        self._raster = raster
        self._talk: Conversation | None = None

    def ready(self) -> None:
        self._talk = reached(self._printer)
        self._talk.ready()

    def print_page(self, number: int, told: Callable[[str], object]) -> None:
        assert self._talk is not None
        self._talk.page(page(self._slips[number], self._printer, self._raster), told)

    def stop(self) -> None:
        if self._talk is not None:
            self._talk.stop()

    def close(self) -> None:
        if self._talk is not None:
            self._talk.close()


class SystemSession:
    """A printer of the system, which has all pages once it has taken them; it keeps what cannot be
    printed yet."""

    pages = 1

    def __init__(self, print_all: Callable[[], None]) -> None:
        """`print_all` raises Hopeless where there is no such printer, NotSent where nothing is
        taken."""
        self._print_all = print_all

    def ready(self) -> None:
        """The printer is looked for when it is printed on."""

    def print_page(self, number: int, told: Callable[[str], object]) -> None:
        self._print_all()

    def stop(self) -> None:
        """It does not wait."""

    def close(self) -> None:
        """Nothing is held."""


def reached(printer: Thermal) -> Conversation:
    """A conversation with a receipt printer; NotSent."""
    try:
        line = opened(printer)
    except OSError as error:
        words = translate("counter", "The printer {name} cannot be reached.")
        raise NotSent(words.format(name=printer.name)) from error
    return Conversation(line, printer.name, answers=printer.answers)


def open_drawer(printer: Thermal) -> None:
    """Open the drawer that hangs on this printer, now or not at all: a pulse that the printer keeps
    for later would open it during somebody else's sale. NotSent, Doubtful. Blocks."""
    talk = reached(printer)
    try:
        talk.ready()
        talk.page(pulse(printer.drawer_pin), lambda _: talk.stop())
    finally:
        talk.close()
