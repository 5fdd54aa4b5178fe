"""Sends a response to its reader in bounded time."""

import asyncio

from aiohttp import web

from boxoffice.gateway.server import limits as fixed


async def deliver(request: web.BaseRequest, response: web.Response) -> bool:
    """Write the whole response. False for a reader who takes it in more slowly than SEND_SECONDS
    and READER_BYTES_PER_SECOND allow, whose connection is then ended; ConnectionError."""
    transport = request.transport
    if transport is None:
        raise ConnectionResetError
    body = response.body
    size = len(body) if isinstance(body, bytes | bytearray) else 0
    # Draining waits for all of it: what is left unsent would keep the connection for good.
    transport.set_write_buffer_limits(high=0)
    try:
        async with asyncio.timeout(fixed.SEND_SECONDS + size / fixed.READER_BYTES_PER_SECOND):
            writer = await response.prepare(request)
            await response.write_eof()
            if writer is not None:
                await writer.drain()
    except TimeoutError:
        transport.abort()
        return False
    transport.set_write_buffer_limits()
    return True
