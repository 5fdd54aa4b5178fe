"""Answering plain fields quickly: most of what clients select is merely read off a value.

graphql-core spends some five microseconds on every field and twelve on every object, which is most
of what holding seats costs in the desktop's own process, and of what finding shows costs anywhere.
A selection in which nothing is computed with the request needs none of that ceremony.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    SelectionSetNode,
)
from graphql.execution import Executor

from boxoffice.rules.bounded import Bounded

Read: TypeAlias = Callable[[Any], Any]
_Kept: TypeAlias = "Bounded[tuple[int, int], tuple[Read, Any, KeptFields]]"

#: Selections whose readers are kept; more than all documents of the clients that we know have.
READERS_KEPT = 4_096
#: Objects of a type that is `kept` whose selected fields are kept: a city's shows of a few days.
OBJECTS_KEPT = 10_000

_GET = "boxoffice.get"
_READ = "boxoffice.read"
_READERS = "boxoffice.readers"
_KEPT = "boxoffice.kept"


class _Odd(Exception):
    """A value out of the ordinary, which graphql-core answers or reports as it does."""


def mark_plain(field: GraphQLField, get: Read) -> None:
    """Note that `field` is answered by `get` of its object alone."""
    field.extensions[_GET] = get
    convert = _leaf_converter(field.type)
    if convert is not None:
        field.extensions[_READ] = lambda source: convert(get(source))


class KeptFields(dict[str, Any]):
    """What was read of an object that is kept, given again and again: nobody may change it.
    `text` is it as JSON, once somebody has written that."""

    __slots__ = ("text",)

    def __init__(self, fields: dict[str, Any]) -> None:
        super().__init__(fields)
        self.text = ""


def keep_read(type_: GraphQLObjectType) -> None:
    """Note that the same object of this type comes again and again and never changes: what was
    read of it is kept with it, and given again."""
    type_.extensions[_KEPT] = Bounded(OBJECTS_KEPT)


def reader_of(type_: GraphQLOutputType, node: FieldNode) -> Read | None:
    """What reads the answer of the field at `node`, with all that is selected of it; None where
    something of it is not plain."""
    return _leaf_converter(type_) or _object_converter(type_, node)


def keeps(type_: Any, node: FieldNode) -> bool:
    """Whether what `reader_of` reads has KeptFields in it."""
    named = _named(type_)
    if not isinstance(named, GraphQLObjectType) or node.selection_set is None:
        return False
    return _KEPT in named.extensions or any(
        keeps(named.fields[inner.name.value].type, inner)
        for inner in node.selection_set.selections
        if isinstance(inner, FieldNode) and inner.name.value in named.fields
    )


class PlainFieldsExecutor(Executor[None]):
    """graphql-core's executor with a shortcut for what `mark_plain` noted: single fields, and
    objects of which only such fields are selected.

    Whatever is out of the ordinary (null where none may be, a value of the wrong type, a
    directive) goes the long way, so that answers and errors are the same.
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
        read = field.extensions.get(_READ) if field is not None else None
        if read is not None:
            try:
                return read(source)
            except Exception:
                pass
        return super().execute_field(
            parent_type, source, field_details_list, path, position_context
        )

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: Any,
        info: Any,
        path: Any,
        result: Any,
        position_context: None,
    ) -> Any:
        """The object's selected fields, or an awaitable of them."""
        if len(field_details_list) == 1:
            read = self._reader(return_type, field_details_list[0].node.selection_set)
            if read is not None:
                try:
                    return read(result)
                except Exception:
                    pass
        return super().complete_object_value(
            return_type, field_details_list, info, path, result, position_context
        )

    def _reader(self, type_: GraphQLObjectType, selection: SelectionSetNode) -> Read | None:
        # Kept with the selection itself, so that no other one can take its identity meanwhile.
        kept: Bounded[int, tuple[SelectionSetNode, Read | None]]
        kept = self.schema.extensions.setdefault(_READERS, Bounded(READERS_KEPT))
        known = kept.get(id(selection))
        if known is None:
            known = kept.put(id(selection), (selection, _object_reader(type_, selection)))
        return known[1]


def _object_reader(type_: GraphQLObjectType, selection: SelectionSetNode) -> Read | None:
    """What reads the selected fields of an object; None where one of them is not plain."""
    reads: dict[str, Read] = {}
    for node in selection.selections:
        if not isinstance(node, FieldNode) or node.directives or node.arguments:
            return None
        key = node.alias.value if node.alias else node.name.value
        read = _field_reader(type_, node)
        if read is None or key in reads:
            return None
        reads[key] = read
    pairs = tuple(reads.items())

    def read_all(source: Any) -> dict[str, Any]:
        return {key: read(source) for key, read in pairs}

    kept = type_.extensions.get(_KEPT)
    return read_all if kept is None else _keeping(kept, read_all)


def _keeping(kept: _Kept, read: Read) -> Read:
    def read_kept(source: Any) -> KeptFields:
        # With what their identities stand for, so that no others can take these meanwhile.
        key = (id(read), id(source))
        known = kept.get(key)
        return (known or kept.put(key, (read, source, KeptFields(read(source)))))[2]

    return read_kept


def _field_reader(type_: GraphQLObjectType, node: FieldNode) -> Read | None:
    if node.name.value == "__typename":
        return lambda _source: type_.name
    field = type_.fields[node.name.value]
    if _READ in field.extensions or _GET not in field.extensions:
        leaf: Read | None = field.extensions.get(_READ)
        return leaf
    convert = _object_converter(field.type, node)
    if convert is None:
        return None
    get: Read = field.extensions[_GET]
    return lambda source: convert(get(source))


def _object_converter(type_: Any, node: FieldNode) -> Read | None:
    named = _named(type_)
    if not isinstance(named, GraphQLObjectType) or node.selection_set is None:
        return None
    read = _object_reader(named, node.selection_set)
    return None if read is None else _wrapped(type_, read)


def _leaf_converter(type_: Any) -> Read | None:
    named = _named(type_)
    if not isinstance(named, GraphQLScalarType | GraphQLEnumType):
        return None
    return _wrapped(type_, named.coerce_output_value)


def _wrapped(type_: Any, convert: Read) -> Read:
    """What converts a value of this type, lists and nulls included, given its innermost part."""
    if not isinstance(type_, GraphQLNonNull):
        whole = _wrapped(GraphQLNonNull(type_), convert)
        return lambda value: None if value is None else whole(value)
    inner = type_.of_type
    if isinstance(inner, GraphQLList):
        item = _wrapped(inner.of_type, convert)
        return lambda value: [item(each) for each in _some(value)]
    return lambda value: convert(_some(value))


def _some(value: Any) -> Any:
    if value is None:
        raise _Odd
    return value


def _named(type_: Any) -> Any:
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        type_ = type_.of_type
    return type_
