"""What stands on the slips of a booking: one for each ticket, a receipt, and a credit
note."""

from dataclasses import replace

from boxoffice.counter.pay_words import kind_named
from boxoffice.counter.printing.blocks import Block, Code, Logo, Pair, Rule, Slip, Words
from boxoffice.counter.ticket_order import CreditOrder, TicketOrder
from boxoffice.counter.words import translate
from boxoffice.model.booking import Booking, Line, LineKind, LineState, TaxPart, Ticket
from boxoffice.model.money import Money, minor_digits
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.theatre import Theatre
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.paper import logo_of


def ticket_slip(order: TicketOrder, number: int) -> Slip:
    """The ticket with this place in the order."""
    ticket, listing, formats = order.tickets[number], order.sold.listing, order.formats
    starts_at = listing.show.starts_at
    day = formats.day_and_year(formats.local(starts_at).date())
    film = ", ".join(
        part for part in (listing.certificate, listing.show.language, listing.show.format) if part
    )
    line = order.line(ticket)
    return (
        Words(order.heading, bold=True, centred=True),
        Rule(),
        Words(listing.title, size=2, bold=True),
        Words(film),
        Words(f"{day}, {formats.time(starts_at)}", bold=True),
        Pair(listing.screen_name, order.place_named(ticket)),
        Words(order.area(ticket) or ticket.seat_id, size=4, bold=True, centred=True),
        Pair(_counted(order, ticket, number), amount(line.price)),
        *_taxes(line.tax, line.price.currency),
        Code(ticket.text),
        Pair(
            translate("counter", "Booking {number}").format(
                number=spoken(order.sold.booking.number)
            ),
            translate("counter", "Serial {serial}").format(serial=ticket.serial),
        ),
        *_gstin(order.gstin),
        Words(translate("counter", "Admits one person, once. Only the newest print is valid.")),
    )


def receipt_slip(order: TicketOrder) -> Slip:
    """What was bought, the tax in it, and how it was paid."""
    sold, formats = order.sold, order.formats
    booking, at = sold.booking, formats.local(sold.booking.updated_at)
    lines = tuple(line for line in booking.lines if line.state is LineState.ACTIVE)
    net = Money(sum(line.net_minor for line in lines), booking.total.currency)
    return (
        *_head(order.theatre, order.template),
        Pair(
            translate("counter", "Receipt {number}").format(number=spoken(booking.number)),
            f"{formats.day_and_year(at.date())}, {formats.time(sold.booking.updated_at)}",
        ),
        Rule(),
        *_show(order),
        *_bought(order, lines),
        *_discounts(lines),
        Rule(),
        Pair(translate("counter", "Before tax"), amount(net)),
        *_taxes(tuple(part for line in lines for part in line.tax), booking.total.currency),
        Pair(
            translate("counter", "Total {currency}").format(currency=booking.total.currency),
            amount(booking.total),
            bold=True,
            size=2,
        ),
        *_tenders(order),
        *_invoice(booking),
        *_note(order.template),
    )


def credit_slip(order: CreditOrder) -> Slip:
    """What an invoice is reduced by, and the tax in it."""
    note, booking, formats = order.note, order.booking, order.formats
    lines = tuple(line for line in booking.lines if line.line_id in note.line_ids)
    net = Money(sum(line.net_minor for line in lines), note.amount.currency)
    day = formats.day_and_year(formats.local(note.at).date())
    return (
        *_head(order.theatre, order.template),
        Words(translate("counter", "Credit note"), size=2, bold=True, centred=True),
        Pair(note.number, f"{day}, {formats.time(note.at)}"),
        *_invoice(replace(booking, invoice=note.invoice)),
        Rule(),
        Words(order.listing.title, bold=True),
        *(Pair(line.seat_id or line.name, amount(line.price)) for line in lines),
        Rule(),
        Pair(translate("counter", "Before tax"), amount(net)),
        *_taxes(tuple(part for line in lines for part in line.tax), note.amount.currency),
        Pair(
            translate("counter", "Credited {currency}").format(currency=note.amount.currency),
            amount(note.amount),
            bold=True,
            size=2,
        ),
        *_note(order.template),
    )


def trial_slip(theatre: Theatre, template: PaperTemplate, printer: str) -> Slip:
    """What shows that a printer is set up: letters, a code, and where the paper ends."""
    return (
        *_head(theatre, template),
        Words(translate("counter", "This is a test"), size=2, bold=True, centred=True),
        Words(printer, centred=True),
        Rule(),
        Pair(translate("counter", "Left"), translate("counter", "Right")),
        Code(theatre.name),
        *_note(template),
    )


