"""Bytes for a gateway: requests as they are meant, made of odd parts, spoilt, or none at all."""

from hypothesis import strategies as st

from boxoffice.gateway.server import limits
from tests.fuzz import lines
from tests.wire.transports import PROTOCOL

BODY = b'{"query":"{ __typename }"}'
POST = (
    b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
)
CHUNKED = (
    b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"
)
SOCKET = lines.UPGRADE + lines.frame(lines.TEXT, b'{"type":"connection_init"}')

requests = st.sampled_from(
    [
        POST,
        CHUNKED,
        SOCKET,
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\r\n",
        b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"OPTIONS /graphql HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n",
        b"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /media/x HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: x\r\n\r\n",
        b"PUT /media/x HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\r\n",
        b"POST /webhooks/payments/simulator HTTP/1.1\r\nHost: l\r\nX-Signature: t=1,v1=0\r\n"
        b"Content-Length: 2\r\n\r\n{}",
    ]
)
oversize = st.sampled_from(
    [
        b"GET /" + b"a" * (limits.LINE_MAX_BYTES * 2) + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * (limits.LINE_MAX_BYTES * 2) + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * (limits.HEADERS_MAX * 2) + b"\r\n",
        POST.replace(b"Content-Length: ", b"Content-Length: 99999999999999999999"),
        POST.replace(b"Content-Length: ", b"Content-Length: -"),
        CHUNKED.replace(b"5\r\n", b"fffffffffffffffff\r\n"),
        SOCKET + lines.frame(lines.TEXT, b"x" * (5 * 2**20)),
        POST * 100,
    ]
)


methods = st.sampled_from(["GET", *["POST"] * 4, "PUT", "HEAD", "OPTIONS", "CONNECT", "x"])
paths = st.sampled_from(
    ["/graphql"] * 4
    + [
        "/graphql?query=%00",
        "/healthz",
        "/metrics",
        "/media/x",
        "/media/%2e%2e/%00",
        "/media/",
        "/webhooks/payments/simulator",
        "/webhooks/payments/%ff",
        "*",
        "//",
        "http://[x/",
        "x:y",
    ]
)
names = st.sampled_from(
    [
        "Accept",
        "Authorization",
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Type",
        "Expect",
        "Host",
        "If-None-Match",
        "Origin",
        "Sec-WebSocket-Protocol",
        "Sec-WebSocket-Extensions",
        "Sec-WebSocket-Key",
        "Sec-WebSocket-Version",
        "Stripe-Signature",
        "Transfer-Encoding",
        "Upgrade",
        "X-Forwarded-For",
        "X-Signature",
        "Access-Control-Request-Headers",
    ]
)
values = st.sampled_from(
    [
        "",
        "*/*",
        "application/json",
        "application/json; charset=x",
        "application/json;;=",
        "close",
        "Bearer x",
        "Bearer",
        "gzip",
        "chunked",
        "http://localhost",
        "http://[x",
        "null",
        "upgrade",
        "websocket",
        PROTOCOL,
        "permessage-deflate",
        "13",
        "2",
        "-1",
        "100-continue",
        "[::1",
        "t=1,v1=0",
        "t=99999999999999999999,v1=",
        'W/"x"',
        "x" * 2_000,
        "é\xff",
    ]
)
bodies = st.sampled_from(
    [
        BODY,
        BODY,
        b"",
        b"\xff",
        b"{}",
        b"[]",
        b"null",
        b"NaN",
        b'{"query":1}',
        b"[" * 100_000,
        b'{"query":"{ __typename }","variables":[]}',
        b'{"query":"\\ud800 \\u0000"}',
        b'{"query":"query($a: Int) { __typename }","variables":{"a":1e999}}',
        b'{"query":"' + b"{a" * 50_000 + b'"}',
        b'{"query":1' + b"0" * 10_000 + b"}",
        b'{"transaction_id":"t","booking_ref":"b","status":"succeeded"}',
    ]
)


@st.composite
def built(draw: st.DrawFn) -> bytes:
    """A request that is one, of parts that need not go together."""
    body = draw(bodies)
    headers = {"Host": "localhost", "Content-Type": "application/json"}
    headers |= {"Content-Length": str(len(body))} if body else {}
    headers |= draw(st.dictionaries(names, values, max_size=5))
    told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"{draw(methods)} {draw(paths)} HTTP/1.1\r\n{told}\r\n"
    return head.encode("latin-1") + body


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A request with some of its bytes replaced, left out or put in, perhaps cut off."""
    sent = bytearray(draw(requests))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(sent)))
        end = at + draw(st.sampled_from([0, 0, 1, 2, 20]))
        sent[at:end] = draw(st.binary(max_size=8) | st.sampled_from([b"\r\n", b"\0", b": ", b" "]))
    return bytes(sent[: draw(st.integers(0, len(sent)) | st.just(len(sent)))])


#: Frames of every kind, whole or cut, that may go on with others or not.
frames = st.builds(
    lines.frame,
    st.sampled_from([lines.CONTINUATION, lines.TEXT, lines.BINARY, lines.CLOSE, lines.PING, 3, 15]),
    st.binary(max_size=300),
    last=st.booleans(),
    reserved=st.sampled_from([0, 0, 0, 4, 7]),
)
framed = st.tuples(
    st.sampled_from([SOCKET, lines.UPGRADE]),
    st.lists(frames | st.binary(max_size=20), max_size=8).map(b"".join),
).map(b"".join)
streams = (
    st.lists(built(), min_size=1, max_size=3).map(b"".join)
    | st.lists(requests | spoilt(), min_size=1, max_size=3).map(b"".join)
    | framed
    | st.binary(max_size=300)
    | oversize
)
