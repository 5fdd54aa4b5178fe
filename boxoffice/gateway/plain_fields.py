"""Answering plain fields quickly: most of what clients select is an attribute that is a scalar.

graphql-core spends some five microseconds on every field, which is most of what holding seats
costs in the desktop's own process. A field that is merely read needs none of that ceremony.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
)
from graphql.execution import Executor

_PLAIN = "boxoffice.plain"


def mark_plain(field: GraphQLField, path: str) -> None:
    """Note that `field` is the attribute at `path`, if what it answers is a scalar or enum, or a
    list of such."""
    type_ = _nullable(field.type)
    if isinstance(type_, GraphQLList):
        convert = _converter(_nullable(type_.of_type))
        if convert is not None:
            field.extensions[_PLAIN] = _list_reader(attrgetter(path), convert)
        return
    convert = _converter(type_)
    if convert is not None:
        field.extensions[_PLAIN] = _reader(attrgetter(path), convert)


class PlainFieldsExecutor(Executor[None]):
    """graphql-core's executor with a shortcut for the fields that `mark_plain` noted.

    Whatever is out of the ordinary (null, a value of the wrong type) goes the long way, so that
    errors are the same.
    """

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: Any,
        path: Any,
        position_context: None,
    ) -> Any:
        """The field's value, or an awaitable of it."""
        field = parent_type.fields.get(field_details_list[0].node.name.value)
        read = field.extensions.get(_PLAIN) if field is not None else None
        if read is not None:
            try:
                value = read(source)
            except Exception:
                value = None
            if value is not None:
                return value
        return super().execute_field(
            parent_type, source, field_details_list, path, position_context
        )


def _reader(get: Callable[[Any], Any], convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(source: Any) -> Any:
        value = get(source)
        return None if value is None else convert(value)

    return read


def _list_reader(get: Callable[[Any], Any], convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(source: Any) -> Any:
        return [convert(item) for item in get(source)]

    return read


def _converter(type_: object) -> Callable[[Any], Any] | None:
    if isinstance(type_, GraphQLScalarType | GraphQLEnumType):
        convert: Callable[[Any], Any] = type_.coerce_output_value
        return convert
    return None


def _nullable(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_
