"""Tables of the movie service."""

HEAD = ""
