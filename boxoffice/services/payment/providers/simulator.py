"""The simulated provider: opens payments without calling anyone, and ends them by webhook. Where
there is a simulator to ask, it is asked for what a real provider would be asked for."""

import json
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from boxoffice.model.errors import BadInput
from boxoffice.model.money import Money
from boxoffice.model.payment import (
    MAX_AMOUNT_MINOR,
    Payment,
    PaymentKind,
    ProviderMessage,
    TransactionStatus,
)
from boxoffice.rules.upi import Payee, intent_link
from boxoffice.services.payment.providers import (
    Closing,
    Opened,
    ProviderRefused,
    ProviderSilent,
    Refunding,
)
from boxoffice.services.signatures import check

MAX_BODY_BYTES = 65_536
MAX_ID_LENGTH = 200
CURRENCY_LETTERS = 3
_REDIRECTIONS = range(300, 400)
_MESSAGE = "The payment is open. It ends when the payment provider says so."


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: Any


class SimulatorProvider:
    """A boxoffice.services.payment.providers.Provider.

    A payment's reference is its booking id, since a simulator is told of no other.
    """

    def __init__(self, secrets: tuple[str, ...], payee: Payee, url: str = "") -> None:
        """`secrets` sign its webhooks. `url` is where a simulator listens; empty: there is none,
        and whatever it would be asked for, it knows of no such payment."""
        self._secrets = secrets
        self._payee = payee
        self._url = url.rstrip("/")

    async def open(self, payment: Payment) -> Opened:
        """Answer at once; nobody is called."""
        link = ""
        if payment.kind is PaymentKind.UPI:
            link = intent_link(self._payee, payment.amount, payment.payment_id)
        return Opened(payment.booking_id, message=_MESSAGE, upi_link=link)

    async def status(self, reference: str) -> tuple[ProviderMessage, ...]:
        """Everything the simulator was told of the booking."""
        if not self._url:
            return ()
        answer = await self._ask("GET", f"/payments/{reference}")
        if answer.status == HTTPStatus.NOT_FOUND:
            return ()
        try:
            found = answer.body["transactions"]
            return tuple(read_message({**each, "booking_ref": reference}) for each in found)
        except (KeyError, TypeError, BadInput) as error:
            raise ProviderSilent("The simulator's answer makes no sense.") from error

    async def close(self, reference: str) -> Closing:
        """No such payment counts as closed."""
        if not self._url:
            return Closing.CLOSED
        answer = await self._ask("POST", f"/payments/{reference}/close")
        if answer.status == HTTPStatus.NOT_FOUND:
            return Closing.CLOSED
        try:
            return Closing(answer.body["state"])
        except (KeyError, TypeError, ValueError) as error:
            raise ProviderSilent("The simulator's answer makes no sense.") from error

    async def refund(self, transaction_id: str, amount: Money, key: str) -> Refunding:
        """Without a simulator no money ever moved, so that none is owed for long."""
        if not self._url:
            return Refunding.DONE
        refund = {
            "transaction_id": transaction_id,
            "amount_minor": amount.amount_minor,
            "currency": amount.currency,
            "key": key,
        }
        answer = await self._ask("POST", "/refunds", refund)
        if answer.status != HTTPStatus.OK:
            raise ProviderRefused(f"The simulator refunds nothing: {answer.body}.")
        return Refunding.DONE

    def read_webhook(
        self, signature: str, body: bytes, now: datetime
    ) -> tuple[ProviderMessage, ...]:
        """The one message in a webhook; BadSignature, BadInput."""
        if len(body) > MAX_BODY_BYTES:
            raise BadInput("The message is too long.")
        check(signature, body, self._secrets, now)
        try:
            given = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise BadInput("The message is not JSON.") from error
        return (read_message(given),)

    async def stop(self) -> None:
        """Nothing is kept open."""

    async def _ask(self, method: str, path: str, body: object = None) -> _Answer:
        import aiohttp  # noqa: PLC0415 - an embedded cinema never asks, and must start quickly

        try:
            async with (
                aiohttp.ClientSession() as session,
                session.request(
                    method, self._url + path, json=body, allow_redirects=False
                ) as response,
            ):
                status = response.status
                if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _REDIRECTIONS:
                    raise ProviderSilent(f"The simulator answered {status}.")
                content = bytearray()
                async for chunk in response.content.iter_any():
                    content += chunk
                    if len(content) > MAX_BODY_BYTES:
                        raise ProviderSilent("The simulator's answer is too long.")
                return _Answer(status, json.loads(content))
        except (aiohttp.ClientError, ValueError, RecursionError) as error:
            raise ProviderSilent("The simulator does not answer.") from error


def read_message(given: object) -> ProviderMessage:
    """A webhook's JSON as a message; BadInput says what is wrong with it."""
    if not isinstance(given, dict):
        raise BadInput("The message is not a JSON object.")
    try:
        status = TransactionStatus(str(given.get("status")))
    except ValueError as error:
        raise BadInput("“status” must be “succeeded” or “failed”.") from error
    return ProviderMessage(
        booking_id=_name(given, "booking_ref"),
        transaction_id=_name(given, "transaction_id"),
        status=status,
        amount_minor=_amount_minor(given.get("amount_minor")),
        currency=_currency(given.get("currency")),
    )


def _name(given: dict[str, object], field: str) -> str:
    name = given.get(field)
    if not isinstance(name, str) or not 0 < len(name) <= MAX_ID_LENGTH or not name.isprintable():
        raise BadInput(f"“{field}” must be 1 to {MAX_ID_LENGTH} printable characters.")
    return name


def _amount_minor(amount: object) -> int | None:
    if amount is None:
        return None
    if (
        not isinstance(amount, int)
        or isinstance(amount, bool)
        or not 0 <= amount <= MAX_AMOUNT_MINOR
    ):
        raise BadInput("“amount_minor” must be a whole number of the smallest unit.")
    return amount


def _currency(currency: object) -> str | None:
    if currency is None:
        return None
    if not isinstance(currency, str) or not (
        len(currency) == CURRENCY_LETTERS and currency.isascii() and currency.isalpha()
    ):
        raise BadInput("“currency” must be a code such as INR.")
    return currency.upper()
