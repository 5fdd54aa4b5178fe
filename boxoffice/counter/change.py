"""Cash at the counter: which amounts people hand over, and which notes to give back."""

from collections.abc import Iterator
from dataclasses import dataclass

from boxoffice.model.money import Money, minor_digits

#: Notes and coins in major units, largest first, for currencies without a list of their own.
USUAL = (500.0, 200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
DENOMINATIONS = {
    "USD": (100.0, 50.0, 20.0, 10.0, 5.0, 1.0, 0.25, 0.1, 0.05, 0.01),
    "JPY": (10_000.0, 5_000.0, 1_000.0, 500.0, 100.0, 50.0, 10.0, 5.0, 1.0),
}
#: In minor units, where smaller coins are no more in use.
LEAST_COINS = {"INR": 50}
QUICK_AMOUNTS = 3
NOTES_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Pile:
    """So many of one note or coin."""

    count: int
    value: Money


def piles(amount: Money) -> tuple[Pile, ...]:
    """The fewest notes and coins that make `amount`, largest first; a rest too fine is left out."""
    rest = amount.amount_minor
    found = []
    for value in _values(amount.currency):
        count, rest = divmod(rest, value)
        if count:
            found.append(Pile(count, Money(value, amount.currency)))
    return tuple(found)


def quick_amounts(due: Money) -> tuple[Money, ...]:
    """What people hand over for `due`: exactly that, or rounded up to their notes, ascending."""
    largest, _, third, *_ = _values(due.currency)
    steps = (third, largest, 2 * largest, 4 * largest)
    amounts = {-(-due.amount_minor // step) * step for step in steps}
    above = sorted(amount for amount in amounts if amount > due.amount_minor)
    return tuple(
        Money(amount, due.currency) for amount in (due.amount_minor, *above[: QUICK_AMOUNTS - 1])
    )


def notes(currency: str) -> tuple[Money, ...]:
    """The notes that are offered for counting up what was given, largest first."""
    return tuple(Money(value, currency) for value in list(_values(currency))[:NOTES_OFFERED])


def denominations(currency: str) -> tuple[Money, ...]:
    """Every note and coin that a drawer of this currency is counted by, largest first."""
    least = LEAST_COINS.get(currency, 1)
    return tuple(Money(value, currency) for value in _values(currency) if value >= least)


def _values(currency: str) -> Iterator[int]:
    scale = 10 ** minor_digits(currency)
    for value in DENOMINATIONS.get(currency, USUAL):
        minor = round(value * scale)
        if minor:
            yield minor
