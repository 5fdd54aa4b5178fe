"""Tables of the payment service."""

HEAD = ""
