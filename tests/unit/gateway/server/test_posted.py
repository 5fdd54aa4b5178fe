"""GraphQL over HTTP: what is answered, and what is refused before anybody is asked."""

import asyncio
import gzip
import json
from typing import Any

import aiohttp
import pytest

from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.model.errors import NotFound
from boxoffice.model.user import Caller, Grant, Role
from tests.unit.gateway.server.served import MOVIE, MOVIE_DATA, TYPENAME, served

JSON = {"Content-Type": "application/json"}
RESPONSE_JSON = "application/graphql-response+json"


async def test_clients_probe_without_signing_in() -> None:
    async with served() as gateway:
        said = await gateway.post(TYPENAME)
        assert (said.status, said.answer) == (200, {"data": {"__typename": "Query"}})
        assert said.headers["Content-Type"] == "application/json; charset=utf-8"
        assert gateway.upstream.calls == []


async def test_a_query_with_variables_is_answered_for_its_named_operation() -> None:
    text = "query A($id: String!) { movie(id: $id) { title } } query B { serverTime }"
    async with served() as gateway:
        said = await gateway.post(
            {"query": text, "operationName": "A", "variables": {"id": "M1"}, "extensions": None}
        )
        assert said.answer == MOVIE_DATA


async def test_whoever_asks_for_graphqls_own_media_type_gets_it_and_its_statuses() -> None:
    async with served({"shows.get": NotFound("There is no show 7.")}) as gateway:
        said = await gateway.post(MOVIE, Accept=f"{RESPONSE_JSON}, application/json;q=0.9")
        assert said.headers["Content-Type"] == f"{RESPONSE_JSON}; charset=utf-8"
        assert said.status == 200
        refused = await gateway.post({"query": "{ nothing }"}, Accept=RESPONSE_JSON)
        assert (refused.status, refused.code) == (400, "BAD_INPUT")
        assert (await gateway.post({"query": "{ nothing }"})).status == 200


async def test_a_token_says_who_asks_and_one_that_ended_is_refused_in_the_answer() -> None:
    me = {"query": "{ me { userId } }"}
    async with served({"users.staff": NotFound("There is no user u1.")}) as gateway:
        assert (await gateway.post(me, "good")).code == "NOT_FOUND"
        assert (await gateway.post(me, "stale")).code == "NOT_SIGNED_IN"
        assert (await gateway.post(me)).code == "NOT_SIGNED_IN"
        assert (await gateway.post(me)).status == 200


@pytest.mark.parametrize(
    "authorization", ["Basic dTpw", "Bearer", "Bearer a b", "Bearer " + "x" * 999]
)
async def test_an_authorization_that_is_no_bearer_token_is_refused(authorization: str) -> None:
    async with served() as gateway:
        said = await gateway.post(TYPENAME, Authorization=authorization)
        assert (said.status == 400) == (authorization != "Bearer")
        assert gateway.upstream.calls == []


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"query": "{ __typename }"}}, 405),
        ("GET", {"params": {"query": 'mutation { deleteMovie(id: "M1") }'}}, 405),
        ("PUT", {"json": MOVIE}, 405),
        ("DELETE", {}, 405),
        ("HEAD", {}, 405),
        ("POST", {"data": MOVIE}, 415),
        ("POST", {"data": aiohttp.FormData({"operations": "{}"}, default_to_multipart=True)}, 415),
        ("POST", {"data": json.dumps(MOVIE), "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"data": MOVIE["query"], "headers": {"Content-Type": "application/graphql"}}, 415),
        (
            "POST",
            {
                "data": gzip.compress(json.dumps(MOVIE).encode()),
                "headers": {**JSON, "Content-Encoding": "gzip"},
            },
            415,
        ),
    ],
)
async def test_only_json_is_posted(method: str, options: dict[str, Any], status: int) -> None:
    async with served() as gateway:
        said = await gateway.send(method, "/graphql", **options)
        assert said.status == status
        if method != "HEAD":
            assert said.code == "BAD_INPUT"
        if status == 405:
            assert said.headers["Allow"] == "POST"
        assert gateway.upstream.calls == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"7",
        b'"{ __typename }"',
        b"[]",
        json.dumps([MOVIE, MOVIE]).encode(),
        b"{}",
        b'{"query": null}',
        b'{"query": ""}',
        b'{"query": 5}',
        b'{"query": ["{ __typename }"]}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "{}"}',
        b'{"query": "{ __typename }", "operationName": 5}',
        b'{"query": "{ __typename }", "extensions": []}',
        b'{"query": "{ __typename }", "variables": {"a": NaN}}',
        b'{"query": "{ __typename }", "variables": {"a": Infinity}}',
        b'{"query": "{ __typename }", "variables": {"a": ' + b"9" * 5_000 + b"}}",
        b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 9_000 + b"]" * 9_000 + b"}}",
        b"[" * 100_000,
        b'{"query": "{ __typename \xff }"}',
        b'{"query": "{ __typename }"}\x00',
        '{"query": "{ __typename }"}'.encode("utf-16"),
        b'\xef\xbb\xbf{"query": "{ __typename }"}',
    ],
)
async def test_a_body_that_is_no_operation_is_refused_in_clear_words(body: bytes) -> None:
    async with served() as gateway:
        said = await gateway.send("POST", "/graphql", data=body, headers=JSON)
        assert (said.status, said.code) == (400, "BAD_INPUT")
        assert gateway.upstream.calls == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"query": "{ movie(id: \\"\\ud800\\") { title } }"}',
        b'{"query": "{ movie(id: \\"\\u0000\\") { title } }"}',
        b'{"query": "{ \\ud800 }"}',
        b'{"query": "query ($id: String!) { movie(id: $id) { title } }", '
        b'"variables": {"id": "\\udc00"}}',
        b'{"query": "query ($id: String!) { movie(id: $id) { title } }", '
        b'"variables": {"id": ' + b"9" * 4_000 + b"}}",
        b'{"query": "query ($s: Int!) { getAvailableSeats(show_id: $s) { seatID } }", '
        b'"variables": {"s": 99999999999}}',
        b'{"query": "query ($l: QueryWithLocation!) { getMovies(user: $l) { title } }", '
        b'"variables": {"l": {"lon": 1e999, "lat": 1, "radius": 1}}}',
        b'{"query": "{ __typename }", "operationName": "\\ud800"}',
        b'{"query": "{ __typename }", "operationName": "Nobody"}',
        b'{"query": "subscription { seatMap(showId: 1) { __typename } }"}',
        b'{"query": "fragment A on Query { __typename }"}',
    ],
)
async def test_an_operation_that_makes_no_sense_is_bad_input(body: bytes) -> None:
    async with served() as gateway:
        said = await gateway.send("POST", "/graphql", data=body, headers=JSON)
        assert (said.status in (200, 400), said.code) == (True, "BAD_INPUT")
        assert gateway.upstream.calls == []


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_over_the_limit_is_not_read_to_its_end(chunked: bool) -> None:
    async def chunks() -> Any:
        for _ in range(10):
            yield b" " * 200

    async with served(limits=ServerLimits(body_bytes=1_000)) as gateway:
        data = chunks() if chunked else b" " * 2_000
        said = await gateway.send("POST", "/graphql", data=data, headers=JSON)
        assert (said.status, said.code) == (413, "BAD_INPUT")


