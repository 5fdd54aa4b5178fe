"""A process's wall clock that somebody else can shift while it runs."""

import mmap
import struct
from datetime import datetime, timedelta
from pathlib import Path

from boxoffice.model.clock import SystemClock

_SECONDS = struct.Struct("d")


class ShiftedClock(SystemClock):
    """The machine's clocks, the wall clock ahead by what a shared file says. As when somebody sets
    a computer's clock, the steady one goes on."""

    def __init__(self, file: Path) -> None:
        with file.open("r+b") as shared:
            self._shared = mmap.mmap(shared.fileno(), _SECONDS.size)

    def now(self) -> datetime:
        (seconds,) = _SECONDS.unpack_from(self._shared)
        return super().now() + timedelta(seconds=seconds)


def set_offset(file: Path, seconds: float) -> None:
    """Put the clocks that read `file` ahead by so much; makes the file."""
    file.touch()
    with file.open("r+b") as shared:
        shared.write(_SECONDS.pack(seconds))
