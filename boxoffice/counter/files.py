"""Writing files so that nobody ever reads half of one."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put a whole file in place at once; OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
