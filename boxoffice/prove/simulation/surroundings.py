"""What a run has instead of the machine's own: a chance that can be had again, and a log."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random


@contextmanager
def secrets_from(random: Random) -> Iterator[None]:
    """Have keys and numbers drawn like all the rest; nothing else in a run is left to chance."""
    drawn = {"token_bytes": random.randbytes, "randbits": random.getrandbits}
    kept = {name: getattr(secrets, name) for name in drawn}
    for name, function in drawn.items():
        setattr(secrets, name, function)
    try:
        yield
    finally:
        for name, function in kept.items():
            setattr(secrets, name, function)


@contextmanager
def errors_in(bugs: list[str]) -> Iterator[None]:
    """What the services log as errors is kept and not shown."""
    logger = logging.getLogger("boxoffice")
    propagates, logger.propagate = logger.propagate, False
    handler = _Keeper(bugs)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagates


class _Keeper(logging.Handler):
    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._kept.append(f"{record.getMessage()} {error!r}")
