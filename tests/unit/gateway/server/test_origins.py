"""Web pages call where their origin was named; programs name none."""

import aiohttp
import pytest

from boxoffice.gateway.server.origins import Origins
from boxoffice.model.errors import BadInput
from tests.unit.gateway.server.served import MOVIE, TYPENAME, served

PORTAL = "https://tickets.example"


@pytest.mark.parametrize(
    ("origin", "named", "at_a_demo"),
    [
        ("", True, True),
        (PORTAL, True, True),
        ("HTTPS://Tickets.Example", True, True),
        ("http://tickets.example", False, False),
        ("https://tickets.example:8443", False, False),
        ("https://tickets.example.evil.example", False, False),
        ("http://localhost:3000", False, True),
        ("http://127.0.0.1:5173", False, True),
        ("https://[::1]:8443", False, True),
        ("http://localhost.evil.example", False, False),
        ("http://user@localhost", False, False),
        ("http://localhost:99999", False, False),
        ("http://localhost/page", False, False),
        ("ftp://localhost", False, False),
        ("null", False, False),
    ],
)
def test_an_origin_is_taken_whole(origin: str, named: bool, at_a_demo: bool) -> None:
    assert Origins((PORTAL,)).allow(origin) is named
    assert Origins((PORTAL,), loopback=True).allow(origin) is at_a_demo


@pytest.mark.parametrize("named", ["", "*", "tickets.example", "https://tickets.example/", "null"])
def test_what_is_no_origin_cannot_be_named(named: str) -> None:
    with pytest.raises(BadInput):
        Origins((named,))


async def test_a_named_page_is_answered_and_told_that_it_may_read_it() -> None:
    async with served(origins=Origins((PORTAL,))) as gateway:
        said = await gateway.post(TYPENAME, Origin=PORTAL)
        assert said.status == 200
        assert said.headers["Access-Control-Allow-Origin"] == PORTAL
        assert said.headers["Access-Control-Expose-Headers"] == "Retry-After"
        assert said.headers["Vary"] == "Origin"
        refused = await gateway.post({}, Origin=PORTAL)
        assert (refused.status, refused.headers["Access-Control-Allow-Origin"]) == (400, PORTAL)
        assert "Access-Control-Allow-Origin" not in (await gateway.post(TYPENAME)).headers


async def test_another_page_is_refused_before_anybody_is_asked() -> None:
    async with served(origins=Origins((PORTAL,))) as gateway:
        said = await gateway.post(MOVIE, Origin="https://evil.example")
        assert (said.status, said.code) == (403, "NOT_ALLOWED")
        assert "Access-Control-Allow-Origin" not in said.headers
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with gateway.socket(headers={"Origin": "https://evil.example"}):
                pass
        assert refused.value.status == 403
        assert gateway.upstream.calls == []


async def test_a_browser_that_asks_first_is_told_what_it_may_send() -> None:
    async with served(origins=Origins((PORTAL,))) as gateway:
        headers = {
            "Origin": PORTAL,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,x-apollo-operation-name",
        }
        said = await gateway.send("OPTIONS", "/graphql", headers=headers)
        assert (said.status, said.body) == (204, b"")
        assert said.headers["Access-Control-Allow-Origin"] == PORTAL
        assert said.headers["Access-Control-Allow-Methods"] == "GET, POST, PUT, OPTIONS"
        wanted = headers["Access-Control-Request-Headers"]
        assert said.headers["Access-Control-Allow-Headers"] == wanted
        other = {**headers, "Origin": "https://evil.example"}
        assert (await gateway.send("OPTIONS", "/graphql", headers=other)).status == 403
