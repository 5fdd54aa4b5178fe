"""Tables of the screen service."""

HEAD = "0002"
