"""Tables of what is done about cancelled shows."""

HEAD = "0001"
