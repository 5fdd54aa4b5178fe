"""Tables of the show service."""

HEAD = "0003"
