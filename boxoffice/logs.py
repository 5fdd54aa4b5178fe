"""How a process writes its log: structured lines, to a file it rotates or to standard error."""

import logging
import logging.handlers
import sys
import time
from pathlib import Path

LOG_FILE_BYTES = 5_000_000
LOG_FILES_KEPT = 5


def configure(log_file: Path | None = None, *, level: str = "INFO") -> None:
    """Send the process's log to `log_file` (rotated), or to standard error without one; OSError
    when the file cannot be written."""
    handler: logging.Handler
    if log_file is None:
        handler = logging.StreamHandler(sys.stderr)
    else:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            log_file, maxBytes=LOG_FILE_BYTES, backupCount=LOG_FILES_KEPT, encoding="utf-8"
        )
    formatter = logging.Formatter(
        "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # They say nothing of use at each of their many small steps.
    for name, least in (
        ("alembic", logging.WARNING),
        ("asyncio", logging.INFO),
        ("qasync", logging.INFO),
    ):
        logging.getLogger(name).setLevel(least)
