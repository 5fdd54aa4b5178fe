"""What an adult pays, as people type it and as it is typed for them."""

from PySide6.QtCore import QCoreApplication

from boxoffice.model.errors import BadInput
from boxoffice.model.money import Money, minor_digits
from boxoffice.model.moving import NewPrice

HIGHEST_MINOR = 2**31 - 1


def price_typed(text: str, category_id: int, currency: str) -> NewPrice:
    """The price of a category, such as 250 or 250.50; BadInput for what is none."""
    typed = text.strip()
    if not typed:
        raise BadInput(_tr("What does an adult pay here?"))
    amount = Money.from_major(typed, currency).amount_minor
    if amount <= 0:
        raise BadInput(_tr("A price above nothing, such as 250."))
    if amount > HIGHEST_MINOR:
        raise BadInput(_tr("No seat can cost that much."))
    return NewPrice(category_id, amount)


def amount_text(price: Money | None, currency: str) -> str:
    """250, and 250.50 where there is a part; empty in another currency."""
    if price is None or price.currency != currency:
        return ""
    digits = minor_digits(currency)
    return f"{price.major():.{digits if price.amount_minor % 10**digits else 0}f}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Halls", text)
