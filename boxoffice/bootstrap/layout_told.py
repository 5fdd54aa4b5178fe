"""How the layout commands' figures are put."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """The same for people, a line each, and for programs."""

    lines: tuple[str, ...]
    facts: dict[str, Any]


def in_columns(table: Sequence[Sequence[str]]) -> list[str]:
    """Lines in which the columns are right-aligned, but for the first."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in table
    ]
