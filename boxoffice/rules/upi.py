"""UPI intent links: what a customer's payment app opens, and what its QR code holds."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from boxoffice.model.money import Money, minor_digits


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid: a UPI address such as `cinema@bank`, and the name the app shows."""

    address: str
    name: str


def intent_link(payee: Payee, amount: Money, reference: str) -> str:
    """`upi://pay?…` for exactly this amount; `reference` comes back with the money."""
    fields = {
        "pa": payee.address,
        "pn": payee.name,
        "tr": reference,
        "am": f"{amount.major():.{minor_digits(amount.currency)}f}",
        "cu": amount.currency,
    }
    # Payment apps read %20 and an address's @ everywhere, a + for a blank they do not.
    return f"upi://pay?{urlencode(fields, quote_via=quote, safe='@')}"
