"""Waiting for what commits in a way that ending the wait does not end it."""

import asyncio
import logging
from typing import TypeVar

T = TypeVar("T")

_log = logging.getLogger(__name__)


async def outlasting(work: asyncio.Future[T]) -> T:
    """The result of `work`, which goes on when this wait is cancelled; a failure that nobody waits
    for any more is logged."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        work.add_done_callback(log_failure)
        raise


def log_failure(work: asyncio.Future[T]) -> None:
    """For what nobody waits for: its failure is told to the log."""
    if not work.cancelled() and (error := work.exception()) is not None:
        _log.error("What nobody waited for any more has failed.", exc_info=error)
