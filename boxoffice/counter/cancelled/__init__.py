"""Cancelled shows, and what is done about their bookings."""
