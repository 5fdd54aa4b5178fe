"""Tables of the display service."""

HEAD = "0002"
