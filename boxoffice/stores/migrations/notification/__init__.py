"""Tables of the notification service."""

HEAD = "0003"
