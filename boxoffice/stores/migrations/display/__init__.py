"""Tables of the display service."""

HEAD = ""
