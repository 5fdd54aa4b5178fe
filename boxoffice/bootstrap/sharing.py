"""A shared cinema: the gateway that a desktop starts on its own data for the other counters."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from boxoffice.bootstrap.certificate import shared_certificate
from boxoffice.bootstrap.house import state_file
from boxoffice.client.address import Address
from boxoffice.client.checking import check_gateway
from boxoffice.client.pairing import pairing_code
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal, TryAgain

OUTPUT_FILE = "gateway.out"
USUAL_PORT = 8443
START_SECONDS, LOOK_SECONDS = 40.0, 0.1
#: What a gateway may take to let its callers finish; then it is killed.
STOP_SECONDS = 15.0
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"


class SharingFailed(Refusal):
    """The shared cinema could not be started."""

    code = "SHARING_FAILED"


@dataclass(frozen=True, slots=True)
class Shared:
    """A gateway that runs on this computer. `host` is this computer's address on the network."""

    pid: int
    host: str
    port: int
    fingerprint: str

    @property
    def own_address(self) -> Address:
        """How this computer reaches it."""
        return Address(f"https://{LOOPBACK}:{self.port}", self.fingerprint)

    @property
    def address(self) -> Address:
        """How the other counters reach it."""
        return Address(f"https://{self.host}:{self.port}", self.fingerprint)

    @property
    def code(self) -> str:
        """The pairing code for the other counters."""
        return pairing_code(self.address)


class Sharing:
    """Starts, finds again and stops the gateway of one data directory."""

    def __init__(self, data_dir: Path, clock: Clock, *, demo: bool) -> None:
        self._data_dir = data_dir
        self._state = state_file(data_dir)
        self._clock = clock
        self._demo = demo
        self._child: subprocess.Popen[bytes] | None = None

    async def found(self) -> Shared | None:
        """The gateway that an earlier desktop left running, if it really answers."""
        shared = await asyncio.to_thread(self._read)
        if shared is None:
            return None
        try:
            await check_gateway(shared.own_address, self._clock)
        except Refusal:
            return None
        return shared

    async def start(self) -> Shared:
        """Start a gateway and wait until it answers; SharingFailed with its own last words."""
        before = await asyncio.to_thread(self._read)
        host, port = await asyncio.to_thread(_place, before.port if before else USUAL_PORT)
        certificate, key, fingerprint = await asyncio.to_thread(
            shared_certificate, self._state.parent, host, self._clock
        )
        self._child = await asyncio.to_thread(self._spawn, port, certificate, key)
        shared = Shared(self._child.pid, host, port, fingerprint)
        try:
            async with asyncio.timeout(START_SECONDS):
                while not await self._answers(shared):  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError as error:
            await self.stop(shared)
            raise SharingFailed("The shared cinema did not answer in time.") from error
        await asyncio.to_thread(self._write, shared)
        return shared

    async def stop(self, shared: Shared) -> None:
        """Let it finish what it does, and end it."""
        await asyncio.to_thread(_end, shared.pid, self._child)
        self._child = None
        await asyncio.to_thread(self._state.unlink, missing_ok=True)

    @property
    def has_died(self) -> bool:
        """Whether the gateway that was started here has ended by itself."""
        return self._child is not None and self._child.poll() is not None

    async def _answers(self, shared: Shared) -> bool:
        assert self._child is not None
        if self._child.poll() is not None:
            words = await asyncio.to_thread(self._last_words)
            raise SharingFailed(f"The cinema could not be shared: {words}")
        try:
            await check_gateway(shared.own_address, self._clock)
        except Refusal:
            return False
        return True

    def _spawn(self, port: int, certificate: Path, key: Path) -> "subprocess.Popen[bytes]":
        command = [
            *(sys.executable, "-m", "boxoffice", "gateway"),
            *("--listen", f"{EVERYWHERE}:{port}", "--data", str(self._data_dir)),
            *("--tls-cert", str(certificate), "--tls-key", str(key)),
            *(["--demo"] if self._demo else []),
        ]
        with (self._state.parent / OUTPUT_FILE).open("wb") as output:
            # A session of its own: Ctrl+C at the desktop, or its end, must not end the gateway.
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _last_words(self) -> str:
        text = (self._state.parent / OUTPUT_FILE).read_text("utf-8", errors="replace").strip()
        return text.splitlines()[-1] if text else "it ended without a word"

    def _read(self) -> Shared | None:
        try:
            return Shared(**json.loads(self._state.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def _write(self, shared: Shared) -> None:
        fresh = self._state.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(shared)), encoding="utf-8")
        fresh.replace(self._state)


def _place(wanted_port: int) -> tuple[str, int]:
    """This computer's address on its network, and a free port: `wanted_port` if it is free."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only says which of its addresses it would use.
            probe.connect(("192.0.2.1", 9))
            host = str(probe.getsockname()[0])
        except OSError:
            host = LOOPBACK
    for port in (wanted_port, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as free:
            if os.name == "posix":
                free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                free.bind((EVERYWHERE, port))
            except OSError:
                continue
            return host, int(free.getsockname()[1])
    raise TryAgain("This computer has no free port to share the cinema on.")


def _end(pid: int, child: "subprocess.Popen[bytes] | None") -> None:
    """Ask the process to end, wait, and kill it when it does not. Blocks."""
    if child is None or child.pid != pid:
        _end_foreign(pid)
        return
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _end_foreign(pid: int) -> None:
    """End a gateway that an earlier desktop started, which is nobody's child any more."""
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGTERM)
