"""Stripe, asked through its own library: a payment is a PaymentIntent, paid in a page of ours."""

import logging
from collections.abc import Awaitable
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
import stripe

from boxoffice.model.errors import BadInput, BadSignature
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, ProviderMessage
from boxoffice.services.payment.providers import (
    Closing,
    Opened,
    ProviderRefused,
    ProviderSilent,
    Refunding,
)
from boxoffice.services.payment.providers.stripe_objects import left_of, said, units
from boxoffice.services.signatures import check

T = TypeVar("T")

#: What is written here is meant for this version of Stripe's API, whatever the account's own is.
API_VERSION = "2026-10-28.endive"
TIMEOUT_SECONDS = 8.0
MAX_BODY_BYTES = 262_144
#: Refunds of one payment that are looked through; Stripe answers no more at once.
REFUNDS_READ = 100
_MESSAGE = "The payment is open. The booking is confirmed once it is paid."

_NOES = (
    stripe.InvalidRequestError,
    stripe.CardError,
    stripe.IdempotencyError,
    stripe.AuthenticationError,
    stripe.PermissionError,
)
_NO_SUCH = "resource_missing"
_UNFIT_STATE = "payment_intent_unexpected_state"
_REFUNDED_BEFORE = "charge_already_refunded"
_INTENT_EVENTS = frozenset(
    {"payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.canceled"}
)
_CHARGE_REFUNDED = "charge.refunded"
_REFUNDINGS = {
    "succeeded": Refunding.DONE,
    "pending": Refunding.UNDER_WAY,
    "requires_action": Refunding.UNDER_WAY,
}

# At DEBUG the library writes down whole answers, with what lets a customer's page in.
logging.getLogger("stripe").setLevel(logging.WARNING)


class _No(ProviderRefused):
    """`code` is Stripe's; empty where it has none."""

    def __init__(self, error: stripe.StripeError) -> None:
        # What it says of a wrong key shows a part of the key.
        wrong_key = isinstance(error, stripe.AuthenticationError)
        super().__init__("Stripe refuses the key." if wrong_key else f"Stripe says no: {error}")
        self.code = error.code or ""


class _SavedFailure(ProviderSilent):
    """Stripe failed before, and answers so again for as long as it remembers the key, a day."""


