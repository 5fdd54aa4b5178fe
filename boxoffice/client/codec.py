"""The model's dataclasses as part 2 of the contract carries them: camelCase names, enums by
name (numbers by number), instants in ISO 8601, bytes in base64."""

import base64
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, IntEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Convert: TypeAlias = Callable[[Any], Any]


def camel(name: str) -> str:
    """`booking_id` as `bookingId`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def selection(cls: Any) -> str:
    """The GraphQL selection of all of a dataclass: `{ bookingId lines { lineId … } … }`."""
    parts = []
    for name, hint in get_type_hints(cls).items():
        inner: Any = _element(hint)
        parts.append(f"{camel(name)} {selection(inner)}" if is_dataclass(inner) else camel(name))
    return f"{{ {' '.join(parts)} }}"


def decode(cls: type[T], data: object) -> T:
    """The dataclass that `data`, selected by `selection(cls)`, stands for."""
    hint: Any = cls
    return cast(T, _reader(hint)(data))


def decode_all(cls: type[T], items: list[object]) -> tuple[T, ...]:
    """The dataclasses that a list stands for."""
    return tuple(decode(cls, item) for item in items)


def encode(value: object) -> Any:
    """A dataclass, enum, scalar or tuple of these as a GraphQL variable."""
    if is_dataclass(value) and not isinstance(value, type):
        return {camel(each.name): encode(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Enum) and not isinstance(value, IntEnum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    return value


@cache
def _reader(hint: Any) -> _Convert:
    origin = get_origin(hint)
    if origin is UnionType:
        read = _reader(_element(hint))
        return lambda data: None if data is None else read(data)
    if origin is tuple:
        read_item = _reader(get_args(hint)[0])
        return lambda data: tuple([read_item(item) for item in data])
    if is_dataclass(hint):
        return _dataclass_reader(cast(type, hint))
    if issubclass(hint, IntEnum):
        return cast(_Convert, hint)
    if issubclass(hint, Enum):
        return cast(_Convert, hint.__members__.__getitem__)
    return _SCALARS[hint]


def _dataclass_reader(cls: type) -> _Convert:
    hints = get_type_hints(cls)
    plan = [
        (camel(each.name), _reader(hints[each.name]), each.default is not MISSING, each.default)
        for each in fields(cls)
    ]

    def read(data: Any) -> Any:
        values = []
        for name, convert, optional, default in plan:
            value = data[name]
            # The wire says null where the model has an empty default.
            values.append(default if value is None and optional else convert(value))
        return cls(*values)

    return read


def _element(hint: Any) -> Any:
    """What a tuple or an optional value is made of; any other hint itself."""
    if get_origin(hint) in (tuple, UnionType):
        return next(kind for kind in get_args(hint) if kind not in (NoneType, ...))
    return hint


def _same(value: Any) -> Any:
    return value


_SCALARS: dict[Any, _Convert] = {
    str: _same,
    int: _same,
    float: float,
    bool: _same,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    bytes: base64.b64decode,
}
