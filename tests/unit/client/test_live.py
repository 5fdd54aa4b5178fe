import asyncio
import base64

import pytest

from boxoffice.client.connection import Connection
from boxoffice.client.following import PAUSES
from boxoffice.client.live import LiveSeats
from boxoffice.model.booking import HoldView, SeatUpdate
from boxoffice.model.errors import NotFound
from tests.clock import FakeClock
from tests.unit.client.moments import LATER
from tests.unit.client.scripted import Response, ScriptedTransport, data, refused

STAMP = "2026-11-20T12:05:00Z"


def snapshot(version: int, states: str, epoch: str = "e1", **holds: list[int]) -> Response:
    """One digit of `states` a seat; each hold with its seats."""
    wire = bytes(map(int, states))
    return data(
        "seatMap",
        {
            "__typename": "SeatMapSnapshot",
            "showId": 10001,
            "layoutId": "100001",
            "epoch": epoch,
            "version": version,
            "serverTime": "2026-11-20T12:00:00Z",
            "states": base64.b64encode(wire).decode(),
            "holds": [
                {"holdId": hold_id, "expiresAt": STAMP, "indexes": indexes}
                for hold_id, indexes in holds.items()
            ],
        },
    )


def delta(version: int, *changes: tuple[int, int, str]) -> Response:
    """Each change: seat index, state, hold ("" for none)."""
    return data(
        "seatMap",
        {
            "__typename": "SeatMapDelta",
            "showId": 10001,
            "version": version,
            "changes": [
                {
                    "index": index,
                    "seatId": f"A{index + 1}",
                    "state": state,
                    "holdId": hold or None,
                    "expiresAt": STAMP if hold else None,
                }
                for index, state, hold in changes
            ],
        },
    )


class Pauses:
    """Counts how long the client means to wait, and stops at the `last` pause."""

    def __init__(self, last: int, clock: FakeClock) -> None:
        self.waited: list[float] = []
        self.done = asyncio.Event()
        self._last = last
        self._clock = clock

    async def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        if len(self.waited) == self._last:
            self.done.set()
            await asyncio.Event().wait()
        self._clock.advance(seconds)


async def watched(
    *streams: list[Response | Exception], pauses: int = 1
) -> tuple[LiveSeats, ScriptedTransport, list[SeatUpdate], Pauses, FakeClock]:
    """Live seats after their streams have run out."""
    clock = FakeClock()
    transport = ScriptedTransport(streams=streams)
    wait = Pauses(pauses, clock)
    live = LiveSeats(Connection(transport), 10001, {"mine"}, clock, wait)
    updates: list[SeatUpdate] = []
    live.on_change(updates.append)
    await live.start()
    await wait.done.wait()
    return live, transport, updates, wait, clock


async def test_a_snapshot_is_the_whole_picture() -> None:
    live, _, updates, _, _ = await watched([snapshot(7, "0123", h1=[1])])
    assert live.states == b"\x00\x01\x02\x03"
    assert live.holds == {"h1": HoldView("h1", LATER, (1,))}
    assert [update.snapshot is not None for update in updates] == [True]
    await live.close()


async def test_deltas_move_seats_between_holds() -> None:
    live, _, updates, _, _ = await watched(
        [
            snapshot(7, "0110", h1=[1, 2]),
            delta(8, (0, 1, "h2"), (1, 1, "h2")),
            delta(9, (2, 2, "")),
        ]
    )
    assert live.states == b"\x01\x01\x02\x00"
    assert live.holds == {"h2": HoldView("h2", LATER, (0, 1))}
    assert [update.delta.version for update in updates if update.delta] == [8, 9]
    await live.close()


async def test_a_hold_of_ours_that_ends_is_no_longer_ours() -> None:
    live, _, _, _, _ = await watched([snapshot(7, "10", mine=[0]), delta(8, (0, 0, ""))])
    assert live.mine == set()
    await live.close()


