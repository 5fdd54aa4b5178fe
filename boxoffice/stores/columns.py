"""Column types that read the same from every SQL engine."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

from boxoffice.rules.plain import from_plain, to_plain

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept exactly as microseconds since 1970 and answered in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


class Plain(TypeDecorator[T]):
    """A value of the model, or a tuple of them, kept as the JSON text of its plain form."""

    impl = Text
    cache_ok = True

    def __init__(self, cls: type[T]) -> None:
        """`cls` is what rules.plain can read: a dataclass, an enum or `tuple[X, ...]`."""
        super().__init__()
        self.cls = cls

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(to_plain(value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> T | None:
        return None if value is None else from_plain(self.cls, json.loads(value))
