"""The line to a receipt printer: a socket, a serial port or a device's file. All calls block."""

import contextlib
import os
import select
import socket
from typing import Protocol

from boxoffice.counter.printing.address import Reach, Thermal

CONNECT_SECONDS = 3.0
#: A printer that takes nothing for this long has stalled.
WRITE_SECONDS = 8.0
CHUNK = 4096


class Line(Protocol):
    """OSError says that the line is gone."""

    def write(self, content: bytes) -> None:
        """Hand over all bytes."""
        ...

    def read(self, seconds: float) -> bytes:
        """What the printer says within some seconds; nothing where it is silent."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


def opened(printer: Thermal) -> Line:
    """Reach a printer; OSError."""
    match printer.reach:
        case Reach.NETWORK:
            return _Socket(printer.where, printer.number)
        case Reach.SERIAL:
            return _Serial(printer.where, printer.number)
        case Reach.FILE:
            return _File(printer.where)


class _Socket:
    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), CONNECT_SECONDS)

    def write(self, content: bytes) -> None:
        self._socket.settimeout(WRITE_SECONDS)
        self._socket.sendall(content)

    def read(self, seconds: float) -> bytes:
        self._socket.settimeout(seconds)
        try:
            said = self._socket.recv(CHUNK)
        except TimeoutError:
            return b""
        if not said:
            raise ConnectionResetError("the printer has hung up")
        return said

    def close(self) -> None:
        # Says the end first, so that what was written is not thrown away with the line.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
        self._socket.close()


class _Serial:
    def __init__(self, port: str, baud: int) -> None:
        import serial  # noqa: PLC0415 (only where a printer hangs on a serial port)

        self._port = serial.Serial(port, baud, write_timeout=WRITE_SECONDS)

    def write(self, content: bytes) -> None:
        self._port.write(content)
        self._port.flush()

    def read(self, seconds: float) -> bytes:
        self._port.timeout = seconds
        return bytes(self._port.read(max(1, self._port.in_waiting)))

    def close(self) -> None:
        self._port.close()


class _File:
    """A device such as /dev/usb/lp0, which is read where it can be."""

    def __init__(self, path: str) -> None:
        flags = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        flags |= getattr(os, "O_NOCTTY", 0)
        self._waits = hasattr(os, "O_NONBLOCK")
        try:
            self._file = os.open(path, os.O_RDWR | flags)
        except PermissionError:
            self._file = os.open(path, os.O_WRONLY | flags)

    def write(self, content: bytes) -> None:
        left = memoryview(content)
        while left:
            if self._waits and not select.select((), (self._file,), (), WRITE_SECONDS)[1]:
                raise TimeoutError("the printer takes nothing")
            left = left[os.write(self._file, left[:CHUNK]) :]

    def read(self, seconds: float) -> bytes:
        if not self._waits or not select.select((self._file,), (), (), seconds)[0]:
            return b""
        return os.read(self._file, CHUNK)

    def close(self) -> None:
        os.close(self._file)
