"""Tables of the screen service."""

HEAD = ""
