"""Speaking with a receipt printer: whether it is ready, a page, and its word that it is printed."""

import threading
import time
from collections.abc import Callable

from boxoffice.counter.printing.lines import Line
from boxoffice.counter.ticket_order import PrinterFailed
from boxoffice.counter.words import translate

STATUS_SECONDS = 2.0
#: How long a page may take while the printer says that all is well.
PAGE_SECONDS = 30.0
#: How long paper may be put in while a page is in the printer.
MEND_SECONDS = 120.0
_SLICE_SECONDS = 0.25

#: DLE EOT n: answered at once, whatever waits to be printed.
ASK_OFFLINE, ASK_PAPER = b"\x10\x04\x02", b"\x10\x04\x04"
#: GS r 1: answered when all that was sent before it is done.
ASK_DONE = b"\x1d\x72\x01"
COVER_OPEN, PAPER_STOP, FAULT = 0x04, 0x20, 0x40
PAPER_END = 0x60


class NotSent(PrinterFailed):
    """Nothing of the page left this computer."""


class Hopeless(PrinterFailed):
    """Nothing left this computer, and trying again by itself is in vain."""


class Doubtful(PrinterFailed):
    """The page was sent, in whole or in part; nobody knows what is on paper."""


class Conversation:
    """One connection to one printer; every call blocks. `stop` ends a wait from another thread."""

    def __init__(self, line: Line, name: str, *, answers: bool) -> None:
        self._line = line
        self._name = name
        self._answers = answers
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End whatever is waited for."""
        self._stopped.set()

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def ready(self) -> None:
        """NotSent says why the printer takes no page now."""
        if not self._answers:
            return
        try:
            # What it said of an earlier page must not be taken for an answer.
            until = time.monotonic() + STATUS_SECONDS
            while time.monotonic() < until and self._line.read(0.001):
                pass
            trouble = self._trouble()
        except OSError as error:
            raise NotSent(self._silent()) from error
        if trouble is None:
            raise NotSent(self._silent())
        if trouble:
            raise NotSent(trouble)

    def page(self, content: bytes, told: Callable[[str], object]) -> None:
        """Print a page; returns when the printer says it is printed. Doubtful. `told` hears what
        somebody must see to meanwhile."""
        try:
            self._line.write(content + (ASK_DONE if self._answers else b""))
            done = not self._answers or self._is_done(told)
        except OSError as error:
            raise Doubtful(self._unsaid()) from error
        if not done:
            raise Doubtful(self._unsaid())

    def _is_done(self, told: Callable[[str], object]) -> bool:
        give_up = time.monotonic() + PAGE_SECONDS
        mend_until = time.monotonic() + MEND_SECONDS
        while time.monotonic() < give_up:
            answer = self._answer(STATUS_SECONDS, _is_done)
            if answer is not None:
                return True
            trouble = self._trouble()
            if trouble is None:
                return False
            if trouble:
                told(trouble)
                give_up = min(time.monotonic() + PAGE_SECONDS, mend_until)
        return False

    def _trouble(self) -> str | None:
        """What keeps it from printing, empty for nothing; None where it does not answer."""
        self._line.write(ASK_OFFLINE)
        offline = self._answer(STATUS_SECONDS, _is_status)
        if offline is None:
            return None
        self._line.write(ASK_PAPER)
        paper = self._answer(STATUS_SECONDS, _is_status)
        if paper is None:
            return None
        if offline & COVER_OPEN:
            words = translate("counter", "The cover of printer {name} is open.")
        elif paper & PAPER_END or offline & PAPER_STOP:
            words = translate("counter", "Printer {name} is out of paper.")
        elif offline & FAULT:
            words = translate("counter", "Printer {name} says it is broken.")
        else:
            return ""
        return words.format(name=self._name)

    def _answer(self, seconds: float, fits: Callable[[int], bool]) -> int | None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._stopped.is_set():
            for byte in self._line.read(_SLICE_SECONDS):
                if fits(byte):
                    return byte
        return None

    def _silent(self) -> str:
        words = translate("counter", "The printer {name} does not answer.")
        return words.format(name=self._name)

    def _unsaid(self) -> str:
        words = translate("counter", "Printer {name} did not say whether it has printed this.")
        return words.format(name=self._name)


def _is_status(byte: int) -> bool:
    """Answers to DLE EOT have these bits; answers to GS r, and states told unasked, have not."""
    return byte & 0x93 == 0x12


def _is_done(byte: int) -> bool:
    return byte & 0x90 == 0
