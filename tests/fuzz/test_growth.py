"""What a gateway has when all is over is what it had before."""

from itertools import pairwise

from tests.fuzz import lines
from tests.fuzz.besieged import OPEN_FILES, RESIDENT_KIB, TASKS, Besieged
from tests.fuzz.effort import times
from tests.fuzz.streams import CHUNKED, POST, SOCKET
from tests.fuzz.test_frames import LAST, goes_on, text
from tests.wire import documents
from tests.wire.transports import init_payload

#: So often is each thing done between two counts; what is left behind each time shows.
ROUNDS = 30
#: What there may be more of by chance, such as timers that have not ended.
CHANCE = {OPEN_FILES: 0, TASKS: 0, RESIDENT_KIB: 2_048}
CHANCE_OBJECTS = 15
#: The same each time, so that one hold is all that comes of it.
LOCK = """mutation { lockSeats(lock: { showID: %d, userID: "u", seatIDs: ["A1"], token: "t" })
  { success } }"""


def test_nothing_is_left_behind_by_thousands_of_connections(town: Besieged) -> None:
    counts = []
    for _ in range(2 + times()):
        assail(town)
        counts.append(town.count())
    # What is made once and kept, by whoever needs it first, grows one of the counts, not each.
    grown = {
        name: least
        for name in counts[-1]
        if (least := min(later[name] - earlier[name] for earlier, later in pairwise(counts)))
        > CHANCE.get(name, CHANCE_OBJECTS)
    }
    assert grown == {}
    town.check()


def assail(town: Besieged) -> None:
    """Ask and break off in every way, ROUNDS times."""
    streams = [b"", POST[:40], POST[:-5], CHUNKED[:-20], POST * 3, bytes(100)]
    streams += [lines.UPGRADE, SOCKET + b"\xff" * 20, SOCKET[:-5]]
    for _ in range(ROUNDS):
        for sent in streams:
            with lines.connected(town.port) as line:
                line.sendall(sent)
        for token in ("", town.ids.tokens["clerk"], "forged"):
            for query in ("{ nothing }", "{", "{ me { userId } }", LOCK % town.ids.today):
                town.ask(query, token)
        for leaves in (True, False):
            watch(town, leaves=leaves)


def watch(town: Besieged, *, leaves: bool) -> None:
    """Watch two shows and ask something, then leave, with or without a word."""
    with lines.upgraded(town.port) as (line, heard):
        payload = init_payload(town.ids.tokens["clerk"])
        said = [text({"type": "connection_init", "payload": payload})]
        for show_id in (town.ids.today, town.ids.tomorrow):
            watching = {"query": documents.SEAT_MAP, "variables": {"showId": show_id}}
            said.append(text({"type": "subscribe", "id": str(show_id), "payload": watching}))
        asking = {"query": documents.GET_SEATS, "variables": {"id": str(town.ids.today)}}
        said.append(text({"type": "subscribe", "id": "q", "payload": asking}))
        line.sendall(b"".join(said) + text(LAST))
        assert goes_on(heard)
        if not leaves:
            line.sendall(lines.frame(lines.CLOSE, (1000).to_bytes(2)))
            assert not goes_on(heard)
