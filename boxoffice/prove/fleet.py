"""The processes of a run: begun, killed, stopped and made to go on."""

import asyncio
import json
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import Any, TypeVar

from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.prove.plan import Part
from boxoffice.rules.plain import to_plain

T = TypeVar("T")

#: How long a process may take to begin, and to end when it is told to.
START_SECONDS, END_SECONDS = 60.0, 60.0
#: How often it is looked whether all of them live.
LOOK_SECONDS = 0.2
#: The code of a process that was killed, where there is one.
KILLED = -signal.SIGKILL if hasattr(signal, "SIGKILL") else None
#: Has the process whose id follows go on once its own standard input ends.
KEEPER = ("sh", "-c", 'read -r _; kill -CONT "$0" 2>/dev/null')


class PartFailed(Refusal):
    """A process of the run ended by itself, or did not begin or end: the run proves nothing."""

    code = "PART_FAILED"


class Member:
    """One process that plays a part."""

    def __init__(self, part: Part, program: tuple[str, ...], clock: Clock) -> None:
        self.part = part
        self._program = program
        self._clock = clock
        self._process: Process | None = None
        self._may_end = False
        #: When it was seen dead after a kill.
        self.died_at: float | None = None

    async def start(self) -> str:
        """Begin; a gateway listens, and clients are signed in, when this returns. Answers what it
        said, which ends with a gateway's address."""
        self.part.stay_file.touch()
        file, words = self._file("part"), self._file("err")
        file.write_text(json.dumps(to_plain(self.part)), encoding="utf-8")
        with words.open("wb") as errors:
            self._process = await asyncio.create_subprocess_exec(
                *self._program,
                str(file),
                # It ends with the pipe, which ends with this process.
                stdin=PIPE,
                stdout=PIPE,
                stderr=errors,
            )
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(START_SECONDS):
                # Each says one line once it is ready.
                said = await self._process.stdout.readline()
        except TimeoutError:
            said = b""
        if not said:
            raise PartFailed(f"{self.part.name} did not begin: {self.last_words()}")
        return said.decode().strip()

    def check(self) -> None:
        """PartFailed when it has ended, and nobody had told it to."""
        code = None if self._process is None else self._process.returncode
        if code is not None and not self._may_end:
            raise PartFailed(f"{self.part.name} ended by itself with {code}: {self.last_words()}")

    async def kill(self) -> None:
        """End it at once, wherever it is; PartFailed when it had ended by itself."""
        assert self._process is not None
        self.check()
        await self.put_down()
        # It may have ended in the moment before. Windows has no code that tells.
        if KILLED is not None and self._process.returncode != KILLED:
            self._may_end = False
            self.check()
        self.died_at = self._clock.steady()

    async def put_down(self) -> None:
        """End it if it has not ended yet, however that may be."""
        self._may_end = True
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def end(self) -> None:
        """Tell a gateway to end, and wait; PartFailed when it had ended, does not, or says that
        something failed."""
        self.check()
        self.part.stay_file.unlink()
        await self.ended()

    async def ended(self) -> None:
        """Wait until it has ended as it was told to; PartFailed as above."""
        assert self._process is not None
        self._may_end = True
        try:
            async with asyncio.timeout(END_SECONDS):
                code = await self._process.wait()
        except TimeoutError as error:
            raise PartFailed(f"{self.part.name} does not end: {self.last_words()}") from error
        if code != 0:
            raise PartFailed(f"{self.part.name} ended with {code}: {self.last_words()}")

    async def stand_still(self, seconds: float) -> None:
        """Have it stop for so long, or until this process has ended: as it cannot see that while
        it is stopped, a keeper has a pipe of its own. PartFailed when it had ended by itself."""
        assert self._process is not None
        keeper = await asyncio.create_subprocess_exec(*KEEPER, str(self._process.pid), stdin=PIPE)
        assert keeper.stdin is not None
        try:
            self.check()
            self._process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(seconds)
        finally:
            keeper.stdin.close()
            await keeper.wait()

    def last_words(self) -> str:
        """The end of what it wrote on standard error."""
        text = self._file("err").read_text("utf-8", errors="replace").strip()
        return text.splitlines()[-1] if text else "it said nothing"

    def _file(self, suffix: str) -> Path:
        return Path(self.part.folder) / f"{self.part.name}.{suffix}"


async def while_all_live(members: Iterable[Member], work: Coroutine[Any, Any, T]) -> T:
    """What `work` answers; PartFailed as soon as one of them, of which there may come to be more,
    has ended by itself."""
    task = asyncio.create_task(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=LOOK_SECONDS)
            for member in members:
                member.check()
        return await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
