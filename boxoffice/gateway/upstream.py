"""The services as the gateway knows them: by their Protocols alone."""

from dataclasses import dataclass

from boxoffice.model.cancelled import CancelledShowDesk
from boxoffice.model.services import (
    BookingService,
    DisplayService,
    MovieService,
    NotificationService,
    PaymentService,
    ScreenService,
    ShowService,
    TheatreService,
    UserService,
)


@dataclass(frozen=True, slots=True)
class Services:
    """The services themselves, or stand-ins that speak to them elsewhere."""

    movies: MovieService
    theatres: TheatreService
    screens: ScreenService
    shows: ShowService
    bookings: BookingService
    payments: PaymentService
    users: UserService
    notifications: NotificationService
    displays: DisplayService
    cancelled: CancelledShowDesk
