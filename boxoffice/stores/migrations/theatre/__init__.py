"""Tables of the theatre service."""

HEAD = ""
