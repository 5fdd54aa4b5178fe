"""The simulated provider over HTTP: what a web portal, a test or a gateway asks of it."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from http import HTTPStatus

from aiohttp import web

from boxoffice.model.errors import BadInput, NotFound, Refusal
from boxoffice.model.payment import MAX_AMOUNT_MINOR, ProviderMessage
from boxoffice.services.payment.providers.simulator import MAX_BODY_BYTES, read_message
from boxoffice.services.payment.psp.behaviour import Behaviour, as_json, changed
from boxoffice.services.payment.psp.deliveries import Delivered, Deliveries
from boxoffice.services.payment.psp.ledger import PspLedger, Refund

#: A web portal in a browser calls from wherever it is served.
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "*, Content-Type",
    "Access-Control-Allow-Private-Network": "true",
    "Access-Control-Max-Age": "600",
}


class PspServer:
    """`POST /mock-psp` takes a webhook's body, signs it and delivers it; query or body may say how
    (see Behaviour), as `POST /behaviour` does for all that follow."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._ledger = PspLedger()
        self._behaviour = Behaviour()

    def app(self) -> web.Application:
        """The application to run."""
        app = web.Application(middlewares=[_answer_all], client_max_size=MAX_BODY_BYTES)
        app.router.add_post("/mock-psp", self._pay)
        app.router.add_get("/behaviour", self._show_behaviour)
        app.router.add_post("/behaviour", self._behave)
        app.router.add_get("/payments/{reference}", self._status)
        app.router.add_post("/payments/{reference}/close", self._close)
        app.router.add_post("/refunds", self._refund)
        app.cleanup_ctx.append(self._delivering)
        return app

    async def _delivering(self, _app: web.Application) -> AsyncIterator[None]:
        async with self._deliveries:
            yield

    async def _pay(self, request: web.Request) -> web.Response:
        given = await _body(request)
        behaviour = changed(changed(self._behaviour, given), request.query)
        message = read_message(given)
        if behaviour.wrong_amount:
            message = replace(message, amount_minor=(message.amount_minor or 0) + 1)
        self._ledger.note(message)
        delivered = await self._deliveries.deliver(_webhook(message), behaviour)
        return web.json_response(
            {
                "delivered": [_shown(each) for each in delivered],
                "behaviour": as_json(behaviour),
            }
        )

    async def _show_behaviour(self, _request: web.Request) -> web.Response:
        return web.json_response(as_json(self._behaviour))

    async def _behave(self, request: web.Request) -> web.Response:
        """Options that are not named are as on a good day."""
        given = await _body(request) if request.can_read_body else {}
        self._behaviour = changed(changed(Behaviour(), given), request.query)
        return web.json_response(as_json(self._behaviour))

    async def _status(self, request: web.Request) -> web.Response:
        reference = request.match_info["reference"]
        transactions = self._ledger.transactions(reference)
        if not transactions:
            raise NotFound("There is no such payment.")
        return web.json_response(
            {"reference": reference, "transactions": [_webhook(each) for each in transactions]}
        )

    async def _close(self, request: web.Request) -> web.Response:
        """Nothing is kept from being paid afterwards: money that comes late is what a simulator
        is there for."""
        paid = self._ledger.is_paid(request.match_info["reference"])
        return web.json_response({"state": "paid" if paid else "closed"})

    async def _refund(self, request: web.Request) -> web.Response:
        given = await _body(request)
        transaction_id, key = given.get("transaction_id"), given.get("key")
        amount = given.get("amount_minor")
        if not isinstance(transaction_id, str) or not isinstance(key, str) or not key:
            raise BadInput("A refund names its transaction and its key.")
        if not isinstance(amount, int) or not 0 < amount <= MAX_AMOUNT_MINOR:
            raise BadInput("A refund is of more than nothing.")
        self._ledger.refund(Refund(transaction_id, amount), key)
        return web.json_response({"state": "done"})


@web.middleware
async def _answer_all(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Preflights, refusals in words, and every answer readable from any origin."""
    response: web.StreamResponse
    if request.method == "OPTIONS":
        response = web.Response(status=HTTPStatus.NO_CONTENT)
    else:
        try:
            response = await handler(request)
        except Refusal as refusal:
            response = web.json_response(
                {"error": str(refusal), "code": refusal.code},
                status=_STATUSES.get(refusal.code, HTTPStatus.CONFLICT),
            )
        except web.HTTPException as error:
            response = web.json_response({"error": error.reason}, status=error.status)
    response.headers.update(_CORS)
    return response


_STATUSES = {"BAD_INPUT": HTTPStatus.BAD_REQUEST, "NOT_FOUND": HTTPStatus.NOT_FOUND}


async def _body(request: web.Request) -> dict[str, object]:
    try:
        given = json.loads(await request.read())
    except (ValueError, RecursionError) as error:
        raise BadInput("The body is not JSON.") from error
    if not isinstance(given, dict):
        raise BadInput("The body is not a JSON object.")
    return given


def _webhook(message: ProviderMessage) -> dict[str, object]:
    """A message as the contract's webhook says it."""
    body: dict[str, object] = {
        "transaction_id": message.transaction_id,
        "booking_ref": message.booking_id,
        "status": message.status.value,
    }
    if message.amount_minor is not None:
        body["amount_minor"] = message.amount_minor
    if message.currency is not None:
        body["currency"] = message.currency
    return body


def _shown(delivered: Delivered) -> dict[str, object]:
    return {
        "body": delivered.body,
        "status": delivered.status or None,
        "error": delivered.error or None,
    }
