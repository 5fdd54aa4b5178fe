"""How instants and dates travel."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from graphql import (
    GraphQLError,
    GraphQLScalarType,
    GraphQLSchema,
    ValueNode,
    value_from_ast_untyped,
)


def bind_scalars(schema: GraphQLSchema) -> None:
    """Teach the schema's DateTime and Date what they mean."""
    _bind(schema, "DateTime", write_instant, read_instant)
    _bind(schema, "Date", date.isoformat, read_date)


def write_instant(value: datetime) -> str:
    """ISO 8601 in UTC with a trailing Z."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_instant(value: object) -> datetime:
    """UTC from ISO 8601 with any offset; without one it is no instant, and is refused."""
    if isinstance(value, str):
        try:
            at = datetime.fromisoformat(value)
            if at.tzinfo is not None:
                return at.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise GraphQLError(f"{_quoted(value)} is not an instant such as 2026-11-22T18:30:00+05:30.")


def read_date(value: object) -> date:
    """ISO 8601."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise GraphQLError(f"{_quoted(value)} is not a date such as 2026-11-22.")


def _bind(
    schema: GraphQLSchema, name: str, write: Callable[..., str], read: Callable[[object], object]
) -> None:
    scalar = schema.type_map[name]
    assert isinstance(scalar, GraphQLScalarType)

    def read_literal(node: ValueNode) -> object:
        return read(value_from_ast_untyped(node))

    scalar.coerce_output_value = write
    scalar.coerce_input_value = read
    scalar.coerce_input_literal = read_literal


def _quoted(value: object) -> str:
    return f"“{str(value)[:40]}”"
