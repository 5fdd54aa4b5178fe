"""How every field of the schema is answered, by domain."""

from boxoffice.gateway.resolvers import (
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
    theatres,
    users,
)

BINDINGS = (
    movies.BINDINGS,
    theatres.BINDINGS,
    screens.BINDINGS,
    publishing.BINDINGS,
    shows.BINDINGS,
    moving.BINDINGS,
    bookings.BINDINGS,
    blocks.BINDINGS,
    seats.BINDINGS,
    payments.BINDINGS,
    shifts.BINDINGS,
    users.BINDINGS,
    clock.BINDINGS,
)
