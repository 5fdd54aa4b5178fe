"""A folder that only this program uses, of those that programs on one data directory have."""

from pathlib import Path

from PySide6.QtCore import QLockFile

#: Programs that may work beside one another in one data directory.
MOST_PROGRAMS = 8


class OwnFolder:
    """The first of the folders in `folder` that nobody has, until `close` or the end of the
    program: whoever starts after a crash finds what was left there."""

    def __init__(self, folder: Path) -> None:
        """OSError where nothing can be written, or too many programs are there."""
        folder.mkdir(parents=True, exist_ok=True)
        for place in range(MOST_PROGRAMS):
            self._lock = QLockFile(str(folder / f"{place}.lock"))
            self._lock.setStaleLockTime(0)
            if self._lock.tryLock(0):
                self.path = folder / str(place)
                self.path.mkdir(exist_ok=True)
                return
        raise OSError(f"{MOST_PROGRAMS} programs use {folder} already")

    def close(self) -> None:
        """Leave what is there to whoever comes next."""
        self._lock.unlock()
