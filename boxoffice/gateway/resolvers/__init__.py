"""How every field of the schema is answered, by domain."""

from boxoffice.gateway.resolvers import (
    after,
    blocks,
    bookings,
    clock,
    movies,
    moving,
    payments,
    publishing,
    screens,
    seats,
    shifts,
    shows,
    stock,
    terms,
    theatres,
    users,
)

BINDINGS = (
    movies.BINDINGS,
    theatres.BINDINGS,
    screens.BINDINGS,
    publishing.BINDINGS,
    shows.BINDINGS,
    terms.BINDINGS,
    moving.BINDINGS,
    bookings.BINDINGS,
    blocks.BINDINGS,
    seats.BINDINGS,
    stock.BINDINGS,
    payments.BINDINGS,
    shifts.BINDINGS,
    after.BINDINGS,
    users.BINDINGS,
    clock.BINDINGS,
)
