"""Tables of the show service."""

HEAD = "0005"
