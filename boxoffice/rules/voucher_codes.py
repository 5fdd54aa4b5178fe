"""How a voucher's code is written, and how one is told from other words."""

#: No letters that are read as digits.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS = 3
GROUP_LETTERS = 4


def voucher_code(text: str) -> str:
    """A code as it is kept, however it was typed: `ABCD-EFGH-JKLM`."""
    letters = _letters(text)
    groups = (letters[at : at + GROUP_LETTERS] for at in range(0, len(letters), GROUP_LETTERS))
    return "-".join(groups)


def is_voucher(text: str) -> bool:
    """Whether this can be a voucher's code."""
    letters = _letters(text)
    return len(letters) == GROUPS * GROUP_LETTERS and set(letters) <= set(ALPHABET)


def _letters(text: str) -> str:
    return "".join(text.upper().replace("-", "").split())
