"""Tables of the payment service."""

HEAD = "0005"
