"""Methods of dataclasses that are compiled when somebody first calls them.

Before Python 3.13 each method of each class is compiled by itself, some 0.1 ms each, and a start
makes hundreds of classes whose objects nobody compares, shows or tries to change.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

_LATE = frozenset({"__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__"})
_MAKER = "_create_fn"


def compile_late() -> None:
    """From now on; a Python that makes its methods otherwise is left as it is."""
    create = vars(dataclasses).get(_MAKER)
    if create is not None:
        vars(dataclasses)[_MAKER] = _late(create)


def _late(create: Callable[..., Callable[..., Any]]) -> Callable[..., Callable[..., Any]]:
    def create_late(name: str, *text: Any, **scope: Any) -> Callable[..., Any]:
        if name not in _LATE:
            return create(name, *text, **scope)
        made: Callable[..., Any] | None = None

        def method(self: object, *given: object) -> Any:
            nonlocal made
            if made is None:
                made = create(name, *text, **scope)
                made.__qualname__ = method.__qualname__
            for owner in type(self).__mro__:
                if vars(owner).get(name) is method:
                    setattr(owner, name, made)
            return made(self, *given)

        method.__name__ = name
        return method

    return create_late