class StripeProvider:
    """A boxoffice.services.payment.providers.Provider.

    A payment's reference and its transaction's id are the same: the PaymentIntent's.
    """

    def __init__(self, secret_key: str, webhook_secrets: tuple[str, ...], url: str = "") -> None:
        """`webhook_secrets` sign its webhooks. `url` is asked instead of Stripe's own, unless it
        is empty."""
        self._webhook_secrets = webhook_secrets
        self._http = stripe.AIOHTTPClient(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))
        # Whoever asks here asks again; retries of the library's own would only take longer.
        self._client = stripe.StripeClient(
            secret_key,
            stripe_version=API_VERSION,
            base_addresses={"api": url} if url else None,
            max_network_retries=0,
            http_client=self._http,
        )
        self._intents = self._client.v1.payment_intents
        self._refunds = self._client.v1.refunds

    async def open(self, payment: Payment) -> Opened:
        """Make an intent for exactly the amount; the customer's page pays it by `client_secret`."""
        try:
            intent = await self._create(payment, payment.payment_id)
        except _SavedFailure:
            # An intent made all the same cannot be paid: its secret was never told to anybody.
            intent = await self._create(payment, f"{payment.payment_id} again")
        return Opened(intent.id, client_secret=intent.client_secret or "", message=_MESSAGE)

    async def status(self, reference: str) -> tuple[ProviderMessage, ...]:
        """A try that failed is no end: the customer may pay the same intent in another way."""
        intent = await self._found(reference)
        if intent is None:
            return ()
        try:
            return said(intent.to_dict())
        except (KeyError, TypeError) as error:
            raise ProviderSilent("Stripe's answer makes no sense.") from error

    async def close(self, reference: str) -> Closing:
        """Cancel the intent. While Stripe is still moving the money it cannot be cancelled, and
        nobody knows yet: ProviderSilent."""
        try:
            await _answer(self._intents.cancel_async(reference))
        except _No as error:
            if error.code not in (_NO_SUCH, _UNFIT_STATE):
                raise
        else:
            return Closing.CLOSED
        intent = await self._found(reference)
        if intent is None or intent.status == "canceled":
            return Closing.CLOSED
        if intent.status == "succeeded":
            return Closing.PAID
        raise ProviderSilent(f"Stripe cannot close a payment that is “{intent.status}”.")

    async def refund(self, transaction_id: str, amount: Money, key: str) -> Refunding:
        """Refund once under `key`, however long ago it was first asked for. What was given back
        by hand at Stripe is done too."""
        # Stripe forgets keys after a day, and until then repeats its first answer: what became of
        # a refund is known by looking for it alone.
        made = await _answer(
            self._refunds.list_async({"payment_intent": transaction_id, "limit": REFUNDS_READ})
        )
        refund = next((each for each in made.data if _metadata(each).get("key") == key), None)
        if refund is None:
            try:
                refund = await _answer(
                    self._refunds.create_async(
                        {
                            "payment_intent": transaction_id,
                            "amount": units(amount),
                            "metadata": {"key": key},
                        },
                        # A key belongs to one kind of request; the bare one opened the payment.
                        {"idempotency_key": f"refund {key}"},
                    )
                )
            except _No as error:
                if error.code != _REFUNDED_BEFORE:
                    raise
                return Refunding.DONE
        if refund.status not in _REFUNDINGS:
            raise ProviderRefused(f"Stripe's refund {refund.id} is “{refund.status}”.")
        return _REFUNDINGS[refund.status]

    def read_webhook(
        self, signature: str, body: bytes, now: datetime
    ) -> tuple[ProviderMessage, ...]:
        """What an event says of an intent of ours; BadSignature, BadInput."""
        if len(body) > MAX_BODY_BYTES:
            raise BadInput("The message is too long.")
        # The library believes what was signed far ahead, and has a clock of its own.
        check(signature, body, self._webhook_secrets, now)
        try:
            event = self._event(signature, body)
            if event.type in _INTENT_EVENTS:
                return said(event.data.object.to_dict())
            if event.type == _CHARGE_REFUNDED:
                return left_of(event.data.object.to_dict())
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BadInput("The message is no event of Stripe's.") from error
        return ()

    async def stop(self) -> None:
        """Close the connections."""
        await self._http.close_async()  # type: ignore[no-untyped-call]

    async def _create(self, payment: Payment, key: str) -> stripe.PaymentIntent:
        return await _answer(
            self._intents.create_async(
                {
                    "amount": units(payment.amount),
                    "currency": payment.amount.currency.lower(),
                    "automatic_payment_methods": {"enabled": True},
                    "metadata": {
                        "booking_id": payment.booking_id,
                        "payment_id": payment.payment_id,
                    },
                },
                {"idempotency_key": key},
            )
        )

    async def _found(self, reference: str) -> stripe.PaymentIntent | None:
        """The intent with what was refunded of it; None when Stripe knows no such intent."""
        try:
            return await _answer(
                self._intents.retrieve_async(reference, {"expand": ["latest_charge"]})
            )
        except _No as error:
            if error.code != _NO_SUCH:
                raise
            return None

    def _event(self, signature: str, body: bytes) -> stripe.Event:
        for secret in self._webhook_secrets:
            try:
                return self._client.construct_event(body, signature, secret, tolerance=0)
            except stripe.SignatureVerificationError:
                continue
        raise BadSignature("The signature does not fit the body.")


async def _answer(call: Awaitable[T]) -> T:
    """Stripe's answer; ProviderSilent, _No."""
    try:
        return await call
    except _NOES as error:
        raise _No(error) from error
    except stripe.StripeError as error:
        # The library's words may quote the whole answer, with the customer's secret.
        words = f"Stripe did not answer: {type(error).__name__}, status {error.http_status}."
        replayed = (error.headers or {}).get("Idempotent-Replayed") == "true"
        raise (_SavedFailure if replayed else ProviderSilent)(words) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise ProviderSilent("Stripe's answer broke off.") from error


def _metadata(refund: stripe.Refund) -> dict[str, Any]:
    return refund.metadata.to_dict() if refund.metadata else {}
