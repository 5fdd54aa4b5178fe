"""What goes over a socket, byte by byte: requests as they are meant, and WebSocket frames."""

import socket
from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import BinaryIO

from tests.fuzz.besieged import LOOPBACK, PATIENCE_SECONDS
from tests.wire.transports import PROTOCOL

UPGRADE = (
    f"GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    f"Sec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n"
).encode()
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
#: A mask that leaves the content as it is.
MASK = bytes(4)


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    """A connection to a gateway."""
    with socket.create_connection((LOOPBACK, port), PATIENCE_SECONDS) as line:
        yield line


@contextmanager
def upgraded(port: int) -> Iterator[tuple[socket.socket, BinaryIO]]:
    """A WebSocket, to send to and to read from."""
    with connected(port) as line, line.makefile("rb") as heard:
        line.sendall(UPGRADE)
        while heard.readline() != b"\r\n":
            pass
        yield line, heard


def frame(opcode: int, content: bytes = b"", *, last: bool = True, reserved: int = 0) -> bytes:
    """A client's frame. `reserved`: the three bits that mean nothing, as a number up to 7."""
    head = bytes([last << 7 | reserved << 4 | opcode])
    return head + _size(len(content)) + MASK + content


def message(opcode: int, content: bytes, cuts: Set[int] = frozenset()) -> bytes:
    """A message in fragments, cut at these places (from 1 on)."""
    ends = [*sorted(cut for cut in cuts if cut < len(content)), len(content)]
    starts = [0, *ends[:-1]]
    return b"".join(
        frame(CONTINUATION if start else opcode, content[start:end], last=end == ends[-1])
        for start, end in zip(starts, ends, strict=True)
    )


def frames(heard: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Opcode and content of each frame that a gateway sends, until it ends the connection."""
    while head := heard.read(2):
        size = head[1]
        if size > 125:
            size = int.from_bytes(heard.read(2 if size == 126 else 8))
        yield head[0] & 0x0F, heard.read(size)


def _size(size: int) -> bytes:
    if size < 126:
        return bytes([128 | size])
    if size < 1 << 16:
        return bytes([128 | 126]) + size.to_bytes(2)
    return bytes([128 | 127]) + size.to_bytes(8)
