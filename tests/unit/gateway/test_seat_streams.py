"""Live seats for many: executed once, seen alike by all, and by each from where it was."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import pytest

from boxoffice.gateway import seat_streams
from boxoffice.gateway.executor import Gateway, Opened
from boxoffice.gateway.seat_streams import Response, SeatStreams
from boxoffice.gateway.server.messages import encode
from boxoffice.model.booking import SeatDelta, SeatSnapshot, SeatUpdate
from boxoffice.model.errors import NotSignedIn, TryAgain
from tests.clock import FakeClock
from tests.unit.gateway import samples
from tests.unit.gateway.upstream_double import UpstreamDouble

TEXT = """subscription ($epoch: String, $since: Int) {
  seatMap(showId: 10001, epoch: $epoch, sinceVersion: $since) {
    ... on SeatMapSnapshot { epoch version }
    ... on SeatMapDelta { version }
  }
}"""


class Show:
    """The Booking service's seats of one show: epochs, versions, and everybody's queue."""

    def __init__(self) -> None:
        self.epoch, self.version = "e1", 0
        self.watchers: set[asyncio.Queue[SeatUpdate | Exception | None]] = set()
        self.begun: list[tuple[str, int]] = []

    def answers(self) -> dict[str, object]:
        return {"shows.get": samples.show(), "bookings.watch_seats": self.watch}

    def change(self) -> None:
        """A seat changes."""
        self.version += 1
        self.tell(SeatUpdate(delta=SeatDelta(10001, self.version, ())))

    def renew(self, epoch: str) -> None:
        """A new epoch begins."""
        self.epoch, self.version = epoch, 0
        self.tell(self.snapshot())

    def tell(self, update: SeatUpdate | Exception | None) -> None:
        for watcher in self.watchers:
            watcher.put_nowait(update)

    def snapshot(self) -> SeatUpdate:
        at = samples.NOON
        return SeatUpdate(SeatSnapshot(10001, "100001", self.epoch, self.version, at, b"", ()))

    async def watch(self, _show_id: int, epoch: str, since: int) -> AsyncIterator[SeatUpdate]:
        self.begun.append((epoch, since))
        mine: asyncio.Queue[SeatUpdate | Exception | None] = asyncio.Queue()
        if epoch == self.epoch and 0 <= since <= self.version:
            for version in range(since + 1, self.version + 1):
                mine.put_nowait(SeatUpdate(delta=SeatDelta(10001, version, ())))
        else:
            mine.put_nowait(self.snapshot())
        self.watchers.add(mine)
        try:
            while (update := await mine.get()) is not None:
                if isinstance(update, Exception):
                    raise update
                yield update
        finally:
            self.watchers.discard(mine)


class House:
    """A gateway over one show, and its watchers; `made` counts what was executed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.show = Show()
        self.upstream = UpstreamDouble(
            {"users.caller": samples.ANDHERI_CLERK, **self.show.answers()}
        )
        self.gateway = Gateway(self.upstream.services(), FakeClock())
        self.streams = SeatStreams(self.gateway, encode)
        self.made = 0
        self.watchers: list[Seen] = []
        answer = Opened.answer

        async def counted(opened: Opened, event: object) -> dict[str, Any]:
            self.made += 1
            return await answer(opened, event)

        monkeypatch.setattr(Opened, "answer", counted)

    def watcher(self, text: str = TEXT, *, slow: bool = False, **variables: object) -> "Seen":
        """Somebody who begins to watch."""
        prepared = self.gateway.prepare(text, variables)
        assert not isinstance(prepared, list)
        seen = Seen(self.streams.follow(prepared, self.gateway.request("t")), slow=slow)
        self.watchers.append(seen)
        return seen


