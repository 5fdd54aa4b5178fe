"""What goes back over HTTP: JSON in GraphQL's shape, refusals with their status."""

import asyncio
from collections.abc import Mapping
from contextlib import nullcontext
from math import ceil
from typing import Any

from aiohttp import hdrs, web

from boxoffice.gateway.replies import INTERNAL_CODE, INTERNAL_MESSAGE
from boxoffice.gateway.server.callers import TooOften
from boxoffice.gateway.server.messages import encode, refused
from boxoffice.model.errors import (
    BadInput,
    BadSignature,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refusal,
    TryAgain,
)

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
#: Where the outcome code of a request is noted, for the log and the figures.
OUTCOME = web.RequestKey("OUTCOME", str)
OK = "OK"

_STATUS: Mapping[type[Refusal], int] = {
    BadInput: 400,
    BadSignature: 401,
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    TooOften: 429,
    TryAgain: 503,
}


class Unacceptable(Exception):
    """A request that HTTP has a status of its own for."""

    def __init__(self, status: int, refusal: Refusal, headers: Mapping[str, str] = {}) -> None:
        super().__init__(str(refusal))
        self.status = status
        self.refusal = refusal
        self.headers = headers


def graphql_response(
    request: web.BaseRequest,
    answer: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] = {},
    *,
    keeps: bool = False,
) -> web.Response:
    """A GraphQL response in the media type that was asked for. In GraphQL's own, a document that
    was not executed has status 400; in plain JSON, which older clients read, 200. `keeps`: as for
    `encode`."""
    own = GRAPHQL_JSON in request.headers.get(hdrs.ACCEPT, "")
    if own and status == 200 and "data" not in answer:
        status = 400
    request[OUTCOME] = outcome(answer)
    return web.Response(
        body=encode(answer, keeps=keeps),
        status=status,
        headers={**headers, hdrs.CONTENT_TYPE: f"{GRAPHQL_JSON if own else JSON}; charset=utf-8"},
    )


def refusal_response(request: web.BaseRequest, refusal: Refusal) -> web.Response:
    """The response to a request that was refused before it was executed."""
    headers: dict[str, str] = {}
    if isinstance(refusal, TooOften):
        headers[hdrs.RETRY_AFTER] = str(ceil(refusal.wait_seconds))
    status = _STATUS.get(type(refusal), 400)
    return graphql_response(request, refused(refusal), status, headers)


def broken_response(request: web.BaseRequest) -> web.Response:
    """The response to a request that met a bug."""
    error = {"message": INTERNAL_MESSAGE, "extensions": {"code": INTERNAL_CODE}}
    return graphql_response(request, {"errors": [error]}, 500)


def outcome(answer: Mapping[str, Any]) -> str:
    """The code of the first error, or OK."""
    errors = answer.get("errors")
    return str(errors[0]["extensions"]["code"]) if errors else OK


async def body_of(request: web.BaseRequest, limit_bytes: int, limit_seconds: float) -> bytes:
    """The whole body; Unacceptable when it is larger, packed, or does not arrive in time."""
    if request.headers.get(hdrs.CONTENT_ENCODING, "identity").lower() != "identity":
        raise Unacceptable(415, BadInput("Send the body as it is, not packed."))
    body = bytearray()
    large = (request.content_length or 0) > limit_bytes
    # All of it usually came with the headers; then nothing is waited for.
    in_time = nullcontext() if request.content.is_eof() else asyncio.timeout(limit_seconds)
    try:
        async with in_time:
            while not large and (chunk := await request.content.readany()):
                body += chunk
                large = len(body) > limit_bytes
    except TimeoutError:
        raise Unacceptable(408, BadInput("The body did not arrive in time.")) from None
    if large:
        raise Unacceptable(413, BadInput(f"The body may have {limit_bytes} bytes."))
    return bytes(body)
