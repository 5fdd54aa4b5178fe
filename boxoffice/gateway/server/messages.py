"""What clients send and are sent: JSON read with suspicion, and the operation that is in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from boxoffice.gateway.plain_fields import KeptFields
from boxoffice.model.errors import BadInput, Refusal

_NOT_JSON = "This is not JSON in UTF-8."
_encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client asks to be executed."""

    text: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    name: str | None = None


def encode(message: object, *, keeps: bool = False) -> bytes:
    """JSON without spaces; half a surrogate pair, quoted in an error, is escaped. `keeps`: there
    are KeptFields in it, so that it is worth looking for them."""
    text = _with_kept(message) if keeps else _encoder.encode(message)
    return text.encode("ascii")


def decode(body: bytes | str) -> object:
    """The JSON value; BadInput for anything that is none, however it was made."""
    try:
        return _decoder.decode(body if isinstance(body, str) else body.decode("utf-8"))
    except (ValueError, RecursionError):
        # Its own words may quote what somebody sent by mistake.
        raise BadInput(_NOT_JSON) from None


def operation_in(message: object) -> Operation:
    """The operation in a decoded request; BadInput says what is wrong with its shape."""
    if isinstance(message, list):
        raise BadInput("Send one operation at a time; there are no batches.")
    if not isinstance(message, dict):
        raise BadInput("An operation is a JSON object with a “query”.")
    text, name = message.get("query"), message.get("operationName")
    variables = message.get("variables")
    if not isinstance(text, str) or not text:
        raise BadInput("“query” must be the text of a GraphQL document.")
    if variables is not None and not isinstance(variables, dict):
        raise BadInput("“variables” must be a JSON object.")
    if name is not None and not isinstance(name, str):
        raise BadInput("“operationName” must be a text.")
    if not isinstance(message.get("extensions", {}), dict | type(None)):
        raise BadInput("“extensions” must be a JSON object.")
    return Operation(text, variables or {}, name or None)


def refused(refusal: Refusal) -> dict[str, Any]:
    """A GraphQL response to a request that was not executed."""
    return {"errors": [{"message": str(refusal), "extensions": {"code": refusal.code}}]}


def _with_kept(value: object) -> str:
    if isinstance(value, KeptFields):
        value.text = value.text or _encoder.encode(value)
        return value.text
    if isinstance(value, dict):
        # Names need no escaping.
        items = [f'"{name}":{_with_kept(item)}' for name, item in value.items()]
        return "{" + ",".join(items) + "}"
    if isinstance(value, list):
        return "[" + ",".join([_with_kept(item) for item in value]) + "]"
    # GraphQL's numbers are finite, and Python writes these as JSON does.
    return repr(value) if isinstance(value, float) else _encoder.encode(value)


def _no_constant(_name: str) -> NoReturn:
    raise ValueError


_decoder = json.JSONDecoder(parse_constant=_no_constant)
