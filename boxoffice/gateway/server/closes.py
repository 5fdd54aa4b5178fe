"""How the protocol ends a socket."""

GOING_AWAY, TOO_MUCH, BROKEN = 1001, 1008, 1011
BAD_MESSAGE, NOT_INITIALISED, FORBIDDEN = 4400, 4401, 4403
INIT_TOO_LATE, ID_TAKEN, TOO_MANY_INITS = 4408, 4409, 4429


class Close(Exception):
    """Ends the socket with a code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
