"""What stands on a slip of paper, whoever prints or shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Text, wrapped where the paper ends; `size` is 1 to 4 times the usual letters."""

    text: str
    size: int = 1
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Words at the left, and what belongs to them at the right."""

    left: str
    right: str
    bold: bool = False
    size: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from edge to edge."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code."""

    text: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture in the middle: PNG."""

    png: bytes


Block = Words | Pair | Rule | Code | Logo
Slip = tuple[Block, ...]
