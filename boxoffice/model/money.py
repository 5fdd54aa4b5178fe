"""Money as whole minor units with its ISO 4217 currency."""

from dataclasses import dataclass
from decimal import Decimal

from boxoffice.model.errors import BadInput

#: Minor digits of the currencies that do not have two (ISO 4217).
MINOR_DIGITS = {
    "BHD": 3, "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0,
    "KMF": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0,
    "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip


def minor_digits(currency: str) -> int:
    """How many digits after the point `currency` has."""
    return MINOR_DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (paise, cents) of one currency."""

    amount_minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount_minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount_minor - self._same(other), self.currency)

    def major(self) -> float:
        """The amount in major units, for the wire's Float fields only."""
        return float(Decimal(self.amount_minor).scaleb(-minor_digits(self.currency)))

    def words(self) -> str:
        """As staff read it: “INR 640.00”."""
        return f"{self.currency} {self.major():,.{minor_digits(self.currency)}f}"

    @classmethod
    def from_major(cls, amount: float | str, currency: str) -> "Money":
        """Read major units; an amount finer than the minor unit raises BadInput."""
        if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
            raise BadInput(f"“{currency}” is not a currency code such as INR.")
        code = currency.upper()
        try:
            minor = Decimal(str(amount)).scaleb(minor_digits(code))
            whole = int(minor)
        except (ArithmeticError, ValueError) as error:
            raise BadInput(f"“{amount}” is not an amount of money.") from error
        if minor != whole:
            raise BadInput(f"{amount} is finer than the smallest unit of {code}.")
        return cls(whole, code)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise BadInput(f"{self.currency} and {other.currency} cannot be added.")
        return other.amount_minor
