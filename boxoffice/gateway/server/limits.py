"""What a server takes: every number in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """The numbers that an operator may change; the others stand below."""

    #: The largest body of a request and the largest message of a socket.
    body_bytes: int = 4 * 2**20
    #: How long a request may take; what it has begun to commit is committed all the same.
    request_seconds: float = 30.0
    #: Requests and operations a second that one address, and one user, may make for long.
    address_per_second: float = 100.0
    user_per_second: float = 50.0
    #: Connections and sockets of one address.
    address_connections: int = 200
    #: Whether callers on this machine are free of the limits per address and per user.
    loopback_free: bool = False


#: How much more than a second's share may come at once.
BURST_SECONDS = 4.0
#: Addresses and users whose rates are remembered; those heard of longest ago are forgotten.
RATES_KEPT = 20_000
#: The longest access token that is looked at.
TOKEN_MAX_CHARS = 256
#: How long a new connection may take to the end of its first request's head, TLS included.
HEAD_SECONDS = 20.0
#: How long a connection may say nothing whole between two requests.
KEEPALIVE_SECONDS = 75.0
#: How long the rest of a body is taken in after its request was answered without it.
LINGER_SECONDS = 1.0
#: Connections that wait to be taken.
BACKLOG = 128
LINE_MAX_BYTES, HEADERS_MAX = 8_190, 64
#: A request that takes longer is told to the log even if it goes well.
SLOW_SECONDS = 1.0
#: How long what runs may take to finish when the gateway stops.
DRAIN_SECONDS = 10.0

#: How long a socket may take to introduce itself.
INIT_SECONDS = 10.0
#: How often a socket's session is looked at again.
SESSION_CHECK_SECONDS = 1.0
#: How long a socket without a subscription may say nothing.
IDLE_SECONDS = 600.0
#: How often a socket is asked whether it still stands; it has half of that to answer.
HEARTBEAT_SECONDS = 30.0
#: How long a peer may take to answer a close, and to take in what it is sent.
CLOSE_SECONDS, SEND_SECONDS = 2.0, 20.0
#: How slowly a response to HTTP may be read for long.
READER_BYTES_PER_SECOND = 32 * 2**10
#: What may wait in a connection for its reader before its senders wait.
UNREAD_BYTES = 64 * 2**10
OPERATION_ID_MAX_CHARS = 128
#: Operations that may run on one socket at a time, subscriptions among them.
SOCKET_OPERATIONS = 100
#: Messages a second from one socket.
MESSAGES_PER_SECOND = 50.0
#: The largest message of a payment provider.
WEBHOOK_BYTES = 256 * 2**10
