"""Tables of the theatre service."""

HEAD = "0005"
