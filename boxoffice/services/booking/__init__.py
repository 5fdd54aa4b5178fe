"""Holds, claims, bookings, tickets and live seats: everything that decides who has which seat."""

from boxoffice.services.booking.bookings import Bookings

__all__ = ["Bookings"]
