"""The queue of what is to be printed: kept on disk, tried again within limits, never twice."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from boxoffice.counter.printing.address import Thermal, printer_name
from boxoffice.counter.printing.conversation import Doubtful, Hopeless, NotSent
from boxoffice.counter.printing.job import (
    PrintJob,
    PrintState,
    acknowledged,
    doubted,
    failed,
    found_again,
    pause_seconds,
    put_off,
    sending,
    wanted_again,
)
from boxoffice.counter.printing.sessions import Session, open_drawer
from boxoffice.counter.printing.spool import Spool
from boxoffice.counter.ticket_order import PrinterFailed
from boxoffice.model.errors import Refusal
from boxoffice.qtkit.tasks import Tasks

#: Printed jobs that the list still shows.
SHOWN_PRINTED = 20
#: How long whoever closes the counter waits for the page that is being printed.
CLOSE_SECONDS = 4.0
#: A drawer that cannot be opened within this time stays shut: the next sale has begun.
DRAWER_SECONDS = 4.0

_log = logging.getLogger(__name__)


class SessionMaker(Protocol):
    """How a job becomes pages at a printer."""

    async def session(self, job: PrintJob) -> Session:
        """Refusal, Hopeless."""
        ...


class PrintQueue(QObject):
    """`changed` carries a PrintJob each time it gets further. Jobs for one printer are printed one
    after the other, those for several beside one another."""

    changed = Signal(object)

    def __init__(self, spool: Spool, theatre_id: str, maker: SessionMaker, tasks: Tasks) -> None:
        super().__init__()
        self._spool = spool
        self._theatre_id = theatre_id
        self._maker = maker
        self._tasks = tasks
        self._jobs: dict[str, PrintJob] = {}
        self._printed: deque[PrintJob] = deque(maxlen=SHOWN_PRINTED)
        self._due: dict[str, float] = {}
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._running: list[Session] = []
        #: Writes jobs down in the order in which they change, and never on Qt's thread.
        self._writer = ThreadPoolExecutor(1, "print-jobs")
        self._written: Future[None] | None = None
        self._closing = False
        self._woken = asyncio.Event()

    @property
    def jobs(self) -> tuple[PrintJob, ...]:
        """What is not on paper yet, oldest first, then what was printed, newest first."""
        return (*self._jobs.values(), *self._printed)

    def job(self, job_id: str) -> PrintJob | None:
        """A job of the list."""
        return next((one for one in self.jobs if one.job_id == job_id), None)

    def start(self) -> None:
        """Go on with what an earlier program left; what it may have printed waits for a person."""
        why = self.tr("Box Office ended while this was being printed.")
        for found in self._spool.jobs():
            if found.theatre_id == self._theatre_id:
                self._now(found_again(found, why))
                self._run(found.printer)

    def add(self, job: PrintJob) -> None:
        """Keep a job and print it; one that is known already is not printed twice, and nothing is
        any more once the queue was closed."""
        if not self._closing and self.job(job.job_id) is None:
            self._now(job)
            self._run(job.printer)

    def again(self, job_id: str, printer: str = "") -> None:
        """Print now what is not acknowledged, on another printer if one is named."""
        job = self._jobs.get(job_id)
        if job is not None:
            job = self._now(wanted_again(job, printer))
            self._due.pop(job_id, None)
            self._run(job.printer)

    def is_there(self, job_id: str) -> None:
        """Somebody has the page in hand that nobody was sure of."""
        job = self._jobs.get(job_id)
        if job is not None and job.state is PrintState.UNKNOWN:
            job = self._now(acknowledged(job))
            self._run(job.printer)

    def drop(self, job_id: str) -> None:
        """Nobody wants it printed any more; what is being sent is left to its end."""
        job = self._jobs.get(job_id)
        if job is not None and job.state is not PrintState.SENDING:
            del self._jobs[job_id]
            if self._closing:
                # Nobody else writes any more.
                self._spool.drop(job)
            else:
                self._written = self._writer.submit(self._spool.drop, job)
            self.changed.emit(job)

    async def settled(self, job_id: str) -> PrintJob | None:
        """Wait until a job is over, its printer could not take it, or nothing is printed any more;
        None when it was dropped."""
        changed = asyncio.Event()
        listening = self.changed.connect(lambda _: changed.set())
        try:
            while True:
                job = self.job(job_id)
                tried = job is not None and job.is_waiting and (job.reason or self._closing)
                if job is None or job.is_over or tried:
                    return job
                changed.clear()
                await changed.wait()
        finally:
            self.changed.disconnect(listening)

    async def open_drawer(self, printer: Thermal) -> None:
        """Open the drawer now or not at all; PrinterFailed."""
        lock = self._lock(printer.name)
        try:
            async with asyncio.timeout(DRAWER_SECONDS):
                await lock.acquire()
        except TimeoutError:
            words = self.tr("Printer {name} is busy; the drawer stays shut.")
            raise NotSent(words.format(name=printer.name)) from None
        try:
            await asyncio.to_thread(open_drawer, printer)
        finally:
            lock.release()

    async def close(self) -> None:
        """Stop; what is not printed is left to the next program, and what may be is marked."""
        self._closing = True
        self._woken.set()
        lanes = [lane for lane in self._lanes.values() if not lane.done()]
        if lanes:
            await asyncio.wait(lanes, timeout=CLOSE_SECONDS)
        for session in self._running:
            session.stop()
        if lanes:
            await asyncio.wait(lanes, timeout=CLOSE_SECONDS)
        await asyncio.to_thread(self._writer.shutdown)
        for job in self._jobs.values():
            self.changed.emit(job)
        self._spool.close()

    def _run(self, printer: str) -> None:
        self._woken.set()
        lane = self._lanes.get(printer)
        if lane is None or lane.done():
            self._lanes[printer] = self._tasks.start(self._print_all(printer))

    async def _print_all(self, printer: str) -> None:
        loop = asyncio.get_running_loop()
        while not self._closing and (job := self._next(printer)) is not None:
            pause = self._due.get(job.job_id, 0.0) - loop.time()
            if pause > 0:
                self._woken.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), pause)
                continue
            async with self._lock(printer_name(printer)):
                try:
                    await self._print(job)
                except Exception:
                    _log.exception("print job %s failed", job.job_id)
                    self._broke(job.job_id)

    def _next(self, printer: str) -> PrintJob | None:
        waiting = (
            job
            for job in self._jobs.values()
            if job.printer == printer and job.state is PrintState.WAITING
        )
        return next(waiting, None)

    async def _print(self, job: PrintJob) -> None:
        try:
            session = await self._maker.session(job)
        except (Hopeless, Refusal) as failure:
            self._troubled(job, failure)
            return
        self._running.append(session)
        try:
            await asyncio.to_thread(session.ready)
            while not job.is_over and not self._closing:
                # What somebody drops or sends elsewhere meanwhile is not printed here.
                if self._jobs.get(job.job_id) is not job:
                    return
                # On disk before the first byte: whoever finds it so must ask a person.
                job = self._now(sending(job, session.pages))
                await self._until_written()
                await asyncio.to_thread(session.print_page, job.done, self._teller(job))
                job = self._now(acknowledged(self._jobs[job.job_id]))
        except PrinterFailed as failure:
            self._troubled(job, failure)
        finally:
            self._running.remove(session)
            await asyncio.to_thread(session.close)

    def _troubled(self, job: PrintJob, failure: PrinterFailed | Refusal) -> None:
        """Note what went wrong with a job, unless somebody dropped it or sent it elsewhere while
        its printer was asked."""
        now = self._jobs.get(job.job_id)
        if now is None or (now.printer, now.state) != (job.printer, job.state):
            return
        why = str(failure)
        match failure:
            case Doubtful():
                self._now(doubted(now, why))
            case Hopeless():
                self._now(failed(now, why))
            case _:
                late = self._now(put_off(now, why))
                pause = pause_seconds(late.tries)
                self._due[job.job_id] = asyncio.get_running_loop().time() + pause

    def _broke(self, job_id: str) -> None:
        """A job failed for a reason that is no printer's: a person sees to it, and the jobs behind
        it are printed."""
        job, why = self._jobs.get(job_id), self.tr("This could not be made ready for printing.")
        if job is not None:
            self._now(doubted(job, why) if job.state is PrintState.SENDING else failed(job, why))

    def _teller(self, job: PrintJob) -> Callable[[str], object]:
        """Says beside a page that is being printed what somebody must see to; from any thread."""
        loop = asyncio.get_running_loop()

        def tell(reason: str) -> None:
            now = self._jobs.get(job.job_id)
            if now is not None and now.state is PrintState.SENDING:
                self._now(replace(now, reason=reason))

        return lambda reason: loop.call_soon_threadsafe(tell, reason)

    def _lock(self, name: str) -> asyncio.Lock:
        return self._locks.setdefault(name, asyncio.Lock())

    async def _until_written(self) -> None:
        if self._written is not None:
            await asyncio.wrap_future(self._written)

    def _now(self, job: PrintJob) -> PrintJob:
        """A job as it is from now on."""
        if job.state is PrintState.PRINTED:
            self._jobs.pop(job.job_id, None)
            self._printed.appendleft(job)
        else:
            self._jobs[job.job_id] = job
        self._written = self._writer.submit(_write_down, self._spool, job)
        self.changed.emit(job)
        return job


def _write_down(spool: Spool, job: PrintJob) -> None:
    try:
        if job.state is PrintState.PRINTED:
            spool.drop(job)
        else:
            spool.keep(job)
    except OSError:
        # Nobody is to wait for tickets because a disk is full; this program knows all the same.
        _log.exception("print job %s cannot be written down", job.job_id)
