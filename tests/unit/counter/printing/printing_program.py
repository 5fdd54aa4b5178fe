"""Programs in processes of their own that print job after job, until the system ends them at once:
right before or after something that they are told of, or somewhere. One that comes next asks about
what may or may not be on paper."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, cast

from boxoffice.counter.printing import lines
from boxoffice.counter.printing.address import thermal
from boxoffice.counter.printing.blocks import Words
from boxoffice.counter.printing.job import PrintJob, PrintState, What
from boxoffice.counter.printing.queue import PrintQueue
from boxoffice.counter.printing.raster import Raster
from boxoffice.counter.printing.sessions import Session, ThermalSession
from boxoffice.counter.printing.spool import Spool
from boxoffice.qtkit.tasks import Tasks

THEATRE, PAGES = "PVRAH", 3
#: What printing is made of: a job written down in each state, its file put in place, a page sent,
#: half of one, and a job that is on paper forgotten.
STEPS = ("waiting", "sending", "unknown", "replace", "page", "half", "drop")


class Slips:
    """A boxoffice.counter.printing.queue.SessionMaker: each page says of which job it is."""

    async def session(self, job: PrintJob) -> Session:
        printer = thermal(job.printer)
        assert printer is not None
        slips = tuple((Words(f"{job.job_id} {number}"),) for number in range(PAGES))
        # Words that the code page has need no pictures.
        return ThermalSession(printer, slips, cast(Raster, None))


@dataclass
class Death:
    """Ends the process before or after a step that came so often before."""

    step: str
    is_after: bool
    left: int

    def around(self, step: str, do: Callable[[], Any]) -> Any:
        """Do it, or die."""
        is_now = step == self.step and self.left == 0
        self.left -= step == self.step
        if is_now and not self.is_after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = do()
        if is_now:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    def lie_in_wait(self) -> None:
        """Be around everything that printing is made of."""
        keep, drop, put = Spool.keep, Spool.drop, Path.replace
        page, write = ThermalSession.print_page, lines._Socket.write

        def write_half(line: Any, content: bytes) -> None:
            if self.step == "half" and content.endswith(b"\x1dr\x01"):
                half = content[: content.rindex(b"\n") + 1]
                self.around("half", lambda: write(line, half))
                content = content[len(half) :]
            write(line, content)

        around: Any = self.around
        patched: dict[tuple[type, str], Any] = {
            (Spool, "keep"): lambda own, job: around(job.state, lambda: keep(own, job)),
            (Spool, "drop"): lambda own, job: around("drop", lambda: drop(own, job)),
            (Path, "replace"): lambda own, to: around("replace", lambda: put(own, to)),
            (ThermalSession, "print_page"): lambda own, number, told: around(
                "page", lambda: page(own, number, told)
            ),
            (lines._Socket, "write"): write_half,
        }
        for (cls, name), instead in patched.items():
            setattr(cls, name, instead)


def say(*words: object) -> None:
    """A line in one piece, whenever the process dies."""
    os.write(sys.stdout.fileno(), f"{' '.join(map(str, words))}\n".encode())


def ask(queue: PrintQueue, job: PrintJob) -> None:
    """What stands on the sheet of jobs: is this page there, or is it to be printed again?"""
    say("?", job.job_id, job.done)
    if sys.stdin.readline().strip() == "there":
        queue.is_there(job.job_id)
    else:
        queue.again(job.job_id)


async def print_on(folder: Path, address: str, number: int, seconds: float, *, ends: bool) -> None:
    """See to what is there, then print new jobs until killed; with `ends` only the former."""
    tasks = Tasks()
    queue = PrintQueue(Spool(folder), THEATRE, Slips(), tasks)
    queue.start()
    if seconds:
        # Nobody listens to this signal, so that the system ends the process at once.
        signal.setitimer(signal.ITIMER_REAL, seconds)
    for place in count():
        while left := [job for job in queue.jobs if job.state is not PrintState.PRINTED]:
            for job in left:
                if job.state is PrintState.UNKNOWN:
                    ask(queue, job)
                else:
                    await queue.settled(job.job_id)
        if ends:
            break
        job_id = f"job-{number:02}-{place:02}"
        at = datetime(2026, 11, 20, 12, number, place % 60, tzinfo=UTC)
        queue.add(PrintJob(job_id, THEATRE, address, What.TICKETS, "b", "N", at))
        await queue._until_written()
        say("kept", job_id, 0)
    await queue.close()
    await tasks.close()


def serve() -> None:
    """For each line of a number, a step, `before` or `after`, how often it came before, and
    seconds: what a process does that dies so, and at last how. Each is a copy of this one."""
    folder, address = Path(sys.argv[1]), sys.argv[2]
    while line := sys.stdin.readline():
        if line.strip() in ("there", "again"):
            # Who asked died before hearing it.
            continue
        number, step, when, skipped, seconds = line.split()
        child = os.fork()
        if child:
            _, status = os.waitpid(child, 0)
            say("ended", os.waitstatus_to_exitcode(status), 0)
            continue
        Death(step, when == "after", int(skipped)).lie_in_wait()
        ends = step == "none"
        asyncio.run(print_on(folder, address, int(number), float(seconds), ends=ends))
        os._exit(0)


if __name__ == "__main__":
    serve()
