"""Tables of the booking service."""

HEAD = "0011"
