"""GraphQL over HTTP: one operation in the JSON body of a POST."""

import asyncio

from aiohttp import hdrs, web
from graphql import OperationType

from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.replies import invalid
from boxoffice.gateway.server.bearer import token_in
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.gateway.server.messages import Operation, decode, encode, operation_in, refused
from boxoffice.model.errors import BadInput, Refusal, TryAgain

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
TIMED_OUT = (
    "This took too long, and what became of it is not known. Look, or ask again under the same key."
)


class Posted:
    """Answers POSTs."""

    def __init__(self, gateway: Gateway, limits: ServerLimits) -> None:
        self._gateway = gateway
        self._limits = limits

    async def answer(self, request: web.Request) -> web.Response:
        """The response to one operation; a request that cannot be understood has a 4xx status."""
        try:
            token = token_in(request.headers.get(hdrs.AUTHORIZATION, ""))
            async with asyncio.timeout(self._limits.request_seconds):
                operation = await _operation(request)
                return await self._execute(request, operation, token)
        except TimeoutError:
            return _response(request, refused(TryAgain(TIMED_OUT)), 504)
        except Refusal as refusal:
            return _response(request, refused(refusal), 400)

    async def _execute(
        self, request: web.Request, operation: Operation, token: str
    ) -> web.Response:
        prepared = self._gateway.prepare(operation.text, operation.variables, operation.name)
        if isinstance(prepared, list):
            return _response(request, invalid(prepared))
        if prepared.kind is OperationType.SUBSCRIPTION:
            raise BadInput("Subscriptions are for the WebSocket.")
        asking = self._gateway.request(token, request.remote or "")
        return _response(request, await self._gateway.run(prepared, asking))


async def _operation(request: web.Request) -> Operation:
    if request.content_type != JSON:
        raise BadInput(f"Send {JSON}.")
    return operation_in(decode(await request.read()))


def _response(request: web.Request, answer: dict[str, object], status: int = 200) -> web.Response:
    new_form = GRAPHQL_JSON in request.headers.get(hdrs.ACCEPT, "")
    if new_form and status == 200 and "data" not in answer:
        status = 400
    return web.Response(
        body=encode(answer),
        status=status,
        headers={hdrs.CONTENT_TYPE: f"{GRAPHQL_JSON if new_form else JSON}; charset=utf-8"},
    )
