"""Short upper-case theatre ids made from a name."""

import re
import unicodedata
from collections.abc import Collection
from itertools import chain, count

#: What a name without a Latin letter becomes.
NAMELESS = "CINE"


def theatre_code(name: str, taken: Collection[str]) -> str:
    """Three letters of the first word and two of the next (PVRAN for PVR Andheri), with a number
    behind it when it is taken."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = re.findall(r"[A-Z0-9]+", folded)
    parts = (words[0][:3], words[1][:2]) if len(words) > 1 else (*words, NAMELESS)[:1]
    code = "".join(parts)[:5]
    numbered = (f"{code}{n}" for n in count(2))
    return next(each for each in chain((code,), numbered) if each not in taken)