async def test_a_hold_of_ours_that_only_changes_seats_stays_ours() -> None:
    live, _, _, _, _ = await watched(
        [snapshot(7, "10", mine=[0]), delta(8, (0, 0, ""), (1, 1, "mine"))]
    )
    assert live.mine == {"mine"}
    assert live.holds == {"mine": HoldView("mine", LATER, (1,))}
    await live.close()


async def test_after_a_break_the_stream_is_taken_up_where_it_was() -> None:
    live, transport, updates, wait, _ = await watched(
        [snapshot(7, "00"), ConnectionResetError()], [delta(8, (0, 2, ""))], pauses=2
    )
    assert [variables for _, variables, _ in transport.calls] == [
        {"showId": 10001},
        {"showId": 10001, "epoch": "e1", "sinceVersion": 7},
    ]
    assert live.states == b"\x02\x00"
    assert len(updates) == 2
    assert wait.waited == [PAUSES[0], PAUSES[0]]
    await live.close()


async def test_a_missed_version_is_answered_by_asking_for_a_new_picture() -> None:
    live, transport, _, _, _ = await watched(
        [snapshot(7, "00"), delta(9, (0, 2, ""))], [snapshot(3, "22", "e2")], pauses=2
    )
    assert transport.calls[1][1] == {"showId": 10001}
    assert live.states == b"\x02\x02"
    await live.close()


async def test_the_picture_ages_from_the_break_on_and_tries_come_ever_more_slowly() -> None:
    broken: list[list[Response | Exception]] = [[ConnectionResetError()] for _ in range(6)]
    live, _, _, wait, clock = await watched([snapshot(7, "00")], *broken, pauses=7)
    assert wait.waited == [*PAUSES, PAUSES[-1], PAUSES[-1]]
    assert live.age_seconds == pytest.approx(sum(wait.waited[:-1]))
    clock.advance(1.0)
    assert live.age_seconds == pytest.approx(sum(wait.waited[:-1]) + 1.0)
    await live.close()


async def test_a_line_that_stands_again_makes_the_picture_current_though_nothing_was_missed() -> (
    None
):
    clock = FakeClock()
    wait = Pauses(2, clock)
    streams: list[list[Response | Exception]] = [[snapshot(7, "00"), ConnectionResetError()], []]
    ages: list[float] = []
    transport = ScriptedTransport(streams=streams)
    live = LiveSeats(Connection(transport), 10001, set(), clock, wait)

    async def closed() -> None:
        ages.append(live.age_seconds)

    transport.on_closed = closed
    await live.start()
    await wait.done.wait()
    assert ages == [0.0, 0.0]
    await live.close()


async def test_a_picture_that_is_current_has_no_age() -> None:
    transport = ScriptedTransport(streams=[[snapshot(7, "00")]])
    live = LiveSeats(Connection(transport), 10001, set(), FakeClock())
    assert live.age_seconds == 0.0
    await live.start()
    await live.close()


async def test_a_show_that_does_not_exist_is_refused_at_the_start() -> None:
    transport = ScriptedTransport(streams=[[refused("NOT_FOUND", "There is no show 10001.")]])
    live = LiveSeats(Connection(transport), 10001, set(), FakeClock())
    with pytest.raises(NotFound):
        await live.start()
    assert transport.closed == 1


async def test_a_listener_with_a_bug_stops_neither_the_picture_nor_the_others() -> None:
    clock = FakeClock()
    wait = Pauses(1, clock)
    transport = ScriptedTransport(streams=[[snapshot(7, "00"), delta(8, (0, 1, "h"))]])
    live = LiveSeats(Connection(transport), 10001, set(), clock, wait)
    heard: list[SeatUpdate] = []

    def broken(_update: SeatUpdate) -> None:
        raise ZeroDivisionError

    live.on_change(broken)
    remove = live.on_change(heard.append)
    await live.start()
    await wait.done.wait()
    assert len(heard) == 2
    remove()
    await live.close()
