"""Each service's table definitions as a chain of Alembic scripts, and the newest revision of each.

Revisions are four digits counted up, so that a newer one is known as such.
"""

from boxoffice.stores.migrations import (
    booking,
    cancelled,
    display,
    movie,
    notification,
    payment,
    screen,
    show,
    theatre,
    user,
)

HEADS = {
    "booking": booking.HEAD,
    "cancelled": cancelled.HEAD,
    "display": display.HEAD,
    "movie": movie.HEAD,
    "notification": notification.HEAD,
    "payment": payment.HEAD,
    "screen": screen.HEAD,
    "show": show.HEAD,
    "theatre": theatre.HEAD,
    "user": user.HEAD,
}
