"""Whatever bytes come, the gateway answers and ends the connection, and nobody else waits."""

import contextlib
import re
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.gateway.server import limits
from tests.fuzz import lines
from tests.fuzz.besieged import Besieged, besieged
from tests.fuzz.effort import effort
from tests.fuzz.streams import streams
from tests.wire.conftest import Founded

EXAMPLES = 8
#: How long the gateway of these tests waits for anything, so that its patience is seen to end.
SHORT_SECONDS, REQUEST_SECONDS = 0.1, 2.0
TRIES = 10
WAITS = (
    "HEAD_SECONDS",
    "KEEPALIVE_SECONDS",
    "LINGER_SECONDS",
    "INIT_SECONDS",
    "SESSION_CHECK_SECONDS",
    "IDLE_SECONDS",
    "CLOSE_SECONDS",
)
STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3}) ", re.MULTILINE)


@pytest.fixture(scope="module")
def town(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    """Its gateways lose patience soon."""
    with pytest.MonkeyPatch.context() as patch:
        for name in WAITS:
            patch.setattr(limits, name, SHORT_SECONDS)
        data_dir = tmp_path_factory.mktemp("besieged") / "town"
        with besieged(founded, data_dir, request_seconds=REQUEST_SECONDS) as town:
            yield town


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_every_connection_is_ended_and_no_other_waits_for_it(town: Besieged) -> None:
    @effort(EXAMPLES)
    @given(sent=st.lists(streams, min_size=30, max_size=60), pauses=st.booleans())
    def send(sent: list[bytes], pauses: bool) -> None:
        with contextlib.ExitStack() as stack:
            opened = [stack.enter_context(lines.connected(town.port)) for _ in sent]
            parts = [each.partition(b"\r\n\r\n") if pauses else (each,) for each in sent]
            for part in zip(*parts, strict=True):
                for line, some in zip(opened, part, strict=True):
                    # It may be ended by what came first.
                    with contextlib.suppress(ConnectionError):
                        line.sendall(some)
                check(town)
            for line in opened:
                said = all_from(line)
                assert all(int(status) < 500 for status in STATUS.findall(said)), said

    send()


def check(town: Besieged) -> None:
    """As the town's, whose hurried gateways may end an honest connection too on a busy machine."""
    for _ in range(TRIES):
        with contextlib.suppress(ConnectionError):
            return town.check()
    raise AssertionError("No honest connection is answered.")


def all_from(line: socket.socket) -> bytes:
    """All that comes until the gateway ends the connection."""
    said = bytearray()
    with contextlib.suppress(ConnectionError):
        while chunk := line.recv(65_536):
            said += chunk
    return bytes(said)
