"""A shared cinema: the gateway that a desktop starts on its own data for the other counters."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from boxoffice.bootstrap.certificate import shared_certificate
from boxoffice.bootstrap.engines import sqlite
from boxoffice.bootstrap.house import state_file
from boxoffice.client.address import Address
from boxoffice.client.checking import check_gateway
from boxoffice.client.pairing import pairing_code
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal, StoreUnusable, TryAgain

OUTPUT_FILE = "gateway.out"
#: The port of the last time: other counters look for the shared cinema there.
PORT_FILE, USUAL_PORT = "port", 8443
START_SECONDS, LOOK_SECONDS = 40.0, 0.1
#: What a gateway may take to let its callers finish; then it is killed.
STOP_SECONDS = 15.0
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"

if sys.platform == "win32":
    # What a session of its own is elsewhere; and no console window that somebody could close.
    _APART = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
else:
    _APART = 0


class SharingFailed(Refusal):
    """The shared cinema could not be started."""

    code = "SHARING_FAILED"


@dataclass(frozen=True, slots=True)
class Shared:
    """A gateway that runs on this computer. `host` is this computer's address on the network."""

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
    """Starts, finds again and stops the gateway of one data directory.

    The gateway runs for as long as the state file is there. So whoever comes later ends it without
    knowing its process, whose number may be another's by then; and it ends well, its open holds
    written down, also where processes cannot be sent signals.
    """

    def __init__(self, data_dir: Path, clock: Clock, *, demo: bool) -> None:
        self._data_dir = data_dir
        self._state = state_file(data_dir)
        self._port = self._state.with_name(PORT_FILE)
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
        return replace(shared, host=await asyncio.to_thread(_own_host))

    async def start(self) -> Shared:
        """Start a gateway and wait until it answers; SharingFailed with its own last words."""
        host = await asyncio.to_thread(_own_host)
        port = await asyncio.to_thread(self._free_port)
        certificate, key, fingerprint = await asyncio.to_thread(
            shared_certificate, self._state.parent, host, self._clock
        )
        shared = Shared(host, port, fingerprint)
        try:
            await asyncio.to_thread(self._write, shared)
            self._child = await asyncio.to_thread(self._spawn, port, certificate, key)
            async with asyncio.timeout(START_SECONDS):
                while not await self._answers(shared):  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(LOOK_SECONDS)
        except BaseException as error:
            await self.stop()
            if isinstance(error, TimeoutError):
                raise SharingFailed("The shared cinema did not answer in time.") from error
            raise
        return shared

    async def stop(self) -> None:
        """Let it finish what it does, and end it; SharingFailed when it goes on all the same."""
        await self.forget()
        child, self._child = self._child, None
        if child is not None:
            await asyncio.to_thread(_wait_for, child)
            return
        try:
            async with asyncio.timeout(STOP_SECONDS):
                while not await self._is_let_go():  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError as error:
            raise SharingFailed(
                "The shared cinema does not end. End its process “boxoffice gateway” on this"
                " computer, or restart the computer."
            ) from error

    async def forget(self) -> None:
        """Forget a gateway that has ended; one that has not is told to."""
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

    async def _is_let_go(self) -> bool:
        """Whether no process has the cinema's data open any more."""
        try:
            async with sqlite.locked(self._data_dir):
                return True
        except StoreUnusable:
            return False

    def _spawn(self, port: int, certificate: Path, key: Path) -> "subprocess.Popen[bytes]":
        # A bundled program is no interpreter that could be told what to run.
        program = (
            [sys.executable]
            if getattr(sys, "frozen", False)
            else [sys.executable, "-m", "boxoffice"]
        )
        command = [
            *(*program, "gateway"),
            *("--listen", f"{EVERYWHERE}:{port}", "--data", str(self._data_dir)),
            *("--tls-cert", str(certificate), "--tls-key", str(key)),
            *("--stay-while", str(self._state)),
            *(["--demo"] if self._demo else []),
        ]
        with self._state.with_name(OUTPUT_FILE).open("wb") as output:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl+C at the desktop, or its end, must not end the gateway.
                start_new_session=True,
                creationflags=_APART,
            )

    def _last_words(self) -> str:
        text = self._state.with_name(OUTPUT_FILE).read_text("utf-8", errors="replace").strip()
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
        self._port.write_text(str(shared.port), encoding="ascii")

    def _free_port(self) -> int:
        """The port of the last time if it is free, else any; TryAgain where there is none."""
        try:
            usual = int(self._port.read_text(encoding="ascii"))
        except (OSError, ValueError):
            usual = USUAL_PORT
        for port in (usual, 0):
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as free:
                if os.name == "posix":
                    free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    free.bind((EVERYWHERE, port))
                except (OSError, OverflowError):
                    continue
                return int(free.getsockname()[1])
        raise TryAgain("This computer has no free port to share the cinema on.")


def _own_host() -> str:
    """This computer's address on its network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only says which of its addresses it would use.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return LOOPBACK
        return str(probe.getsockname()[0])


def _wait_for(child: "subprocess.Popen[bytes]") -> None:
    """Wait until it has ended as it was asked to, and kill it when it does not. Blocks."""
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
