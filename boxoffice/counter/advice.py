"""What a certificate means for the tickets in the basket, as a reminder to the clerk."""

from boxoffice.counter.state import SaleState
from boxoffice.counter.words import adults_only, translate

CHILD = "child"
#: India's certificate for doctors, scientists and the like.
SPECIAL = "S"


def advice(state: SaleState) -> str:
    """The reminder, or nothing. It never stops a sale: the door decides by the person."""
    children = sum(choice.ticket_type == CHILD for choice in state.choices)
    certificate = state.listing.certificate if state.listing else ""
    if not state.choices or certificate in {"", "U"}:
        return ""
    if adults_only(certificate):
        if children:
            return translate("counter", "For adults only: children are not let in.")
        if certificate == SPECIAL:
            return translate("counter", "For a special audience only: ask what they are.")
        return translate("counter", "For adults only: ask for their age where in doubt.")
    if not children:
        return ""
    if children == 1:
        return translate("counter", "One child ticket: a parent or guardian goes in with them.")
    return translate(
        "counter", "%n child tickets: a parent or guardian goes in with them.", None, children
    )
