"""Stand-ins for the services that answer from a table and remember what they were asked."""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Mapping
from inspect import isawaitable
from typing import Any, cast

from boxoffice.gateway.upstream import Services

SERVICES = (
    "movies",
    "theatres",
    "screens",
    "shows",
    "bookings",
    "payments",
    "users",
    "notifications",
    "displays",
    "cancelled",
)


class UpstreamDouble:
    """`answers` has `users.caller` and the like: a value, an exception to raise, or a function
    (perhaps async) of the arguments. Under a `watch_` method a tuple or a stream is streamed.
    `calls` lists what was asked."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self.answers = dict(answers)
        self.calls: list[str] = []

    def services(self) -> Services:
        """All of them."""
        return Services(**{name: cast(Any, _Service(self, name)) for name in SERVICES})

    def answer(self, path: str, arguments: tuple[Any, ...]) -> Any:
        """What `path` answers to these arguments."""
        self.calls.append(path)
        answer = self.answers[path]
        if isinstance(answer, Exception):
            raise answer
        return answer(*arguments) if callable(answer) else answer


class _Service:
    def __init__(self, upstream: UpstreamDouble, name: str) -> None:
        self._upstream = upstream
        self._name = name

    def __getattr__(self, method: str) -> Callable[..., Any]:
        path = f"{self._name}.{method}"

        async def call(*arguments: Any, **named: Any) -> Any:
            answer = self._upstream.answer(path, (*arguments, *named.values()))
            return await answer if isawaitable(answer) else answer

        async def stream(*arguments: Any) -> AsyncIterator[Any]:
            items = self._upstream.answer(path, arguments)
            if isinstance(items, AsyncIterable):
                async for item in items:
                    yield item
            else:
                for item in items:
                    yield item

        return stream if method.startswith("watch_") else call
