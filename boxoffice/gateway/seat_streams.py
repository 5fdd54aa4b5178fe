"""Live seats for many watchers: one execution per show and document, its message encoded once."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Callable, Hashable
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, VariableNode
from graphql.execution import get_argument_values

from boxoffice.gateway.access import RULES
from boxoffice.gateway.closing import Closing
from boxoffice.gateway.executor import Gateway, Opened, Prepared, broken_off
from boxoffice.gateway.request import Request
from boxoffice.gateway.resolvers.seats import seat_map
from boxoffice.gateway.standing import while_admitted
from boxoffice.model.booking import SeatDelta, SeatSnapshot

#: Messages that may wait for one watcher; beyond them it is sent a new snapshot.
WAITING_MESSAGES = 64
_FIELD = "seatMap"
_PATH = f"Subscription.{_FIELD}"
#: Arguments that say where a watcher takes up, and not what it sees.
_PLACES = ("epoch", "sinceVersion")

#: A whole response that was encoded before, or one that is still to be.
Response = bytes | dict[str, Any]
Encode = Callable[[object], bytes]


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a watcher has come; without an epoch it has seen nothing."""

    epoch: str = ""
    version: int = -1

    def after(self, event: SeatSnapshot | SeatDelta) -> "_Place":
        """Where who was here is once it has seen `event`."""
        if isinstance(event, SeatSnapshot):
            return _Place(event.epoch, event.version)
        return _Place(self.epoch, event.version)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a subscription to a seat map asks for; `key` is the same for all who see alike."""

    key: Hashable
    show_id: int
    place: _Place


class SeatStreams:
    """Responses of subscriptions. Those to the seat map of one show by one document are made
    once for all; every watcher is admitted by itself, and takes up where it was by itself."""

    def __init__(self, gateway: Gateway, encode: Encode) -> None:
        self._gateway = gateway
        self._encode = encode
        self._shared: dict[Hashable, _Shared] = {}

    async def follow(self, prepared: Prepared, request: Request) -> AsyncGenerator[Response, None]:
        """One response per event; close the iterator to end the subscription."""
        opened = await self._gateway.open(prepared, request)
        if isinstance(opened, dict):
            yield opened
            return
        async with Closing(aiter(opened.events)):
            asked = _asked(prepared, opened)
            if asked is None:
                responses = self._plain(opened)
            else:
                # What is shared passes by the check that every other stream is under.
                seats, arguments = self._seats(opened, asked), {"show_id": asked.show_id}
                responses = while_admitted(RULES[_PATH], request, arguments, seats)
            async with Closing(responses):
                try:
                    async for response in responses:
                        yield response
                except Exception as error:
                    yield broken_off(error)

    async def _plain(self, opened: Opened) -> AsyncGenerator[Response, None]:
        async for event in opened.events:
            yield await opened.answer(event)

    async def _seats(self, opened: Opened, asked: _Asked) -> AsyncGenerator[Response, None]:
        place = asked.place
        while True:
            shared = self._joinable(opened, asked, place)
            if shared is None:
                # By itself, until it has seen all that the others have.
                events = _events(opened, asked.show_id, place)
                async with Closing(events):
                    async for event in events:
                        yield self._encode(await opened.answer(event))
                        place = place.after(event)
                        if self._joinable(opened, asked, place) is not None:
                            break
                    else:
                        return
                continue
            member = shared.join(place)
            try:
                while (response := await member.next()) is not None:
                    yield response
            finally:
                shared.leave(member)
            if shared.ended:
                return
            place = _Place()

    def _joinable(self, opened: Opened, asked: _Asked, place: _Place) -> "_Shared | None":
        """The stream that a watcher at `place` can be fed from without missing anything."""
        if not place.epoch:
            return None
        shared = self._shared.get(asked.key)
        if shared is None:

            def forget() -> None:
                del self._shared[asked.key]

            shared = _Shared(opened, asked.show_id, place, self._encode, forget)
            self._shared[asked.key] = shared
        elif shared.place.epoch != place.epoch or shared.place.version > place.version:
            return None
        elif place is asked.place and shared.place.version < place.version:
            # So it says; what it has seen here might be ahead, but this may never have been.
            return None
        return shared


class _Shared:
    """One stream from the Booking service and those who are fed from it, until the last leaves.

    It is executed in the context of whoever came first: a seat map tells everybody the same.
    """

    def __init__(
        self,
        opened: Opened,
        show_id: int,
        place: _Place,
        encode: Encode,
        forget: Callable[[], None],
    ) -> None:
        self.place = place
        self.ended = False
        self._opened = opened
        self._show_id = show_id
        self._encode = encode
        self._forget = forget
        self._members: set[_Member] = set()
        self._task = asyncio.create_task(self._run())

    def join(self, place: _Place) -> "_Member":
        """A watcher that has seen everything up to `place`."""
        member = _Member(place)
        self._members.add(member)
        return member

    def leave(self, member: "_Member") -> None:
        """Feed this watcher no more; without any the stream ends."""
        self._members.discard(member)
        if not self._members and not self.ended:
            self._end()
            self._task.cancel()

    async def _run(self) -> None:
        last: Response | None = None
        try:
            events = _events(self._opened, self._show_id, self.place)
            async with Closing(events):
                async for event in events:
                    response = self._encode(await self._opened.answer(event))
                    self.place = self.place.after(event)
                    is_whole = isinstance(event, SeatSnapshot)
                    for member in self._members:
                        member.put(response, self.place, is_whole=is_whole)
        except Exception as error:
            last = broken_off(error)
        self._end()
        for member in self._members:
            member.end(last)

    def _end(self) -> None:
        self.ended = True
        self._forget()


class _Member:
    """One watcher's queue."""

    def __init__(self, place: _Place) -> None:
        self._place = place
        self._waiting: deque[Response] = deque()
        self._over = False
        self._ready = asyncio.Event()

    def put(self, response: Response, place: _Place, *, is_whole: bool) -> None:
        """Take in a message, unless it was seen; a snapshot makes all before it needless."""
        if self._over:
            return
        if is_whole:
            self._waiting.clear()
        elif place.epoch != self._place.epoch or place.version <= self._place.version:
            return
        elif len(self._waiting) == WAITING_MESSAGES:
            self._waiting.clear()
            self.end(None)
            return
        self._place = place
        self._waiting.append(response)
        self._ready.set()

    def end(self, last: Response | None) -> None:
        """Nothing comes any more, but `last`."""
        if last is not None:
            self._waiting.append(last)
        self._over = True
        self._ready.set()

    async def next(self) -> Response | None:
        """The next message; None when there will be none."""
        while not self._waiting:
            if self._over:
                return None
            self._ready.clear()
            await self._ready.wait()
        return self._waiting.popleft()


def _events(
    opened: Opened, show_id: int, place: _Place
) -> AsyncGenerator[SeatSnapshot | SeatDelta, None]:
    return seat_map(opened.executor.context_value, show_id, place.epoch, place.version)


def _asked(prepared: Prepared, opened: Opened) -> _Asked | None:
    """None for any other subscription, and for one whose field lies in a fragment."""
    executor = opened.executor
    (node, *others) = prepared.operation.selection_set.selections
    if others or not isinstance(node, FieldNode) or node.name.value != _FIELD:
        return None
    root = executor.schema.subscription_type
    assert root is not None
    arguments = get_argument_values(root.fields[_FIELD], node, executor.variable_values)
    since = arguments.get("since_version")
    place = _Place(arguments.get("epoch") or "", -1 if since is None else since)
    placing = {
        argument.value.name.value
        for argument in node.arguments or ()
        if argument.name.value in _PLACES and isinstance(argument.value, VariableNode)
    }
    seen = {name: value for name, value in prepared.variables.items() if name not in placing}
    # The node tells documents apart; it is kept by whoever is fed, so no other takes its place.
    key = (id(node), arguments["show_id"], json.dumps(seen, sort_keys=True))
    return _Asked(key, arguments["show_id"], place)
