"""Signed, time-bounded messages over HTTP: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from boxoffice.model.errors import BadSignature

TOLERANCE_SECONDS = 300
MAX_SIGNATURE_LENGTH = 1_000
MAX_SECONDS_DIGITS = 12


def sign(secret: str, at: int, body: bytes) -> str:
    """The header of a body signed at `at` (unix seconds)."""
    return f"t={at},v1={_digest(secret, str(at), body)}"


def check(signature: str, body: bytes, secrets: Sequence[str], now: datetime) -> None:
    """BadSignature unless one of `secrets` signed the body within TOLERANCE_SECONDS of `now`.

    While a secret is being replaced a sender may sign with both: each v1 is tried.
    """
    if len(signature) > MAX_SIGNATURE_LENGTH:
        raise BadSignature("The signature is too long.")
    parts = [part.strip().partition("=") for part in signature.split(",")]
    moments = [value for name, _, value in parts if name == "t"]
    given = [value.lower().encode() for name, _, value in parts if name == "v1"]
    if len(moments) != 1 or not given:
        raise BadSignature("The signature must read t=<unix seconds>,v1=<hex>.")
    (moment,) = moments
    if not (moment.isascii() and moment.isdigit() and len(moment) <= MAX_SECONDS_DIGITS):
        raise BadSignature("The signature's time is not a number of seconds.")
    wanted = [_digest(secret, moment, body).encode() for secret in secrets]
    # Every pair is compared, so that the time taken tells nothing.
    matches = [hmac.compare_digest(want, have) for want in wanted for have in given]
    if not any(matches):
        raise BadSignature("The signature does not fit the body.")
    if abs(now.timestamp() - int(moment)) > TOLERANCE_SECONDS:
        raise BadSignature("The message was signed too long ago, or ahead of its time.")


def _digest(secret: str, moment: str, body: bytes) -> str:
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
