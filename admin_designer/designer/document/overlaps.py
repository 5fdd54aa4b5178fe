"""Which seats stand in each other's way."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Where more seats are heaped up than this, each of them is still found in another's way.
MOST_IN_A_CELL = 24
#: Half of the neighbouring cells: the other half looks from its own side.
_NEIGHBOURS = ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1))


def overlapping(
    x_mm: Floats, y_mm: Floats, angle_cdeg: Floats, width_mm: Floats, depth_mm: Floats, by_mm: float
) -> Ints:
    """Pairs of seats, shape (n, 2) and each once, whose bodies lie over each other by more than
    `by_mm` in every direction."""
    first, second = _near(x_mm, y_mm, float(np.hypot(width_mm, depth_mm).max(initial=1.0)))
    half_wide, half_deep = width_mm / 2 - by_mm / 2, depth_mm / 2 - by_mm / 2
    by = np.radians(angle_cdeg / 100)
    cosine, sine = np.cos(by), np.sin(by)
    apart = np.zeros(len(first), dtype=np.bool_)
    across, down = x_mm[second] - x_mm[first], y_mm[second] - y_mm[first]
    turn_cosine = np.abs(np.cos(by[second] - by[first]))
    turn_sine = np.abs(np.sin(by[second] - by[first]))
    # Two rectangles lie apart where an edge of one of them separates them.
    for one, other in ((first, second), (second, first)):
        along = np.abs(across * cosine[one] + down * sine[one])
        off = np.abs(down * cosine[one] - across * sine[one])
        reach_wide = half_wide[other] * turn_cosine + half_deep[other] * turn_sine
        reach_deep = half_wide[other] * turn_sine + half_deep[other] * turn_cosine
        apart |= along >= half_wide[one] + reach_wide
        apart |= off >= half_deep[one] + reach_deep
    return np.stack((first[~apart], second[~apart]), axis=1)


def _near(x_mm: Floats, y_mm: Floats, reach_mm: float) -> tuple[Ints, Ints]:
    """Pairs of seats in the same or neighbouring cells as large as the largest seat."""
    columns = np.floor(x_mm / reach_mm).astype(np.int64)
    lines = np.floor(y_mm / reach_mm).astype(np.int64)
    # Room on both sides, so that no neighbour of an edge is found on another line.
    width = int(np.ptp(columns)) + 3 if columns.size else 1
    keys = (lines - lines.min(initial=0)) * width + columns - columns.min(initial=0) + 1
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    firsts, seconds = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for right, down in _NEIGHBOURS:
        wanted = ordered + down * width + right
        at = np.searchsorted(ordered, wanted, side="left")
        if (right, down) == (0, 0):
            at = np.arange(len(ordered)) + 1
        here = np.arange(len(ordered))
        for _ in range(MOST_IN_A_CELL):
            found = at < len(ordered)
            found[found] = ordered[at[found]] == wanted[here[found]]
            here, at = here[found], at[found]
            firsts.append(order[here])
            seconds.append(order[at])
            at = at + 1
    return np.concatenate(firsts), np.concatenate(seconds)
