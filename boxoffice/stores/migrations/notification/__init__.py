"""Tables of the notification service."""

HEAD = ""
