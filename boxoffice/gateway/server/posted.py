"""GraphQL over HTTP: one operation in the JSON body of a POST."""

import asyncio
from collections.abc import Callable

from aiohttp import hdrs, web
from graphql import OperationType

from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.replies import invalid
from boxoffice.gateway.server.answers import JSON, Unacceptable, body_of, graphql_response
from boxoffice.gateway.server.bearer import token_in
from boxoffice.gateway.server.callers import Callers
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.gateway.server.messages import decode, operation_in
from boxoffice.model.errors import BadInput, TryAgain

#: Where kind and name of a request's operation are noted, for the log and the figures.
KIND, NAME = web.RequestKey("KIND", str), web.RequestKey("NAME", str)
TIMED_OUT = (
    "This took too long, and what became of it is not known. Look, or ask again under the same key."
)


class Posted:
    """Answers POSTs."""

    def __init__(
        self,
        gateway: Gateway,
        callers: Callers,
        limits: ServerLimits,
        sessions_ended: Callable[[], None],
    ) -> None:
        self._gateway = gateway
        self._callers = callers
        self._limits = limits
        self._sessions_ended = sessions_ended

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """The response to one operation; a request that cannot be understood is refused."""
        if request.method != hdrs.METH_POST:
            refusal = BadInput("GraphQL is asked by POST.")
            raise Unacceptable(405, refusal, {hdrs.ALLOW: hdrs.METH_POST})
        if request.content_type != JSON:
            raise Unacceptable(415, BadInput(f"Send the operation as {JSON}."))
        token = token_in(request.headers.get(hdrs.AUTHORIZATION, ""))
        address = request.remote or ""
        self._callers.admit(address, token)
        limits = self._limits
        operation = operation_in(
            decode(await body_of(request, limits.body_bytes, limits.request_seconds))
        )
        prepared = self._gateway.prepare(operation.text, operation.variables, operation.name)
        if isinstance(prepared, list):
            return graphql_response(request, invalid(prepared))
        request[KIND], request[NAME] = prepared.kind.value, prepared.name or "-"
        if prepared.kind is OperationType.SUBSCRIPTION:
            raise BadInput("Subscriptions are for the WebSocket.")
        # One of them was counted with the request.
        self._callers.admit(address, token, prepared.mutations - 1)
        asking = self._gateway.request(token, self._callers.counted(address))
        try:
            # What is cut short here has not lost its commit: services run commands to their end.
            async with asyncio.timeout(limits.request_seconds):
                answer = await self._gateway.run(prepared, asking)
        except TimeoutError:
            raise Unacceptable(504, TryAgain(TIMED_OUT)) from None
        self._callers.note(asking)
        if prepared.ends_sessions:
            self._sessions_ended()
        return graphql_response(request, answer, keeps=prepared.keeps)
