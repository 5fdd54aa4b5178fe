"""Two who change one thing: what both typed, put together where they do not touch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

#: What stands in each field, by its key.
Texts: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """`texts` is what stands in the fields then: mine, and theirs in the fields that only they
    changed, `taken`. `clashes` is theirs of those that both changed, each to something else:
    somebody is to choose."""

    texts: Texts
    taken: tuple[str, ...]
    clashes: Texts


def merge(base: Texts, mine: Texts, theirs: Texts) -> Merged:
    """Put together what became of `base` on both sides; all three have the same fields."""
    taken = tuple(key for key in base if mine[key] == base[key] != theirs[key])
    clashes = {
        key: theirs[key] for key in base if base[key] != mine[key] != theirs[key] != base[key]
    }
    return Merged({key: (theirs if key in taken else mine)[key] for key in base}, taken, clashes)
