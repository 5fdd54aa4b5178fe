"""What HTTP, TLS and the WebSocket say when they refuse, in words for the clerk."""

import ssl
from collections.abc import Mapping
from typing import Any

import aiohttp

from boxoffice.model.errors import BadInput, NotSignedIn, Refusal, TryAgain, TryLater

#: The close codes of a WebSocket whose session the gateway does not take.
NOT_SIGNED_IN_CODES = (4401, 4403)

CERTIFICATE_CHANGED = (
    "This gateway shows another certificate than the one this computer was told to trust. Nothing"
    " was sent to it. If its certificate was renewed, add it again where places are chosen (F6)."
)
CERTIFICATE_UNKNOWN = (
    "This computer does not know who issued the gateway's certificate. Nothing was sent to it."
)

_UNKNOWN = (aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError)

_WORDS: dict[int, tuple[type[Refusal], str]] = {
    413: (BadInput, "This is more than the gateway takes at once."),
    429: (
        TryLater,
        "The gateway was asked too often. Nothing was done; wait a few seconds and ask again.",
    ),
    503: (TryAgain, "The gateway is busy or starting anew. Nothing is lost; ask again."),
}
_NO_GATEWAY = "The machine at this address answers, but not as a Box Office gateway."


def refusal_for_status(status: int) -> Mapping[str, Any]:
    """The response that an HTTP status without a GraphQL response stands for.

    OSError where nobody can tell what became of the call: whoever stands between may have passed
    it on before it failed.
    """
    if status in _WORDS:
        kind, words = _WORDS[status]
        return _refused(kind.code, words)
    if status >= 500:
        raise ConnectionResetError(f"HTTP status {status}")
    return _refused(Refusal.code, _NO_GATEWAY)


def refusal_for_cause(error: BaseException) -> Mapping[str, Any] | None:
    """The response for a certificate that is not taken; None for any other fault."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, aiohttp.ServerFingerprintMismatch):
            return _refused("CERTIFICATE_CHANGED", CERTIFICATE_CHANGED)
        if isinstance(cause, _UNKNOWN):
            return _refused("CERTIFICATE_UNKNOWN", CERTIFICATE_UNKNOWN)
        cause = cause.__cause__
    return None


def refusal_for_close(code: int) -> Mapping[str, Any] | None:
    """The response for a WebSocket that was closed with this code; None for a broken line."""
    if code in NOT_SIGNED_IN_CODES:
        return _refused(NotSignedIn.code, "Your session has ended.")
    return None


def _refused(code: str, words: str) -> Mapping[str, Any]:
    return {"data": None, "errors": [{"message": words, "extensions": {"code": code}}]}
