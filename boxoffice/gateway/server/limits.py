"""What a server takes: every number in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """The numbers that an operator may change; the others stand below."""

    #: The largest body of a request and the largest message of a socket.
    body_bytes: int = 4 * 2**20
    #: How long a request may take; what it has begun to commit is committed all the same.
    request_seconds: float = 30.0


#: The longest access token that is looked at.
TOKEN_MAX_CHARS = 256
#: How long a socket may take to introduce itself.
INIT_SECONDS = 10.0
#: How often a socket's session is looked at again.
SESSION_CHECK_SECONDS = 3.0
#: How long a socket without a subscription may say nothing.
IDLE_SECONDS = 600.0
#: How often a socket is asked whether it still stands; it has half of that to answer.
HEARTBEAT_SECONDS = 30.0
#: How long a peer may take to answer a close.
CLOSE_SECONDS = 2.0
OPERATION_ID_MAX_CHARS = 128
#: How long what runs may take to finish when the gateway stops.
DRAIN_SECONDS = 10.0
