"""From the .graphql files to a schema whose every field knows how it is answered."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from importlib import resources
from inspect import signature
from operator import attrgetter
from typing import Any, TypeAlias, cast

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
)

from boxoffice.gateway.access import Rule, admit
from boxoffice.gateway.direct import Answer, Answered, mark_answer
from boxoffice.gateway.naming import snake
from boxoffice.gateway.plain_fields import keep_read, mark_plain
from boxoffice.gateway.request import Request
from boxoffice.gateway.scalars import bind_scalars
from boxoffice.gateway.standing import while_admitted

#: Answers a root field from its arguments, whose names are Python's (`show_id`).
RootResolver: TypeAlias = Callable[..., Awaitable[object]]
Stream: TypeAlias = Callable[..., AsyncIterator[object]]
#: Answers a field of an object: a function of it and the request, or of it alone, or a path of
#: attributes. The last two are read quickly (see plain_fields).
FieldResolver: TypeAlias = "Callable[[Any, Request], object] | Callable[[Any], object] | str"

ResolveInfo: TypeAlias = GraphQLResolveInfo[Request]

ROOTS = ("Query", "Mutation", "Subscription")


@dataclass(frozen=True, slots=True)
class Shape:
    """What an object type is made from: `source`'s attributes of the same name in snake case,
    save where `fields` says otherwise."""

    source: type
    fields: Mapping[str, FieldResolver] = field(default_factory=dict)
    #: Whether the services hand out the same object until something about it changes, so often
    #: that what was read of it is worth keeping.
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Bindings:
    """How one domain's part of the schema is answered. Keys of `roots` are `Query.movie`, those
    of `inputs` the input types that arrive as a dataclass (the others arrive as dicts)."""

    roots: Mapping[str, RootResolver] = field(default_factory=dict)
    streams: Mapping[str, Stream] = field(default_factory=dict)
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    inputs: Mapping[str, type] = field(default_factory=dict)
    enums: Mapping[str, type[Enum]] = field(default_factory=dict)


class SchemaMismatch(Exception):
    """The schema files and the resolvers do not agree; the message names the fields."""


def schema_text() -> str:
    """All .graphql files as one document."""
    folder = resources.files("boxoffice.gateway") / "schema"
    parts = sorted(
        (part for part in folder.iterdir() if part.name.endswith(".graphql")),
        key=lambda part: part.name,
    )
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


def bind(bindings: tuple[Bindings, ...], rules: Mapping[str, Rule]) -> GraphQLSchema:
    """The executable schema; SchemaMismatch when anything is missing or left over."""
    # The files are validated by a test, not again at every start.
    schema = build_schema(schema_text(), assume_valid=True, assume_valid_sdl=True, no_location=True)
    bind_scalars(schema)
    roots = _joined("root field", [each.roots for each in bindings])
    streams = _joined("stream", [each.streams for each in bindings])
    shapes = _joined("type", [each.shapes for each in bindings])
    inputs = _joined("input", [each.inputs for each in bindings])
    enums = _joined("enum", [each.enums for each in bindings])
    root_fields = {f"{root}.{name}" for root in ROOTS for name in _object(schema, root).fields}
    _check_same("resolvers", root_fields, {*roots, *streams})
    _check_same("access rules", root_fields, set(rules))
    _check_same("types", _object_names(schema), set(shapes))
    _check_same("enums", _names(schema, GraphQLEnumType), set(enums))
    _name_arguments(schema)
    for name, members in enums.items():
        _bind_enum(schema, name, members)
    for path, resolver in roots.items():
        _bind_root(_field(schema, path), _guarded(rules[path], resolver))
    for path, stream in streams.items():
        stream_field = _field(schema, path)
        stream_field.subscribe = _guarded_stream(rules[path], stream)
        stream_field.resolve = _itself
    for name, shape in shapes.items():
        _bind_shape(_object(schema, name), shape)
    for name, source in inputs.items():
        _bind_input(schema, name, source)
    _bind_unions(schema, {shape.source: name for name, shape in shapes.items()})
    return schema


def _guarded(rule: Rule, resolver: RootResolver) -> Answer:
    async def answer(request: Request, arguments: Mapping[str, Any]) -> object:
        await admit(rule, request, arguments)
        return await resolver(request, **arguments)

    return answer


def _bind_root(bound: GraphQLField, answer: Answer) -> None:
    def resolve(root: object, info: ResolveInfo, **arguments: Any) -> object:
        return root.value if isinstance(root, Answered) else answer(info.context, arguments)

    bound.resolve = resolve
    mark_answer(bound, answer)


def _guarded_stream(rule: Rule, stream: Stream) -> Callable[..., Awaitable[object]]:
    async def subscribe(_root: object, info: ResolveInfo, **arguments: Any) -> object:
        request = info.context
        await admit(rule, request, arguments)
        return while_admitted(rule, request, arguments, stream(request, **arguments))

    return subscribe


def _itself(source: object, _info: ResolveInfo, **_arguments: Any) -> object:
    return source


def _bind_shape(type_: GraphQLObjectType, shape: Shape) -> None:
    _check_same(f"fields of {type_.name}", set(type_.fields), {*type_.fields, *shape.fields})
    known = _attributes(shape.source)
    if shape.kept:
        keep_read(type_)
    for name, bound in type_.fields.items():
        resolver = shape.fields.get(name, snake(name))
        if bound.args:
            raise SchemaMismatch(f"{type_.name}.{name} takes arguments; only root fields do.")
        if isinstance(resolver, str):
            if resolver.partition(".")[0] not in known:
                raise SchemaMismatch(
                    f"{type_.name}.{name}: {shape.source.__name__} has no {resolver}."
                )
            _bind_plain(bound, attrgetter(resolver))
        elif len(signature(resolver).parameters) == 1:
            _bind_plain(bound, cast(Callable[[Any], object], resolver))
        else:
            bound.resolve = _from_function(cast(Callable[[Any, Request], object], resolver))


def _bind_plain(bound: GraphQLField, get: Callable[[Any], object]) -> None:
    bound.resolve = lambda source, _info: get(source)
    mark_plain(bound, get)


def _from_function(function: Callable[[Any, Request], object]) -> Callable[..., object]:
    def resolve(source: object, info: ResolveInfo) -> object:
        return function(source, info.context)

    return resolve


def _bind_input(schema: GraphQLSchema, name: str, source: type) -> None:
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLInputObjectType)
    names = {snake(field_name) for field_name in type_.fields}
    if unknown := names - _attributes(source):
        raise SchemaMismatch(f"{name}: {source.__name__} has no {', '.join(sorted(unknown))}.")

    def make(value: dict[str, Any]) -> Any:
        # Null for an optional field means its default, as leaving it out does.
        given = {key: item for key, item in value.items() if item is not None}
        # A frozen value has tuples, so that it can be compared and kept.
        return source(**{k: tuple(v) if isinstance(v, list) else v for k, v in given.items()})

    # mypy takes an attribute meant to be set for a method.
    type_.out_type = make  # type: ignore[method-assign]


def _bind_enum(schema: GraphQLSchema, name: str, members: type[Enum]) -> None:
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLEnumType)
    _check_same(f"values of {name}", set(type_.values), set(members.__members__))
    for value_name, value in type_.values.items():
        value.value = members[value_name]


def _bind_unions(schema: GraphQLSchema, type_of: Mapping[type, str]) -> None:
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLUnionType):
            type_.resolve_type = lambda value, _info, _type: type_of[type(value)]


def _name_arguments(schema: GraphQLSchema) -> None:
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            for name, input_field in type_.fields.items():
                input_field.out_name = snake(name)
    for root in ROOTS:
        for root_field in _object(schema, root).fields.values():
            for name, argument in root_field.args.items():
                argument.out_name = snake(name)


def _attributes(source: type) -> set[str]:
    if is_dataclass(source):
        return {each.name for each in fields(source)}
    return set(getattr(source, "_fields", ()))


def _joined(what: str, parts: list[Mapping[str, Any]]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            if joined.setdefault(name, value) is not value:
                raise SchemaMismatch(f"The {what} {name} is bound twice.")
    return joined


def _check_same(what: str, wanted: set[str], given: set[str]) -> None:
    if missing := wanted - given:
        raise SchemaMismatch(f"Missing {what}: {', '.join(sorted(missing))}.")
    if spare := given - wanted:
        raise SchemaMismatch(f"Unknown {what}: {', '.join(sorted(spare))}.")


def _object(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLObjectType)
    return type_


def _field(schema: GraphQLSchema, path: str) -> GraphQLField:
    root, _, name = path.partition(".")
    found: GraphQLField = _object(schema, root).fields[name]
    return found


def _object_names(schema: GraphQLSchema) -> set[str]:
    return _names(schema, GraphQLObjectType) - set(ROOTS)


def _names(schema: GraphQLSchema, kind: type) -> set[str]:
    return {
        name
        for name, type_ in schema.type_map.items()
        if isinstance(type_, kind) and not name.startswith("__")
    }
