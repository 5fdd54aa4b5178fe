"""Pictures as files in one folder. Plain functions that block: call them in a worker thread."""

import os
import secrets
from pathlib import Path


def put(folder: Path, media_id: str, content: bytes) -> None:
    """Keep a picture, replacing an earlier one of its id; readers see the one or the other."""
    folder.mkdir(parents=True, exist_ok=True)
    # A name of its own, for two may be put at once; a dot, which no id has, keeps them apart.
    fresh = folder / f"{media_id}.{secrets.token_hex(8)}"
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / media_id)
    finally:
        fresh.unlink(missing_ok=True)


def has(folder: Path, media_id: str) -> bool:
    """Whether there is such a picture."""
    return (folder / media_id).is_file()


def get(folder: Path, media_id: str) -> bytes | None:
    """A picture, if there is such."""
    try:
        return (folder / media_id).read_bytes()
    except FileNotFoundError:
        return None
