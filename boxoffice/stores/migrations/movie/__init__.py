"""Tables of the movie service."""

HEAD = "0002"
