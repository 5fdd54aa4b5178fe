"""What goes back over the wire: data, refusals with their code, and bugs without their secrets."""

import logging
from typing import Any

from graphql import ExecutionResult, GraphQLError

from boxoffice.model.errors import BadInput, Refusal

logger = logging.getLogger(__name__)

INTERNAL_CODE = "INTERNAL"
INTERNAL_MESSAGE = "Something went wrong on our side. What happened has been logged."


def reply(result: ExecutionResult) -> dict[str, Any]:
    """A GraphQL response: `data` unless nothing was executed, and `errors` when there are any."""
    if result.data is None and result.errors and all(e.path is None for e in result.errors):
        return invalid(result.errors)
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [error_reply(error) for error in result.errors]
    return answer


def invalid(errors: list[GraphQLError]) -> dict[str, Any]:
    """The response to a document that was never executed."""
    return {"errors": [error_reply(error) for error in errors]}


def error_reply(error: GraphQLError) -> dict[str, Any]:
    """One error: a refusal or a mistake in the request in its own words, a bug masked and logged
    with its trace."""
    cause = error.original_error
    answer: dict[str, Any] = {"message": error.message}
    if error.path is not None:
        answer["path"] = list(error.path)
    if isinstance(cause, Refusal):
        extensions: dict[str, Any] = {"code": cause.code}
        if cause.seat_ids:
            extensions["seatIds"] = list(cause.seat_ids)
        answer["extensions"] = extensions
    elif _is_in_the_request(error):
        answer["extensions"] = {"code": BadInput.code}
    else:
        logger.error("a resolver failed at %s", error.path, exc_info=cause or error)
        answer["message"] = INTERNAL_MESSAGE
        answer["extensions"] = {"code": INTERNAL_CODE}
    return answer


def _is_in_the_request(error: GraphQLError) -> bool:
    """Whether nothing was resolved, because the document, its variables or a field's arguments
    are at fault; graphql-core says so by an error of its own that points into the document."""
    cause = error.original_error
    if error.path is None:
        return cause is None or isinstance(cause, GraphQLError)
    return isinstance(cause, GraphQLError) and bool(cause.nodes)
