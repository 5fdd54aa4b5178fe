"""What a theatre sells by."""

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model import terms as model
from boxoffice.model.theatre import Theatre

_TYPES = (
    model.SaleTerms,
    model.Window,
    model.TicketType,
    model.TypePrice,
    model.Fee,
    model.Item,
    model.DiscountCode,
    model.TaxTable,
    model.TaxSlab,
    model.TaxClass,
    model.ReservationRule,
)


async def set_sale_terms(
    request: Request, theatre_id: str, terms: model.SaleTerms, terms_version: int
) -> Theatre:
    """Set a theatre's terms, and let its shows be sold by them."""
    by = (await request.caller()).user_id
    theatre = await request.services.theatres.set_terms(theatre_id, terms, terms_version, by)
    await request.services.shows.follow_terms(theatre_id)
    return theatre


BINDINGS = Bindings(
    roots={"Mutation.setSaleTerms": set_sale_terms},
    shapes={each.__name__: Shape(each) for each in _TYPES},
    inputs={f"{each.__name__}Input": each for each in _TYPES},
)
