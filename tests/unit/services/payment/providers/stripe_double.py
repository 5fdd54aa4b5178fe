"""A stand-in for api.stripe.com that answers over HTTP as Stripe's reference says it does."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

import stripe
from aiohttp import web

KEY = "sk_test_double"
CANCELABLE = ("requires_payment_method", "requires_confirmation", "requires_action")

#: A status and its JSON.
Answer = tuple[int, dict[str, Any]]
Handler = Callable[[web.Request, dict[str, str]], Answer]


class StripeDouble:
    """`trouble` names what goes wrong with the next request of a kind, such as `refund`; with a GET
    it goes on doing so, since an HTTP client may send it again by itself:

    - `lost`: it is done, but the connection breaks instead of an answer
    - `down`: the connection breaks before anything is done
    - `broken off`: the answer ends in its middle
    - `slow`: there is no answer for as long as the test lasts
    - `error`: 500, which is saved and repeated under the same key; or another status as text
    - `proxy`: 502 with a page instead of JSON
    """

    def __init__(self) -> None:
        self.intents: dict[str, dict[str, Any]] = {}
        self.refunds: list[dict[str, Any]] = []
        self.trouble: dict[str, str] = {}
        #: How often each kind of request came.
        self.asked: Counter[str] = Counter()
        self.versions: set[str] = set()
        self.over = asyncio.Event()
        self._saved: dict[str, tuple[str, dict[str, str], int, dict[str, Any]]] = {}

    def app(self) -> web.Application:
        app = web.Application()
        for method, path, name, handler in (
            ("POST", "/v1/payment_intents", "open", self._open),
            ("GET", "/v1/payment_intents/{intent}", "status", self._status),
            ("POST", "/v1/payment_intents/{intent}/cancel", "close", self._cancel),
            ("GET", "/v1/refunds", "refunds", self._list_refunds),
            ("POST", "/v1/refunds", "refund", self._refund),
        ):
            app.router.add_route(method, path, self._answering(name, handler))
        return app

    def pay(self, intent_id: str) -> dict[str, Any]:
        """The customer pays."""
        intent = self.intents[intent_id]
        assert intent["status"] in (*CANCELABLE, "processing")
        charge = {
            "id": f"ch_{intent_id}",
            "object": "charge",
            "amount_captured": intent["amount"],
            "amount_refunded": 0,
            "currency": intent["currency"],
            "metadata": intent["metadata"],
            "payment_intent": intent_id,
        }
        intent.update(
            status="succeeded", amount_received=intent["amount"], latest_charge=charge["id"]
        )
        intent["charge"] = charge
        return intent

    def fail(self, intent_id: str) -> dict[str, Any]:
        """The customer's card is declined; the intent waits for another one."""
        self.intents[intent_id]["last_payment_error"] = {"code": "card_declined"}
        return self.intents[intent_id]

    def forget_keys(self) -> None:
        """A day passes."""
        self._saved.clear()

    def _answering(
        self,
        name: str,
        handler: Handler,
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            self.asked[name] += 1
            self.versions.add(request.headers["Stripe-Version"])
            trouble = self.trouble.get(name, "")
            if request.method == "POST":
                self.trouble.pop(name, "")
            if trouble == "slow":
                await self.over.wait()
            if trouble in ("slow", "down"):
                return _hang_up(request)
            if trouble == "proxy":
                return web.Response(status=502, text="<html>Bad gateway</html>")
            form = dict(parse_qsl((await request.read()).decode() or request.query_string))
            status, body, replayed = self._keyed(request, form, handler, trouble)
            if trouble == "lost":
                return _hang_up(request)
            headers = {"Idempotent-Replayed": "true"} if replayed else {}
            response = web.Response(
                status=status,
                body=json.dumps(body),
                content_type="application/json",
                headers=headers,
            )
            if trouble == "broken off":
                response.content_length = len(json.dumps(body)) + 1
                await response.prepare(request)
                await response.write_eof()
                return _hang_up(request)
            return response

        return answer

    def _keyed(
        self,
        request: web.Request,
        form: dict[str, str],
        handler: Handler,
        trouble: str,
    ) -> tuple[int, dict[str, Any], bool]:
        """What the request is answered, and whether that was said under its key before."""
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            words = "Invalid API Key provided: sk_test_****uble"
            return *_error(401, "invalid_request_error", "", words), False
        if trouble.isdigit():
            return *_error(int(trouble), "api_error", "lock_timeout", "Not now."), False
        key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
        if key is not None and key in self._saved:
            path, asked, status, body = self._saved[key]
            if (path, asked) == (request.path, form):
                return status, body, True
            what = "same parameters" if path == request.path else "same endpoint"
            words = f"Keys for idempotent requests can only be used with the {what}."
            return *_error(400, "idempotency_error", "", words), False
        status, body = handler(request, form)
        if trouble == "error":
            status, body = _error(500, "api_error", "", "Something went wrong on our end.")
        if key is not None:
            self._saved[key] = (request.path, form, status, json.loads(json.dumps(body)))
        return status, body, False

    def _open(self, _request: web.Request, form: dict[str, str]) -> Answer:
        if int(form["amount"]) < 50:
            return _error(400, "invalid_request_error", "amount_too_small", "Amount must be more.")
        assert form["automatic_payment_methods[enabled]"] == "true"
        assert form["currency"].islower()
        number = len(self.intents) + 1
        intent = {
            "id": f"pi_{number}",
            "object": "payment_intent",
            "amount": int(form["amount"]),
            "amount_received": 0,
            "client_secret": f"pi_{number}_secret_x",
            "currency": form["currency"],
            "latest_charge": None,
            "metadata": {
                name[len("metadata[") : -1]: value
                for name, value in form.items()
                if name.startswith("metadata[")
            },
            "status": "requires_payment_method",
        }
        self.intents[f"pi_{number}"] = intent
        return 200, intent

    def _status(self, request: web.Request, form: dict[str, str]) -> Answer:
        intent = self.intents.get(request.match_info["intent"])
        if intent is None:
            return _no_such(request.match_info["intent"])
        if form.get("expand[0]") == "latest_charge" and intent["latest_charge"]:
            return 200, intent | {"latest_charge": intent["charge"]}
        return 200, intent

    def _cancel(self, request: web.Request, _form: dict[str, str]) -> Answer:
        intent = self.intents.get(request.match_info["intent"])
        if intent is None:
            return _no_such(request.match_info["intent"])
        if intent["status"] not in CANCELABLE:
            words = f"You cannot cancel this PaymentIntent: it has a status of {intent['status']}."
            return _error(400, "invalid_request_error", "payment_intent_unexpected_state", words)
        intent["status"] = "canceled"
        return 200, intent

    def _list_refunds(self, _request: web.Request, form: dict[str, str]) -> Answer:
        of_intent = [
            each for each in self.refunds if each["payment_intent"] == form["payment_intent"]
        ]
        return 200, {"object": "list", "data": of_intent, "has_more": False, "url": "/v1/refunds"}

    def _refund(self, _request: web.Request, form: dict[str, str]) -> Answer:
        intent = self.intents.get(form["payment_intent"])
        if intent is None:
            return _no_such(form["payment_intent"])
        charge, amount = intent["charge"], int(form["amount"])
        left = charge["amount_captured"] - charge["amount_refunded"]
        if not left:
            words = f"Charge {charge['id']} has already been refunded."
            return _error(400, "invalid_request_error", "charge_already_refunded", words)
        if amount > left:
            return _error(400, "invalid_request_error", "", "That is more than is left of it.")
        charge["amount_refunded"] += amount
        metadata = {"key": form["metadata[key]"]} if "metadata[key]" in form else {}
        refund = {
            "id": f"re_{len(self.refunds) + 1}",
            "object": "refund",
            "amount": amount,
            "metadata": metadata,
            "payment_intent": form["payment_intent"],
            "status": "succeeded",
        }
        self.refunds.append(refund)
        return 200, refund


def event(kind: str, about: dict[str, Any]) -> bytes:
    """A webhook's body."""
    shown = {name: value for name, value in about.items() if name != "charge"}
    words = {"id": "evt_1", "object": "event", "type": kind, "data": {"object": shown}}
    return json.dumps(words).encode()


def signed(body: bytes, secret: str, at: float) -> str:
    """The header `Stripe-Signature` as Stripe makes it at a moment (unix seconds)."""
    header = stripe.WebhookSignature.generate_signature_header(body.decode(), secret, int(at))
    return str(header)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _no_such(intent_id: str) -> Answer:
    words = f"No such payment_intent: '{intent_id}'"
    return _error(404, "invalid_request_error", "resource_missing", words)


def _error(status: int, kind: str, code: str, words: str) -> Answer:
    error = {"type": kind, "message": words} | ({"code": code} if code else {})
    return status, {"error": error}
