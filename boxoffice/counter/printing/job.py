"""A piece of printing and how far it is: pure steps, none of which prints twice by itself."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

#: After this many tries in a row a person is asked; they take some three minutes.
MAX_TRIES = 10
LONGEST_PAUSE_SECONDS = 30


class PrintState(StrEnum):
    """UNKNOWN: it was sent, and nobody knows whether it is on paper; FAILED: it is not."""

    WAITING = "waiting"
    SENDING = "sending"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"


class What(StrEnum):
    """What is printed."""

    TICKETS = "tickets"
    RECEIPT = "receipt"
    CREDIT_NOTE = "credit_note"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """`printer` is an address or the name of a printer of the system, `number` the booking's.
    `done` of `pages` are acknowledged; 0 pages: not counted yet."""

    job_id: str
    theatre_id: str
    printer: str
    what: What
    booking_id: str
    number: str
    made_at: datetime
    state: PrintState = PrintState.WAITING
    pages: int = 0
    done: int = 0
    tries: int = 0
    reason: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether it is printed as soon as its printer takes it."""
        return self.state is PrintState.WAITING

    @property
    def is_over(self) -> bool:
        """Whether nothing happens to it any more unless somebody asks."""
        return self.state not in (PrintState.WAITING, PrintState.SENDING)


def sending(job: PrintJob, pages: int) -> PrintJob:
    """The next page is about to be sent."""
    return replace(job, state=PrintState.SENDING, pages=pages, reason="")


def acknowledged(job: PrintJob) -> PrintJob:
    """The printer, or a person, says that the page is on paper."""
    done = job.done + 1
    state = PrintState.PRINTED if done >= job.pages else PrintState.WAITING
    return replace(job, state=state, done=done, tries=0, reason="")


def put_off(job: PrintJob, reason: str) -> PrintJob:
    """Nothing of the page was sent."""
    tries = job.tries + 1
    state = PrintState.FAILED if tries >= MAX_TRIES else PrintState.WAITING
    return replace(job, state=state, tries=tries, reason=reason)


def failed(job: PrintJob, reason: str) -> PrintJob:
    """Nothing of the page was sent, and trying again is in vain."""
    return replace(job, state=PrintState.FAILED, reason=reason)


def doubted(job: PrintJob, reason: str) -> PrintJob:
    """The page was sent, in whole or in part, and no answer came."""
    return replace(job, state=PrintState.UNKNOWN, reason=reason)


def wanted_again(job: PrintJob, printer: str = "") -> PrintJob:
    """Somebody has what is not acknowledged printed now, on another printer if they say so."""
    if job.state in (PrintState.PRINTED, PrintState.SENDING):
        return job
    return replace(
        job, state=PrintState.WAITING, printer=printer or job.printer, tries=0, reason=""
    )


def found_again(job: PrintJob, reason: str) -> PrintJob:
    """As a program that starts anew must take what the one before it left."""
    if job.state is PrintState.SENDING:
        return doubted(job, reason)
    return replace(job, tries=0) if job.state is PrintState.WAITING else job


def pause_seconds(tries: int) -> int:
    """Until the next try: 1, 2, 4 … 30."""
    return min(1 << max(0, tries - 1), LONGEST_PAUSE_SECONDS)
