"""Tables of the user service."""

HEAD = ""
