"""Whatever is said on a WebSocket, it goes on or is closed for a reason that is told."""

import json
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import lines
from tests.fuzz.besieged import Besieged
from tests.fuzz.effort import effort
from tests.wire import documents
from tests.wire.transports import init_payload

EXAMPLES = 150
#: What a gateway closes a socket with. 1011 is not among them: it says that a bug was met.
REASONS = {1000, 1002, 1003, 1007, 1008, 1009, 4400, 4401, 4403, 4409, 4429}
LAST = {"type": "subscribe", "id": "last", "payload": {"query": "{ __typename }"}}
LAST_DONE = {"type": "complete", "id": "last"}


def as_json(message: object) -> bytes:
    """As the protocol says it."""
    return json.dumps(message).encode()


def text(message: object) -> bytes:
    """The message in one frame."""
    return lines.frame(lines.TEXT, as_json(message))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
ids = st.sampled_from(["1", "2", "3"])
odd_ids = st.sampled_from(["", "9" * 200_000]) | st.text(max_size=200) | json_values
operations = st.sampled_from(
    [
        {"query": "{ __typename }"},
        {"query": "{ serverTime }", "operationName": "none"},
        {"query": documents.SEAT_MAP, "variables": {"showId": 10001}},
        {"query": documents.SEAT_MAP, "variables": {"showId": 10001, "epoch": "x" * 9_000}},
        {"query": documents.SEAT_MAP, "variables": {"showId": 0}},
        {"query": documents.GET_SEATS, "variables": {"id": "10001"}},
        {"query": documents.GET_SEATS, "variables": {"id": ["\ud800"]}},
        {"query": documents.FETCH_USER},
        {"query": "subscription { seatMap(showId: 1) { __typename } }", "extensions": {}},
        {"query": 'subscription { bookingChanged(bookingId: "b") { booking_id } }'},
        {"query": "{" * 5_000},
        {},
    ]
)
types = st.sampled_from(["connection_init", "subscribe", "complete", "ping", "pong", "next", "?"])
pings = st.just({"type": "ping"})
subscribes = st.fixed_dictionaries({"type": st.just("subscribe"), "id": ids, "payload": operations})
completes = st.fixed_dictionaries({"type": st.just("complete"), "id": ids})
odd = st.fixed_dictionaries(
    {},
    optional={
        "type": types | json_values,
        "id": ids | odd_ids,
        "payload": operations | json_values,
    },
)
cuts = st.just(frozenset[int]()) | st.frozensets(st.integers(1, 200), max_size=4)


def fragments(
    texts: st.SearchStrategy[bytes], opcode: int = lines.TEXT
) -> st.SearchStrategy[bytes]:
    """A message of such a text, whole or in fragments."""
    return st.builds(lines.message, st.just(opcode), texts, cuts)


sensible = fragments((subscribes | subscribes | completes | pings).map(as_json)) | st.builds(
    lines.frame, st.sampled_from([lines.PING, lines.PONG]), st.binary(max_size=125)
)
#: What most sockets do not survive.
foolish = (
    fragments(odd.map(as_json) | odd.map(as_json).map(lambda whole: whole[:-1]))
    | fragments(st.binary(max_size=2_000))
    | fragments(st.binary(max_size=2_000), lines.BINARY)
)
speech = st.lists(
    st.sampled_from([sensible] * 15 + [foolish]).flatmap(lambda one: one), min_size=1, max_size=10
)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_a_socket_goes_on_or_says_why_not(town: Besieged) -> None:
    inits = st.sampled_from(
        [
            *[text({"type": "connection_init", "payload": init_payload(town.token("clerk"))})] * 8,
            *[text({"type": "connection_init"})] * 4,
            text({"type": "connection_init", "payload": {"authorization": "Bearer forged"}}),
            text({"type": "connection_init", "payload": {"authorization": {"Bearer": ["forged"]}}}),
            b"",
        ]
    )

    @effort(EXAMPLES)
    @given(init=inits, speeches=st.lists(speech.map(b"".join), min_size=1, max_size=4))
    def converse(init: bytes, speeches: list[bytes]) -> None:
        with lines.upgraded(town.guests_port) as (line, heard):
            line.sendall(init)
            for speech in speeches:
                line.sendall(speech + text(LAST))
                if not goes_on(heard):
                    break
        town.check()

    converse()


def goes_on(heard: BinaryIO) -> bool:
    """Hear all that a gateway has to say until it has done what came last; False where it closes
    the socket."""
    for opcode, content in lines.frames(heard):
        if opcode == lines.CLOSE:
            assert int.from_bytes(content[:2]) in REASONS, content
            return False
        if opcode == lines.TEXT:
            message = json.loads(content)
            if message == LAST_DONE:
                return True
            assert message["type"] in {"connection_ack", "next", "error", "complete", "pong"}
    raise AssertionError("The gateway ended the connection without a word.")
