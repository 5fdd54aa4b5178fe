"""Tables of the show service."""

HEAD = "0002"
