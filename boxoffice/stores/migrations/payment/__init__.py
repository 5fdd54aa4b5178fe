"""Tables of the payment service."""

HEAD = "0007"
