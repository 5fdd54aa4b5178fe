"""Words of paying: tenders, how UPI stands, and the keys of its pages."""

from boxoffice.counter.state import SaleState, Stage
from boxoffice.counter.words import translate
from boxoffice.model.payment import Payment, PaymentState, Tender, TenderKind
from boxoffice.qtkit.commands import Hint
from boxoffice.qtkit.widgets import Tone


def kind_named(kind: TenderKind) -> str:
    """Cash, card, UPI or voucher."""
    return {
        TenderKind.CASH: translate("counter", "Cash"),
        TenderKind.CARD_TERMINAL: translate("counter", "Card"),
        TenderKind.UPI: translate("counter", "UPI"),
        TenderKind.VOUCHER: translate("counter", "Voucher"),
    }[kind]


def tender_named(tender: Tender) -> str:
    """Card 123456; a code as far as it is one that somebody looks up."""
    name = kind_named(tender.kind)
    known = tender.kind in (TenderKind.CARD_TERMINAL, TenderKind.VOUCHER)
    return f"{name} {tender.reference}" if known and tender.reference else name


def paid_in_part(state: SaleState) -> bool:
    """Whether some of the money is there already."""
    return state.booking is not None and bool(state.booking.paid.amount_minor)


def upi_words(upi: Payment | None, *, unknown: bool) -> tuple[str, Tone]:
    """How the payment stands, and how pressing that is. Unknown and pending are not failed."""
    if unknown or upi is None:
        return translate("counter", "Asking for the code…"), Tone.INFO
    match upi.state:
        case PaymentState.OPEN if not upi.upi_link:
            words = translate("counter", "The payment provider does not answer yet; it is asked.")
            return words, Tone.WARN
        case PaymentState.OPEN:
            words = translate("counter", "Waiting for the customer to pay. Not paid so far.")
            return words, Tone.INFO
        case PaymentState.FAILED:
            words = translate("counter", "It failed; no money came. Enter makes a new code.")
            return words, Tone.DANGER
        case PaymentState.CLOSED:
            words = translate("counter", "It was closed unpaid. Enter makes a new code.")
            return words, Tone.WARN
    return translate("counter", "Paid; the tickets are made."), Tone.OK


def pay_hints(stage: Stage) -> tuple[Hint, ...]:
    """The keys of the pages beside cash, for the status bar."""
    back = Hint("Esc", translate("counter", "Back"))
    if stage is Stage.UPI:
        return (
            Hint("Enter", translate("counter", "Ask the provider")),
            Hint("F9", translate("counter", "Cash instead")),
            Hint("F10", translate("counter", "Card instead")),
            Hint("Esc", translate("counter", "Close it")),
        )
    if stage is Stage.SPLIT:
        return (
            Hint("0–9", translate("counter", "Amount of the part")),
            Hint("F9", translate("counter", "Cash")),
            Hint("F10", translate("counter", "Card")),
            Hint("F11", translate("counter", "UPI")),
            Hint("F8", translate("counter", "Voucher")),
            back,
        )
    code = translate("counter", "Approval code")
    if stage is Stage.VOUCHER:
        code = translate("counter", "Voucher's code")
    return (
        Hint(translate("counter", "A–Z, 0–9"), code),
        Hint("Enter", translate("counter", "Take it")),
        back,
    )
