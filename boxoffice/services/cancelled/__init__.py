"""Cancelled shows: a desk between the services that sees to their bookings."""

from boxoffice.services.cancelled.desk import CancelledShows

__all__ = ["CancelledShows"]
