"""How often addresses and users may ask, and how many connections they may have."""

import contextlib

import pytest

from boxoffice.gateway.server.callers import Callers, TooOften, is_loopback
from boxoffice.gateway.server.limits import BURST_SECONDS, ServerLimits
from boxoffice.gateway.server.rates import Rates
from boxoffice.model.errors import NotFound
from tests.clock import FakeClock
from tests.unit.gateway.server.served import MOVIE, TYPENAME, Served, served

TIGHT = ServerLimits(address_per_second=0.5)
FREE = ServerLimits(address_per_second=0.5, address_connections=1, loopback_free=True)


def test_a_burst_is_answered_then_as_many_as_the_rate_allows() -> None:
    clock = FakeClock()
    rates = Rates(2.0, clock.steady)
    assert [rates.wait_seconds("a") for _ in range(int(2 * BURST_SECONDS))] == [0.0] * 8
    assert rates.wait_seconds("a") == 0.5
    assert rates.wait_seconds("b") == 0.0
    clock.advance(0.5)
    assert [rates.wait_seconds("a") for _ in range(2)] == [0.0, 0.5]
    clock.advance(3600)
    assert [rates.wait_seconds("a") for _ in range(9)] == [0.0] * 8 + [0.5]


def test_rates_remember_a_bounded_number_of_people() -> None:
    rates = Rates(1.0, FakeClock().steady, kept=2)
    for who in ("a", "a", "a", "a", "b", "c"):
        assert rates.wait_seconds(who) == 0.0
    assert rates.wait_seconds("a") == 0.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::1%eth0", True),
    ],
)
def test_an_ipv6_subscriber_is_one_caller_however_many_addresses_it_has(
    one: str, other: str, same: bool
) -> None:
    callers = Callers(ServerLimits(address_per_second=0.25), FakeClock().steady)
    callers.admit(one, "")
    with pytest.raises(TooOften) if same else contextlib.nullcontext():
        callers.admit(other, "")


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.1", False),
        ("::ffff:192.0.2.1", False),
        ("", False),
    ],
)
def test_this_machine_is_known_by_its_loopback_addresses(address: str, near: bool) -> None:
    assert is_loopback(address) is near


async def test_who_asks_too_often_is_refused_before_anybody_is_asked() -> None:
    async with served(limits=TIGHT) as gateway:
        for _ in range(2):
            assert (await gateway.post(MOVIE)).status == 200
        said = await gateway.post(MOVIE)
        assert (said.status, said.code) == (429, "TRY_LATER")
        assert int(said.headers["Retry-After"]) in (1, 2)
        assert gateway.upstream.calls == ["movies.get"] * 2
        assert (await gateway.send("GET", "/media/x")).status == 429
        assert (await gateway.send("POST", "/webhooks/payments/x")).status == 429
        assert (await gateway.send("GET", "/healthz")).status == 200


async def test_operations_on_a_socket_count_like_requests() -> None:
    async with served(limits=TIGHT) as gateway, gateway.socket(token="") as line:
        await line.begin("1", "{ __typename }")
        await line.begin("2", MOVIE["query"])
        said = [await line.hear() for _ in range(3)]
        assert said[2]["payload"][0]["extensions"] == {"code": "TRY_LATER"}
        assert gateway.upstream.calls == []


ROOTS = [
    " ".join(f'a{n}: deleteMovie(id: "M1")' for n in range(8)),
    " ".join(["...Two"] * 4),
    " ".join(["... { ...Two }"] * 4),
]
TWO = ' fragment Two on Mutation { deleteMovie(id: "M1") deleteMovie(id: "M1") }'


@pytest.mark.parametrize("roots", ROOTS)
async def test_every_change_in_a_document_counts(roots: str) -> None:
    query = f"mutation {{ {roots} }}" + TWO * ("Two" in roots)
    async with served(limits=ServerLimits(address_per_second=2)) as gateway:
        assert (await gateway.post({"query": query})).code == "NOT_SIGNED_IN"
        assert (await gateway.post({"query": query})).status == 429
    async with (
        served(limits=ServerLimits(address_per_second=2)) as gateway,
        gateway.socket(token="") as line,
    ):
        await line.begin("1", query)
        said = await line.hear()
        assert said["payload"][0]["extensions"] == {"code": "TRY_LATER"}
        assert gateway.upstream.calls == []


async def test_a_user_has_one_rate_however_many_tokens_he_has() -> None:
    me = {"query": "{ me { userId } }"}
    limits = ServerLimits(user_per_second=0.5)
    async with served({"users.staff": NotFound("There is no user.")}, limits) as gateway:
        # Whose token it is, is known once it was looked up.
        assert [(await gateway.post(me, "good")).status for _ in range(4)] == [200, 200, 200, 429]
        assert (await gateway.post(me, "other")).status == 200
        assert (await gateway.post(TYPENAME)).status == 200


async def test_an_address_has_a_bounded_number_of_connections() -> None:
    async with served(limits=ServerLimits(address_connections=2)) as gateway:
        async with gateway.socket(token=""), gateway.socket(token=""):
            assert await _health(gateway) == b""
        while not (await _health(gateway)).startswith(b"HTTP/1.1 200"):
            pass


async def test_at_a_demo_this_machine_is_free_of_all_that() -> None:
    async with served(limits=FREE) as gateway, gateway.socket(token=""):
        assert [(await gateway.post(MOVIE)).status for _ in range(5)] == [200] * 5


async def _health(gateway: Served) -> bytes:
    """What a new connection is answered; nothing where none is taken."""
    with contextlib.suppress(ConnectionError):
        return await gateway.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    return b""
