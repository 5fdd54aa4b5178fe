"""Tables of the user service."""

HEAD = "0004"
