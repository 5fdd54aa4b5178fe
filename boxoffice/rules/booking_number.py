"""The short number people call a booking by: seven characters and one that checks them."""

#: Digits and capitals without 0, 1, I, L and O. There are 31, a prime, so that the check
#: character finds every wrong character and every two that were swapped.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8

_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def new_number(random_bits: int) -> str:
    """A number made of at least 64 random bits, which the caller draws."""
    body = ""
    for _ in range(LENGTH - 1):
        random_bits, value = divmod(random_bits, len(ALPHABET))
        body += ALPHABET[value]
    return body + _check_character(body)


def spoken(number: str) -> str:
    """The number in two halves, as it is printed and read aloud: 7Q4M 9XKD."""
    return f"{number[:4]} {number[4:]}"


def _check_character(body: str) -> str:
    weighed = sum(weight * _VALUES[character] for weight, character in enumerate(body, start=1))
    return ALPHABET[-weighed * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)]
