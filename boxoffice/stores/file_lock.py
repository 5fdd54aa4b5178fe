"""One process per file: an operating-system lock that dies with its process."""

import os
import sys
from pathlib import Path

from boxoffice.model.errors import StoreUnusable

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """Holds `path`.lock from its making until `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        """StoreUnusable when another process has it or the folder cannot be written."""
        lock_path = path.with_name(path.name + ".lock")
        try:
            self._descriptor = os.open(lock_path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise StoreUnusable(
                f"{path} cannot be opened for writing: {error.strerror}. "
                "Check that the folder exists and may be written."
            ) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise StoreUnusable(
                f"{path} is in use by another Box Office on this machine. Close it first."
            ) from error

    def release(self) -> None:
        """Let the file go; the lock file itself stays, since removing it would race."""
        os.close(self._descriptor)
