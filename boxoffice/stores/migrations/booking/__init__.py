"""Tables of the booking service."""

HEAD = ""