async def test_a_request_that_takes_too_long_is_told_that_its_outcome_is_not_known() -> None:
    async def never(*_arguments: object) -> None:
        await asyncio.Event().wait()

    async with served({"movies.get": never}, ServerLimits(request_seconds=0.05)) as gateway:
        said = await gateway.post(MOVIE)
        assert (said.status, said.code) == (504, "TRY_AGAIN")
        assert "not known" in said.answer["errors"][0]["message"]


@pytest.mark.parametrize(
    "line", [b"POST /graphql", b"POST /webhooks/payments/simulator", b"PUT /media/poster-1"]
)
async def test_a_body_that_does_not_arrive_is_not_waited_for(line: bytes) -> None:
    answers = {"users.caller": Caller("u9", (Grant(Role.MOVIE_ADMIN),))}
    async with (
        served(answers, limits=ServerLimits(request_seconds=0.05)) as gateway,
        asyncio.timeout(5),
    ):
        head = b" HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer t"
        tail = b"\r\nContent-Length: 50\r\nConnection: close\r\n\r\n{"
        said = await gateway.raw(line + head + tail)
        assert said.startswith(b"HTTP/1.1 408 ")


async def test_a_caller_who_hangs_up_does_not_stop_what_it_asked_for() -> None:
    asked, done = asyncio.Event(), asyncio.Event()

    async def slow(*_arguments: object) -> object:
        asked.set()
        await go_on.wait()
        done.set()
        raise NotFound("There is no movie M1.")

    go_on = asyncio.Event()
    async with served({"movies.get": slow}) as gateway:
        asking = asyncio.create_task(gateway.post(MOVIE))
        await asked.wait()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        go_on.set()
        await done.wait()


async def test_a_bug_is_masked_and_is_no_server_error_of_http() -> None:
    async with served({"movies.get": KeyError("secret table")}) as gateway:
        said = await gateway.post(MOVIE)
        assert (said.status, said.code) == (200, "INTERNAL")
        assert b"secret" not in said.body


@pytest.mark.parametrize("path", ["/", "/graphql/", "/nothing", "/media", "/%00", "/..%2f..%2fetc"])
async def test_other_paths_are_not_found(path: str) -> None:
    async with served() as gateway:
        said = await gateway.send("GET", path)
        assert (said.status, said.code) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00" * 100,
        b"GET\r\n\r\n",
        b"POST /graphql HTTP/9.9\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nX: " + b"y" * 20_000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
    ],
)
async def test_bytes_that_are_no_request_are_refused_and_end_their_connection(sent: bytes) -> None:
    async with served() as gateway:
        assert (await gateway.raw(sent)).startswith(b"HTTP/1.")
        assert (await gateway.send("GET", "/healthz")).status == 200


@pytest.mark.parametrize(
    "line",
    [
        b"GET //[ HTTP/1.1",
        b"GET http://[::1/ HTTP/1.1",
        b"GET http://a:99999/ HTTP/1.1",
        b"GET /%ff%fe%00 HTTP/1.1",
        b"GET /\xc3\x28 HTTP/1.1",
        b"OPTIONS * HTTP/1.1",
        b"CONNECT a:1 HTTP/1.1",
        b"SECRETS /graphql HTTP/1.1",
        b"GET ?x HTTP/1.1",
        b"GET / HTTP/1.1\r\nOrigin: \xff\xfe",
        b"GET /graphql HTTP/1.1\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Protocol: graphql-transport-ws",
        b"GET /graphql HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: short",
        b"GET /graphql HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: \xe9",
    ],
)
async def test_a_strange_request_is_no_bug_of_ours(line: bytes) -> None:
    async with served() as gateway:
        said = await gateway.raw(line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert said[:10] in (b"HTTP/1.1 2", b"HTTP/1.1 4", b"HTTP/1.0 4")


async def test_a_packed_body_is_not_unpacked_to_be_refused() -> None:
    packed = (
        b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone"
    )
    health = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    async with served() as gateway:
        said = await gateway.raw(packed + health)
        assert said.startswith(b"HTTP/1.1 415 ")
        # Who tries to unpack it ends the connection.
        assert b"HTTP/1.1 200 OK" in said
