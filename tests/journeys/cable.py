"""A cable between a counter and its gateway that a test can pull, put back and listen at."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

CHUNK_BYTES = 65_536

Watch = Callable[[bytes], None]


class Cable:
    """Passes bytes on between this machine's `port` and the gateway's.

    `pull` breaks every connection and takes no new one. `swallow_answers_after` passes on what is
    sent up to and with the first request that contains some text, and pulls before its answer.
    """

    def __init__(self, gateway_port: int) -> None:
        self._gateway_port = gateway_port
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self._trap = b""
        self._seen = b""
        self.pulled = asyncio.Event()
        self.port = 0

    async def put_in(self) -> None:
        """Let the gateway be reached, again on the same port."""
        self.pulled.clear()
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def pull(self) -> None:
        """Cut it."""
        self._cut()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    def swallow_answer_to(self, text: str) -> None:
        """The next request with `text` reaches the gateway; its answer does not come back."""
        self._trap = text.encode()

    def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for line in tuple(self._lines):
            line.transport.abort()
        self.pulled.set()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            up_reader, up = await asyncio.open_connection("127.0.0.1", self._gateway_port)
        except OSError:
            writer.transport.abort()
            return
        self._lines |= {writer, up}
        held = asyncio.Event()
        pumps = [
            asyncio.create_task(self._pump(reader, up, held, sending=True)),
            asyncio.create_task(self._pump(up_reader, writer, held, sending=False)),
        ]
        self._pumps.update(pumps)
        for pump in pumps:
            pump.add_done_callback(self._pumps.discard)
        await asyncio.wait(pumps)
        self._lines -= {writer, up}

    async def _pump(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        held: asyncio.Event,
        *,
        sending: bool,
    ) -> None:
        with suppress(OSError):
            while data := await source.read(CHUNK_BYTES):
                if sending and self._trap and self._trap in data:
                    self._trap = b""
                    held.set()
                elif not sending and held.is_set():
                    # The gateway has answered, so it has done it: only now the cable goes.
                    self._cut()
                    return
                sink.write(data)
                await sink.drain()
        sink.close()


@asynccontextmanager
async def cable(gateway_port: int) -> AsyncIterator[Cable]:
    """A cable that is in."""
    made = Cable(gateway_port)
    await made.put_in()
    try:
        yield made
    finally:
        await made.pull()
