"""The service Protocols can cross a process border: only plain values go in and come out."""

import dataclasses
import enum
import inspect
import types
import typing
from collections.abc import AsyncIterator
from datetime import date, datetime

import pytest

from boxoffice.model import services
from boxoffice.model.cancelled import CancelledShowDesk

SCALARS = (str, int, float, bool, bytes, datetime, date, type(None))
PROTOCOLS = [
    protocol
    for name, protocol in vars(services).items()
    if name.endswith("Service") and inspect.isclass(protocol)
]


def methods(protocol: type) -> list[typing.Any]:
    return [
        method
        for base in protocol.__mro__
        if base.__module__.startswith("boxoffice.")
        for name, method in vars(base).items()
        if inspect.isfunction(method) and not name.startswith("_")
    ]


def check_plain(kind: typing.Any, seen: set[type]) -> None:
    origin = typing.get_origin(kind)
    if origin is tuple:
        item, *rest = typing.get_args(kind)
        assert rest == [Ellipsis], kind
        check_plain(item, seen)
    elif origin in (types.UnionType, typing.Union):
        for choice in typing.get_args(kind):
            check_plain(choice, seen)
    elif dataclasses.is_dataclass(kind):
        assert isinstance(kind, type)
        if kind not in seen:
            seen.add(kind)
            assert kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]
            for hint in typing.get_type_hints(kind).values():
                check_plain(hint, seen)
    else:
        assert isinstance(kind, type), kind
        assert issubclass(kind, (*SCALARS, enum.Enum)), kind


def test_there_are_nine_services() -> None:
    assert sorted(p.__name__.removesuffix("Service") for p in PROTOCOLS) == [
        "Booking",
        "Display",
        "Movie",
        "Notification",
        "Payment",
        "Screen",
        "Show",
        "Theatre",
        "User",
    ]


@pytest.mark.parametrize("protocol", [*PROTOCOLS, CancelledShowDesk], ids=lambda p: p.__name__)
def test_a_service_takes_and_gives_only_plain_frozen_values(protocol: type) -> None:
    for method in methods(protocol):
        hints = typing.get_type_hints(method)
        result = hints.pop("return")
        if typing.get_origin(result) is AsyncIterator:
            assert not inspect.iscoroutinefunction(method), method
            (result,) = typing.get_args(result)
        else:
            assert inspect.iscoroutinefunction(method), method
        for kind in (*hints.values(), result):
            check_plain(kind, set())
