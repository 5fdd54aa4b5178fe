"""Whom a booking is for: how it is written down, and the words it is found by."""

import re
import unicodedata

from boxoffice.model.booking import Customer
from boxoffice.model.errors import BadInput
from boxoffice.rules.contacts import mail, phone

MAX_NAME_LENGTH = 120
MAX_WORDS = 12
#: People leave the country's digits away; so many at the end tell one number from another.
NATIONAL_DIGITS = 10
#: Fewer letters or digits would find half of a town.
SHORTEST_WORD = 2

_NO_DIGIT = re.compile(r"[^0-9]")
_TYPED_NUMBER = re.compile(r"\+?[0-9][0-9 ().\-/]{3,}")


def check_customer(customer: Customer, region: str) -> Customer:
    """The customer as they are kept; BadInput for what cannot be. `region` (ISO 3166, IN) is where
    a number without a country code belongs."""
    name = " ".join(customer.name.split())
    if len(name) > MAX_NAME_LENGTH or not name.isprintable():
        raise BadInput(f"A name has at most {MAX_NAME_LENGTH} printable characters.")
    return Customer(
        name,
        phone(customer.phone, region) if customer.phone.strip() else "",
        mail(customer.mail) if customer.mail.strip() else "",
        customer.collects,
    )


def customer_words(customer: Customer) -> tuple[str, ...]:
    """What this customer is found by: the words of the name, the number with and without its
    country, the address."""
    digits = _NO_DIGIT.sub("", customer.phone)
    numbers = [digits, digits[-NATIONAL_DIGITS:]] if digits else []
    found_by = [*_name_words(customer.name)[:MAX_WORDS], *numbers, customer.mail]
    return tuple(dict.fromkeys(word for word in found_by if word))


def typed_words(text: str) -> tuple[str, ...]:
    """What somebody who looks for a customer has typed: each must begin a word of theirs."""
    typed = text.strip()
    if _TYPED_NUMBER.fullmatch(typed):
        digits = _NO_DIGIT.sub("", typed)
        # Dialled from inside the country.
        return (digits if typed.startswith("+") else digits.lstrip("0"),)
    if "@" in typed:
        return (typed.casefold(),)
    return tuple(word for word in _name_words(typed)[:MAX_WORDS] if len(word) >= SHORTEST_WORD)


def _name_words(name: str) -> list[str]:
    """Words without capitals and accents, as nobody types them alike."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(
        character if unicodedata.category(character)[0] in "LN" else " "
        for character in apart
        if not unicodedata.combining(character)
    )
    return plain.split()
