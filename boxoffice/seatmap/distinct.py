"""The distinct values of an array. `numpy.unique` says the same, but loads numpy's masked arrays
for it, and that costs a start 20 ms."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)


def distinct(values: NDArray[T]) -> tuple[NDArray[T], NDArray[np.int64]]:
    """The distinct values of shape (n,) in ascending order, and each value's place among them."""
    if len(values) and (values == values[0]).all():
        return values[:1].copy(), np.zeros(len(values), dtype=np.int64)
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    found: NDArray[Any] = ordered[first]
    return found, np.searchsorted(found, values).astype(np.int64)
