"""Tickets sent to people: made of what other services know, and handed to Notification."""

from boxoffice.services.e_tickets.post import ETicketPost

__all__ = ["ETicketPost"]
