"""The processes of a run: begun, killed, stopped and made to go on."""

import asyncio
import json
import signal
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.prove.plan import Part
from boxoffice.rules.plain import to_plain

#: How long a process may take to begin, and to end when it is told to.
START_SECONDS, END_SECONDS = 60.0, 60.0


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
                stdin=asyncio.subprocess.DEVNULL,
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

    async def kill(self) -> None:
        """End it at once, wherever it is."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
            # Not once more at the end of the run, when it has been dead for long.
            self.died_at = self._clock.steady()

    async def end(self) -> None:
        """Tell a gateway to end, and wait; PartFailed when it does not, or says that something
        failed."""
        self.part.stay_file.unlink()
        await self.ended()

    async def ended(self) -> None:
        """Wait until it has ended by itself; PartFailed as above."""
        assert self._process is not None
        try:
            async with asyncio.timeout(END_SECONDS):
                code = await self._process.wait()
        except TimeoutError as error:
            raise PartFailed(f"{self.part.name} does not end: {self.last_words()}") from error
        if code != 0:
            raise PartFailed(f"{self.part.name} ended with {code}: {self.last_words()}")

    def stop(self) -> None:
        """Have it stand still."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Have it go on."""
        self._signal(signal.SIGCONT)

    def last_words(self) -> str:
        """The end of what it wrote on standard error."""
        text = self._file("err").read_text("utf-8", errors="replace").strip()
        return text.splitlines()[-1] if text else "it said nothing"

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)

    def _file(self, suffix: str) -> Path:
        return Path(self.part.folder) / f"{self.part.name}.{suffix}"
