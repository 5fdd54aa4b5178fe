"""Tables of the payment service."""

HEAD = "0008"
