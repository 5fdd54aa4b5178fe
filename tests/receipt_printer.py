"""A receipt printer on a real socket: understands ESC/POS and has a printer's troubles."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field

from boxoffice.counter.printing.address import CODE_PAGES

_NAMES = {number: name for name, number in CODE_PAGES.items()}
#: Bytes of the orders that are always as long.
LENGTHS = {
    b"\x1b@": 2, b"\x1bt": 3, b"\x1bE": 3, b"\x1ba": 3, b"\x1bd": 3, b"\x1d!": 3, b"\x1bp": 5,
    b"\x1dV": 4, b"\x1dr": 3, b"\x10\x04": 3,
}  # fmt: skip
IDLE, COVER_OPEN, PAPER_STOP = 0x12, 0x12 | 0x04, 0x12 | 0x20
PAPER_THERE, PAPER_END = 0x12, 0x12 | 0x60


@dataclass
class Paper:
    """What was printed up to a cut. `large` are the lines that were not in the usual size."""

    lines: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    pictures: list[tuple[int, int]] = field(default_factory=list)
    black: int = 0


class Interpreter:
    """Reads bytes as a printer does, and fails on any that it does not know."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []
        self.pulses: list[bytes] = []
        self.paper = Paper()
        self._bytes = bytearray()
        self._line = ""
        self._size = 0
        self._code_page = "cp437"
        self._stored = ""

    def take(self, content: bytes) -> list[bytes]:
        """Print what is whole so far; answers the questions that stand after it, in order."""
        self._bytes += content
        asked = []
        while self._bytes:
            used, question = self._step(bytes(self._bytes))
            if used == 0:
                break
            del self._bytes[:used]
            if question:
                asked.append(question)
        return asked

    def _step(self, b: bytes) -> tuple[int, bytes]:
        """How many bytes the first order takes, 0 while it is not whole, and what it asks."""
        if b[:1] == b"\n":
            self._end_line()
            return 1, b""
        if b[0] >= 0x20:
            self._line += bytes(b[:1]).decode(self._code_page)
            return 1, b""
        if b[:2] in (b"\x1d(", b"\x1dv"):
            return self._code(b) if b[1:2] == b"(" else self._picture(b)
        length = LENGTHS.get(b[:2], 0)
        assert length or len(b) < 2, f"no printer knows {b[:8].hex(' ')}"
        if not length or len(b) < length:
            return 0, b""
        return length, self._order(b[:length])

    def _order(self, b: bytes) -> bytes:
        match b[:2]:
            case b"\x1b@":
                self._size, self._code_page = 0, "cp437"
            case b"\x1bt":
                self._code_page = _NAMES[b[2]]
            case b"\x1d!":
                self._size = b[2]
            case b"\x1bp":
                self.pulses.append(b)
            case b"\x1dV":
                self.papers.append(self.paper)
                self.paper = Paper()
            case b"\x1dr" | b"\x10\x04":
                return b
        return b""

    def _code(self, b: bytes) -> tuple[int, bytes]:
        length = int.from_bytes(b[3:5], "little")
        if len(b) < 5 + length:
            return 0, b""
        order = b[5 : 5 + length]
        if order[:3] == b"1P0":
            self._stored = order[3:].decode()
        elif order[:3] == b"1Q0":
            self.paper.codes.append(self._stored)
        return 5 + length, b""

    def _picture(self, b: bytes) -> tuple[int, bytes]:
        if len(b) < 8:
            return 0, b""
        width, height = (int.from_bytes(b[at : at + 2], "little") for at in (4, 6))
        end = 8 + width * height
        if len(b) < end:
            return 0, b""
        self.paper.pictures.append((width, height))
        self.paper.black += sum(byte.bit_count() for byte in b[8:end])
        return end, b""

    def _end_line(self) -> None:
        if self._line:
            (self.paper.large if self._size else self.paper.lines).append(self._line)
        self._line = ""


class ReceiptPrinter:
    """Listens on a free port until it is closed. `offline` and `paper_sensor` are what it says of
    itself; while `stalls` it says nothing; `drops_after` bytes of a connection it hangs up;
    `runs_out_after` papers it has no paper until `put_paper_in`."""

    def __init__(self, port: int = 0) -> None:
        self.offline, self.paper_sensor = IDLE, PAPER_THERE
        self.stalls = False
        self.drops_after: int | None = None
        self.runs_out_after: int | None = None
        self.connections = 0
        self.called = threading.Event()
        self.interpreter = Interpreter()
        self.ran_out = threading.Event()
        self._mended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def address(self) -> str:
        """As the program is told of it."""
        return f"tcp:127.0.0.1:{self.port}"

    @property
    def papers(self) -> list[Paper]:
        """What it has cut off."""
        return self.interpreter.papers

    def put_paper_in(self) -> None:
        """End being out of paper."""
        self.runs_out_after = None
        self.offline, self.paper_sensor = IDLE, PAPER_THERE
        self._mended.set()

    def close(self) -> None:
        """Switch it off."""
        self._mended.set()
        # Waking whoever accepts takes more than closing.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._open:
            one.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self.called.set()
            self._open.append(caller)
            with contextlib.suppress(OSError):
                self._listen(caller)
            caller.close()

    def _listen(self, caller: socket.socket) -> None:
        taken = 0
        caller.settimeout(0.05)
        held: list[bytes] = []
        while True:
            if held and self._mended.is_set():
                for question in held:
                    caller.sendall(self._answer(question))
                held.clear()
            try:
                content = caller.recv(4096)
            except TimeoutError:
                continue
            if not content:
                return
            if self.drops_after is not None and taken + len(content) > self.drops_after:
                self.interpreter.take(content[: max(0, self.drops_after - taken)])
                self.drops_after = None
                return
            taken += len(content)
            for question in self.interpreter.take(content):
                if self._is_out():
                    self.offline, self.paper_sensor = PAPER_STOP, PAPER_END
                    self.ran_out.set()
                if self.stalls:
                    continue
                if question[:1] == b"\x1d" and self._is_out():
                    # What is in its buffer is printed when there is paper again.
                    held.append(question)
                    continue
                caller.sendall(self._answer(question))

    def _is_out(self) -> bool:
        return self.runs_out_after is not None and len(self.papers) > self.runs_out_after

    def _answer(self, question: bytes) -> bytes:
        if question == b"\x1dr\x01":
            return b"\x00"
        return bytes((self.offline if question[2] == 2 else self.paper_sensor,))