def amount(money: Money) -> str:
    """1400.00: without the currency's sign, which hardly a receipt printer has."""
    return f"{money.major():,.{minor_digits(money.currency)}f}"


def _show(order: TicketOrder) -> tuple[Block, ...]:
    """What the seats are for; nothing for a sale without any."""
    sold, formats = order.sold, order.formats
    if not sold.booking.seats:
        return ()
    starts_at = sold.listing.show.starts_at
    return (
        Words(sold.listing.title, bold=True),
        Words(
            f"{formats.day_and_year(formats.local(starts_at).date())}, {formats.time(starts_at)},"
            f" {sold.listing.screen_name}"
        ),
    )


def _head(theatre: Theatre, template: PaperTemplate) -> tuple[Block, ...]:
    png = logo_of(template)
    name = Words(template.heading or theatre.name, bold=True, centred=True)
    return (
        *((Logo(png),) if png else ()),
        name,
        *((Words(theatre.address, centred=True),) if theatre.address else ()),
        *_gstin(template.gstin or theatre.gstin),
    )


def _gstin(number: str) -> tuple[Block, ...]:
    if not number:
        return ()
    return (Words(translate("counter", "GSTIN {number}").format(number=number), centred=True),)


def _note(template: PaperTemplate) -> tuple[Block, ...]:
    return (Rule(), Words(template.note, centred=True)) if template.note else ()


def _taxes(parts: tuple[TaxPart, ...], currency: str) -> tuple[Block, ...]:
    """One line for each tax at each rate."""
    sums: dict[tuple[str, int], int] = {}
    for part in parts:
        at = (part.name, part.rate_bp)
        sums[at] = sums.get(at, 0) + part.amount_minor
    return tuple(
        Pair(f"{name} {rate_bp / 100:g} %", amount(Money(minor, currency)))
        for (name, rate_bp), minor in sums.items()
    )


def _bought(order: TicketOrder, lines: tuple[Line, ...]) -> tuple[Block, ...]:
    """A line for each seat, and one for all pieces of an item and for all fees of a kind, each at
    what it costs before discounts."""
    several: dict[tuple[str, int], int] = {}
    for line in lines:
        if line.kind is not LineKind.SEAT:
            at = (line.name, line.list_price.amount_minor)
            several[at] = several.get(at, 0) + 1
    currency = order.sold.booking.total.currency
    return (
        *(
            Pair(f"{line.seat_id} {order.type_named(line.ticket_type)}", amount(line.list_price))
            for line in lines
            if line.kind is LineKind.SEAT
        ),
        *(
            Pair(f"{count} x {name}" if count > 1 else name, amount(Money(count * each, currency)))
            for (name, each), count in several.items()
        ),
    )


def _discounts(lines: tuple[Line, ...]) -> tuple[Block, ...]:
    sums: dict[str, Money] = {}
    for line in lines:
        if line.taken_off_minor:
            nothing = Money(0, line.price.currency)
            sums[line.discount] = sums.get(line.discount, nothing) - (line.list_price - line.price)
    words = translate("counter", "Discount {code}")
    return tuple(Pair(words.format(code=code), amount(sum_)) for code, sum_ in sums.items())


def _invoice(booking: Booking) -> tuple[Block, ...]:
    number = translate("counter", "Invoice {number}").format(number=booking.invoice)
    firm = translate("counter", "For {firm}, GSTIN {number}").format(
        firm=booking.buyer.name, number=booking.buyer.gstin
    )
    return (
        *((Words(number),) if booking.invoice else ()),
        *((Words(firm),) if booking.buyer.gstin else ()),
    )


def _tenders(order: TicketOrder) -> tuple[Block, ...]:
    sold = order.sold
    change = Pair(translate("counter", "Change"), amount(sold.change), bold=True)
    currency = sold.booking.total.currency
    ways = (
        Pair(kind_named(one.kind), amount(Money(one.given_minor or one.amount_minor, currency)))
        for one in sold.tenders
    )
    return (*ways, change) if sold.change.amount_minor else tuple(ways)


def _counted(order: TicketOrder, ticket: Ticket, number: int) -> str:
    return translate("counter", "{type}, ticket {number} of {count}").format(
        type=order.type_name(ticket), number=number + 1, count=len(order.tickets)
    )
