"""Tables of the notification service."""

HEAD = "0002"