class Seen:
    """What one watcher sees, who reads at once, or only what it is told to."""

    def __init__(self, responses: AsyncGenerator[Response, None], *, slow: bool = False) -> None:
        self._responses = responses
        self._read: asyncio.Queue[Response | None] = asyncio.Queue()
        self._reading = None if slow else asyncio.create_task(self._read_on())

    async def next(self) -> Any:
        """The next message's seat map, or its errors; None at the end."""
        response = await (anext(self._responses) if self._reading is None else self._read.get())
        if response is None:
            return None
        whole = json.loads(response) if isinstance(response, bytes) else response
        return whole["data"]["seatMap"] if "data" in whole else whole["errors"]

    async def leave(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        await self._responses.aclose()

    async def _read_on(self) -> None:
        async for response in self._responses:
            self._read.put_nowait(response)
        self._read.put_nowait(None)


@pytest.fixture
async def house(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    house = House(monkeypatch)
    yield house
    for watcher in house.watchers:
        await watcher.leave()
    await asyncio.sleep(0)
    assert house.show.watchers == set()


def snapshot(version: int, epoch: str = "e1") -> dict[str, object]:
    return {"epoch": epoch, "version": version}


async def test_a_change_is_executed_once_however_many_watch(house: House) -> None:
    watchers = [house.watcher() for _ in range(50)]
    for watcher in watchers:
        assert await watcher.next() == snapshot(0)
    assert house.made == 50
    for version in (1, 2):
        house.show.change()
        assert [await watcher.next() for watcher in watchers] == [{"version": version}] * 50
    assert house.made == 52
    assert len(house.show.watchers) == 1


async def test_everybody_is_admitted_by_himself(house: House) -> None:
    clerk = house.watcher()
    assert await clerk.next() == snapshot(0)
    house.upstream.answers["users.caller"] = samples.PUNE_CLERK
    stranger = house.watcher()
    assert (await stranger.next())[0]["extensions"] == {"code": "NOT_ALLOWED"}
    house.upstream.answers["users.caller"] = NotSignedIn("The session has ended.")
    late = house.watcher()
    assert (await late.next())[0]["extensions"] == {"code": "NOT_SIGNED_IN"}
    house.show.change()
    assert await clerk.next() == {"version": 1}


async def test_a_watcher_who_comes_back_misses_nothing_and_is_sent_no_snapshot(
    house: House,
) -> None:
    first = house.watcher()
    assert await first.next() == snapshot(0)
    for version in (1, 2, 3):
        house.show.change()
        assert await first.next() == {"version": version}
    back = house.watcher(epoch="e1", since=1)
    assert [await back.next() for _ in range(2)] == [{"version": 2}, {"version": 3}]
    house.show.change()
    assert [await one.next() for one in (back, first)] == [{"version": 4}] * 2
    assert len(house.show.watchers) == 1


async def test_the_first_to_come_back_takes_up_where_it_was(house: House) -> None:
    house.show.change()
    house.show.change()
    back = house.watcher(epoch="e1", since=1)
    assert await back.next() == {"version": 2}
    house.show.change()
    assert await back.next() == {"version": 3}
    assert house.show.begun == [("e1", 1)]


@pytest.mark.parametrize(("epoch", "since"), [("e0", 5), ("e1", 99), ("e1", -7), ("x" * 99, 0)])
async def test_a_place_that_never_was_gets_a_snapshot_and_disturbs_nobody(
    house: House, epoch: str, since: int
) -> None:
    liar = house.watcher(epoch=epoch, since=since)
    assert await liar.next() == snapshot(0)
    honest = house.watcher()
    assert await honest.next() == snapshot(0)
    house.show.change()
    assert [await one.next() for one in (liar, honest)] == [{"version": 1}] * 2


async def test_a_new_epoch_is_told_to_all_by_one_snapshot(house: House) -> None:
    watchers = [house.watcher() for _ in range(3)]
    for watcher in watchers:
        await watcher.next()
    house.show.change()
    for watcher in watchers:
        await watcher.next()
    house.show.renew("e2")
    assert [await one.next() for one in watchers] == [snapshot(0, "e2")] * 3
    house.show.change()
    assert [await one.next() for one in watchers] == [{"version": 1}] * 3


async def test_a_watcher_too_slow_is_sent_a_new_snapshot_and_holds_up_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seat_streams, "WAITING_MESSAGES", 3)
    slow, quick = house.watcher(slow=True), house.watcher()
    assert [await one.next() for one in (slow, quick)] == [snapshot(0)] * 2
    house.show.change()
    house.show.change()
    assert [await slow.next() for _ in range(2)] == [{"version": 1}, {"version": 2}]
    assert [await quick.next() for _ in range(2)] == [{"version": 1}, {"version": 2}]
    for version in range(3, 9):
        house.show.change()
        assert await quick.next() == {"version": version}
    assert await slow.next() == snapshot(8)
    house.show.change()
    assert [await one.next() for one in (slow, quick)] == [{"version": 9}] * 2


async def test_a_stream_that_fails_tells_all_who_watch(house: House) -> None:
    watchers = [house.watcher() for _ in range(2)]
    for watcher in watchers:
        assert await watcher.next() == snapshot(0)
    house.show.change()
    for watcher in watchers:
        assert await watcher.next() == {"version": 1}
    house.show.tell(TryAgain("The seats are being read anew."))
    for watcher in watchers:
        assert (await watcher.next())[0]["extensions"] == {"code": "TRY_AGAIN"}
        assert await watcher.next() is None
    again = house.watcher()
    assert await again.next() == snapshot(1)


async def test_who_selects_other_fields_has_a_stream_of_its_own(house: House) -> None:
    alike = [house.watcher() for _ in range(2)]
    other = house.watcher(text=TEXT.replace("{ version }", "{ showId version }"))
    for watcher in (*alike, other):
        await watcher.next()
    house.show.change()
    assert [await one.next() for one in alike] == [{"version": 1}] * 2
    assert await other.next() == {"showId": 10001, "version": 1}


async def test_a_field_in_a_fragment_is_answered_all_the_same(house: House) -> None:
    text = """subscription { ...Map } fragment Map on Subscription {
      seatMap(showId: 10001) { ... on SeatMapSnapshot { version } } }"""
    watcher = house.watcher(text=text)
    assert await watcher.next() == {"version": 0}


async def test_a_directive_that_takes_the_only_field_away_is_refused(house: House) -> None:
    text = "subscription { seatMap(showId: 10001) @skip(if: true) { __typename } }"
    assert isinstance(house.gateway.prepare(text), list)
