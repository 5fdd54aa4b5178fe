"""The client's line to a gateway: who is signed in, and calls made as them."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any

from boxoffice.client.codec import decode, selection
from boxoffice.client.errors import lost, refusal_from
from boxoffice.client.transport import Transport, nobody
from boxoffice.model.errors import NotSignedIn
from boxoffice.model.user import Session

SIGN_IN = f"""mutation SignIn($username: String!, $password: String!) {{
  signIn(username: $username, password: $password) {selection(Session)}
}}"""
REFRESH = f"""mutation Refresh($refreshToken: String!) {{
  refresh(refreshToken: $refreshToken) {selection(Session)}
}}"""
SIGN_OUT = "mutation SignOut { signOut }"


class Connection:
    """Makes calls with the session's access token, and renews an expired session by itself.

    Calls raise the model's refusals; TryAgain also when the answer was lost.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._session: Session | None = None
        self._listeners: list[Callable[[Session | None], None]] = []
        self._renewal: asyncio.Task[None] | None = None

    @property
    def session(self) -> Session | None:
        """The session that calls are made with; None when nobody is signed in."""
        return self._session

    def on_session(self, listener: Callable[[Session | None], None]) -> Callable[[], None]:
        """Hear of each new session (whoever remembers the refresh token must: renewing spends
        it) and of its end; answers what takes the listener away again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def sign_in(self, username: str, password: str) -> Session:
        """Start a session; NotSignedIn, TryLater."""
        return await self._start(SIGN_IN, {"username": username, "password": password})

    async def resume(self, refresh_token: str) -> Session:
        """Start a session from a remembered refresh token, which is spent by it; NotSignedIn."""
        return await self._start(REFRESH, {"refreshToken": refresh_token})

    async def sign_out(self) -> None:
        """End the session; here it is over even if the gateway does not answer."""
        if self._session is not None:
            try:
                await self._execute(SIGN_OUT, {}, self._session.access_token)
            finally:
                self._put(None)

    async def call(self, text: str, variables: Mapping[str, Any]) -> Any:
        """The value of a document's one root field."""
        session = self._session
        try:
            return await self._execute(text, variables, _token(session))
        except NotSignedIn:
            if session is None:
                raise
            # Refused at the door, so nothing was done yet: repeating is safe, whatever it is.
            await self._renew(session)
            return await self._execute(text, variables, _token(self._session))

    async def stream(
        self, text: str, variables: Mapping[str, Any], standing: Callable[[], None] = nobody
    ) -> AsyncGenerator[Any, None]:
        """The values of a subscription's one root field; `standing` as in Transport."""
        session = self._session
        try:
            async with aclosing(
                self._subscribe(text, variables, _token(session), standing)
            ) as values:
                async for value in values:
                    yield value
            return
        except NotSignedIn:
            if session is None:
                raise
        await self._renew(session)
        token = _token(self._session)
        async with aclosing(self._subscribe(text, variables, token, standing)) as values:
            async for value in values:
                yield value

    async def _start(self, text: str, variables: Mapping[str, Any]) -> Session:
        session = decode(Session, await self._execute(text, variables, ""))
        self._put(session)
        return session

    async def _renew(self, stale: Session) -> None:
        """Replace `stale`, once for all calls that find it expired; NotSignedIn when it cannot
        be. A caller that stops waiting does not stop the exchange: the old token is spent."""
        if self._session is not stale:
            return
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._exchange(stale))
            self._renewal.add_done_callback(self._renewed)
        await asyncio.shield(self._renewal)

    async def _exchange(self, stale: Session) -> None:
        try:
            answer = await self._execute(REFRESH, {"refreshToken": stale.refresh_token}, "")
        except NotSignedIn:
            self._put(None)
            raise
        self._put(decode(Session, answer))

    def _renewed(self, renewal: asyncio.Task[None]) -> None:
        self._renewal = None
        if not renewal.cancelled():
            # Whoever waited has it; marking it seen keeps asyncio from reporting it again.
            renewal.exception()

    def _put(self, session: Session | None) -> None:
        self._session = session
        for listener in tuple(self._listeners):
            listener(session)

    async def _execute(self, text: str, variables: Mapping[str, Any], token: str) -> Any:
        try:
            response = await self._transport.execute(text, variables, token)
        except OSError as error:
            raise lost() from error
        return _value(response)

    async def _subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None],
    ) -> AsyncGenerator[Any, None]:
        try:
            responses = self._transport.subscribe(text, variables, token, standing)
            async with aclosing(responses):
                async for response in responses:
                    yield _value(response)
        except OSError as error:
            raise lost() from error


def _token(session: Session | None) -> str:
    return session.access_token if session is not None else ""


def _value(response: Mapping[str, Any]) -> Any:
    if errors := response.get("errors"):
        raise refusal_from(errors[0])
    (value,) = response["data"].values()
    return value
