"""Tables of the show service."""

HEAD = ""
