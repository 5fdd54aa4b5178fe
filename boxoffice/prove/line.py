"""A line between some clients and their gateway that can be cut and delayed."""

import asyncio
from contextlib import suppress

CHUNK_BYTES = 65_536


class Line:
    """Passes bytes on between a port of this machine and the one that it leads to. While `is_cut`
    whoever connects is sent away; `delay_seconds` holds back whatever passes."""

    def __init__(self) -> None:
        #: The gateway's address as clients are to know it, once it is open.
        self.address = ""
        self._gateway_port = 0
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self.delay_seconds = 0.0
        self.is_cut = False

    async def open(self) -> str:
        """Begin to pass on; answers `address`."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self.address

    def lead_to(self, address: str) -> None:
        """Have whoever connects from now on reach this gateway, http://127.0.0.1:PORT. Before that
        nobody is reached."""
        self._gateway_port = int(address.rpartition(":")[2])

    def cut(self) -> None:
        """Break every connection in the middle of whatever passes."""
        self.is_cut = True
        for end in tuple(self._ends):
            end.transport.abort()

    def mend(self) -> None:
        """Let it be used again, and pass on at once."""
        self.is_cut = False
        self.delay_seconds = 0.0

    async def close(self) -> None:
        """Stop."""
        if self._server is not None:
            self._server.close()
        self.cut()
        for pump in tuple(self._pumps):
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            up_reader, up = await asyncio.open_connection("127.0.0.1", self._gateway_port)
        except OSError:
            writer.transport.abort()
            return
        if self.is_cut:
            # It may have been cut while this one was connecting.
            writer.transport.abort()
            up.transport.abort()
            return
        self._ends |= {writer, up}
        pumps = [
            asyncio.create_task(self._pump(reader, up)),
            asyncio.create_task(self._pump(up_reader, writer)),
        ]
        self._pumps.update(pumps)
        await asyncio.wait(pumps)
        self._pumps.difference_update(pumps)
        self._ends -= {writer, up}

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(CHUNK_BYTES):
                if self.delay_seconds:
                    await asyncio.sleep(self.delay_seconds)
                sink.write(data)
                await sink.drain()
        except OSError:
            # A process died, or the line was cut: the other side hears of it the same way.
            sink.transport.abort()
        with suppress(OSError):
            sink.close()
