"""Turning the model's frozen dataclasses into JSON-able data and back, strictly."""

import base64
import binascii
import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from itertools import repeat
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from boxoffice.model.errors import BadInput

T = TypeVar("T")
Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
_Write: TypeAlias = Callable[[Any], Any]
_Read: TypeAlias = Callable[[Any], Any]

#: Values of these are what JSON says they are.
_AS_THEY_ARE = (str, int, bool)
#: From so many on things of one kind are made all at once.
_MANY = 8


def to_plain(value: object, *, sparse: bool = False) -> Plain:
    """Data that `json.dumps` takes: instants as UTC with Z, dates as ISO 8601, bytes as base64.

    `sparse` leaves out fields that have their default value.
    """
    kind: Any = type(value)
    written: Plain = _writer(kind, sparse)(value)
    return written


def from_plain(cls: type[T], data: object) -> T:
    """The value that `to_plain` wrote; `cls` is a dataclass, enum, scalar or `tuple[X, ...]`.

    Raises BadInput, naming the field, for a value of another type, an unknown key or a field
    without a default that is missing.
    """
    kind: Any = cls
    value: T = _reader(kind, getattr(cls, "__name__", str(cls)))(data)
    return value


@cache
def _writer(hint: Any, sparse: bool) -> _Write:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        write = _writer(_without_none(hint), sparse)
        return lambda value: None if value is None else write(value)
    if origin is tuple:
        write_item = _writer(get_args(hint)[0], sparse)
        return lambda value: [write_item(item) for item in value]
    if hint is tuple:
        return lambda value: [to_plain(item, sparse=sparse) for item in value]
    if is_dataclass(hint):
        return _dataclass_writer(hint, sparse)
    if issubclass(hint, Enum):
        return lambda value: value.value
    if hint in _SCALAR_WRITERS:
        return _SCALAR_WRITERS[hint]
    raise TypeError(f"{hint} has no plain form")


def _dataclass_writer(cls: Any, sparse: bool) -> _Write:
    hints = get_type_hints(cls)
    plan = tuple(
        (field.name, _writer(hints[field.name], sparse), field.default if sparse else MISSING)
        for field in fields(cls)
    )

    def write(value: Any) -> dict[str, Any]:
        plain = {}
        for name, write_field, default in plan:
            item = getattr(value, name)
            if default is MISSING or item != default:
                plain[name] = write_field(item)
        return plain

    return write


def _write_same(value: Any) -> Any:
    return value


def _write_instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise TypeError("an instant without a time zone has no plain form")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _write_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


_SCALAR_WRITERS: dict[type, _Write] = {
    str: _write_same,
    int: _write_same,
    float: _write_same,
    bool: _write_same,
    NoneType: _write_same,
    datetime: _write_instant,
    date: date.isoformat,
    bytes: _write_bytes,
}


@cache
def _reader(hint: Any, where: str) -> _Read:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        read = _reader(_without_none(hint), where)
        return lambda data: None if data is None else read(data)
    if origin is tuple:
        return _tuple_reader(hint, where)
    if is_dataclass(hint):
        return _dataclass_reader(hint, where)
    if issubclass(hint, Enum):
        return _enum_reader(hint, where)
    if hint in _SCALAR_READERS:
        return _checked(_SCALAR_READERS[hint], hint, where)
    raise TypeError(f"{hint} has no plain form")


def _tuple_reader(hint: Any, where: str) -> _Read:
    item_hint = get_args(hint)[0]
    read_item = _reader(item_hint, where)
    read_many = _many_reader(item_hint) if is_dataclass(item_hint) else None

    def read(data: Any) -> tuple[Any, ...]:
        if not isinstance(data, list | tuple):
            raise BadInput(f"{where} should be a list.")
        if read_many is not None and len(data) >= _MANY and (made := read_many(data)):
            return tuple(made)
        return tuple([read_item(item) for item in data])

    return read


