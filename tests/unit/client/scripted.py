"""A transport that answers from a script and remembers what it was asked."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from typing import Any

from boxoffice.client.codec import encode
from boxoffice.client.transport import nobody
from boxoffice.model.user import Session, StaffUser
from tests.unit.client.moments import LATER

Response = Mapping[str, Any]


def data(field: str, value: object) -> Response:
    """A response with one root field."""
    return {"data": {field: value}}


def refused(code: str, message: str = "No.", **extensions: object) -> Response:
    """A response that is a refusal."""
    return {
        "data": None,
        "errors": [{"message": message, "extensions": {"code": code, **extensions}}],
    }


def session(number: int) -> Session:
    """The clerk's session; its tokens are numbered."""
    user = StaffUser("u1", "clerk", "Clerk", ())
    return Session(f"access-{number}", f"refresh-{number}", LATER, user)


def signed_in(field: str, number: int) -> Response:
    """The answer to signIn or refresh."""
    wire = encode(session(number))
    return data(field, {**wire, "expiresAt": LATER.isoformat()})


async def _nothing() -> None:
    return None


class ScriptedTransport:
    """`answers` are given one by one, an exception is raised; `streams` likewise, each a list
    that ends the stream, or breaks it where it has an exception. `calls` has the operation's
    name, its variables and the token."""

    def __init__(
        self,
        answers: Sequence[Response | Exception] = (),
        streams: Sequence[Sequence[Response | Exception]] = (),
    ) -> None:
        self.answers = list(answers)
        self.streams = list(streams)
        self.calls: list[tuple[str, dict[str, Any], str]] = []
        self.closed = 0
        self.on_closed: Callable[[], Awaitable[None]] = _nothing

    async def execute(self, text: str, variables: Mapping[str, Any], token: str) -> Response:
        """The next answer."""
        self._note(text, variables, token)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None] = nobody,
    ) -> AsyncGenerator[Response, None]:
        """The next stream."""
        self._note(text, variables, token)
        try:
            items = self.streams.pop(0)
            if not items or not isinstance(items[0], Exception):
                standing()
            for item in items:
                if isinstance(item, Exception):
                    raise item
                yield item
        finally:
            self.closed += 1
            await self.on_closed()

    def _note(self, text: str, variables: Mapping[str, Any], token: str) -> None:
        name = text.replace("{", " ").replace("(", " ").split()[1]
        self.calls.append((name, dict(variables), token))
