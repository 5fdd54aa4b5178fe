"""The Notification service: what a theatre's staff must see to, and codes sent to people."""

from boxoffice.services.notification.notifications import Notifications

__all__ = ["Notifications"]