def _many_reader(cls: Any) -> Callable[[Sequence[Any]], list[Any] | None] | None:
    """Makes many of a frozen class with slots at once, field by field, which takes half as long as
    one by one; None for a class that cannot be made so.

    What it makes answers None where something is not as it should be: reading one by one says what.
    """
    parts = fields(cls)
    slots = cls.__dict__.get("__slots__", ())
    plain = all(one.name in slots and one.default_factory is MISSING for one in parts)
    if not plain or hasattr(cls, "__post_init__"):
        return None
    hints = get_type_hints(cls)
    readers = {one.name: _reader(hints[one.name], f"{cls.__name__}.{one.name}") for one in parts}
    columns = [(one.name, cls.__dict__[one.name].__set__, one.default) for one in parts]

    def read(items: Sequence[Any]) -> list[Any] | None:
        if set(map(type, items)) != {dict}:
            return None
        given = set().union(*items)
        if not given <= readers.keys():
            return None
        made = [object.__new__(cls) for _ in items]
        for name, put, default in columns:
            column = [item.get(name, default) for item in items] if name in given else ()
            kinds = set(map(type, column)) or {type(default)}
            if type(MISSING) in kinds:
                return None
            values: Iterable[Any] = column or repeat(default)
            if column and (kinds != {hints[name]} or hints[name] not in _AS_THEY_ARE):
                read_one = readers[name]
                values = [read_one(item[name]) if name in item else default for item in items]
            # Whatever Python does for each of them is done in one call.
            deque(map(put, made, values), maxlen=0)
        return made

    return read


def _dataclass_reader(cls: Any, where: str) -> _Read:
    hints = get_type_hints(cls)
    readers = {
        field.name: _reader(hints[field.name], f"{cls.__name__}.{field.name}")
        for field in fields(cls)
    }
    # Most values are just what they should be, and layouts have millions of them.
    plain = {name: hints[name] if hints[name] in _AS_THEY_ARE else None for name in readers}
    known = readers.keys()
    required = frozenset(
        field.name
        for field in fields(cls)
        if field.default is MISSING and field.default_factory is MISSING
    )

    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            raise BadInput(f"{where} should be an object.")
        # Nearly all have what they should, so that is looked at only where something fails.
        try:
            return cls(
                **{
                    name: item if type(item) is plain[name] else readers[name](item)
                    for name, item in data.items()
                }
            )
        except (KeyError, TypeError):
            if not data.keys() <= known:
                raise BadInput(f"{where} has no field {_named(data.keys() - known)}.") from None
            if not data.keys() >= required:
                raise BadInput(f"{where} lacks {_named(required - data.keys())}.") from None
            raise

    return read


def _enum_reader(cls: type[Enum], where: str) -> _Read:
    by_value = {member.value: member for member in cls}

    def read(data: Any) -> Enum:
        if isinstance(data, str | int) and not isinstance(data, bool) and data in by_value:
            return by_value[data]
        raise BadInput(f"{where} cannot be {str(data)[:40]!r}.")

    return read


def _checked(read: _Read, hint: type, where: str) -> _Read:
    def checked(data: Any) -> Any:
        try:
            return read(data)
        except (TypeError, ValueError, OverflowError, binascii.Error) as error:
            raise BadInput(f"{where} should be of type {hint.__name__}.") from error

    return checked


def _read_str(data: Any) -> str:
    if not isinstance(data, str):
        raise TypeError
    return data


def _read_int(data: Any) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise TypeError
    return data


def _read_float(data: Any) -> float:
    if not isinstance(data, int | float) or isinstance(data, bool) or not math.isfinite(data):
        raise TypeError
    return float(data)


def _read_bool(data: Any) -> bool:
    if not isinstance(data, bool):
        raise TypeError
    return data


def _read_instant(data: Any) -> datetime:
    at = datetime.fromisoformat(data)
    if at.tzinfo is None:
        raise ValueError
    return at.astimezone(UTC)


def _read_bytes(data: Any) -> bytes:
    return base64.b64decode(data, validate=True)


_SCALAR_READERS: dict[type, _Read] = {
    str: _read_str,
    int: _read_int,
    float: _read_float,
    bool: _read_bool,
    datetime: _read_instant,
    date: date.fromisoformat,
    bytes: _read_bytes,
}


def _without_none(hint: Any) -> Any:
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    if len(kinds) != 1:
        raise TypeError(f"{hint} has no plain form")
    return kinds[0]


def _named(names: set[Any] | frozenset[str]) -> str:
    return ", ".join(sorted(str(name)[:40] for name in names)[:5])
