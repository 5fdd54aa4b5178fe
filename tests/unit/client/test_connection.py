import asyncio

import pytest

from boxoffice.client.connection import Connection
from boxoffice.model.errors import NotSignedIn, Refusal, SeatsGone, TryAgain
from boxoffice.model.user import Session
from tests.unit.client.scripted import ScriptedTransport, data, refused, session, signed_in

ASK = "query Ask { answer }"
EXPIRED = refused("NOT_SIGNED_IN", "Your session has ended.")


async def test_an_expired_session_is_renewed_once_and_the_call_repeated() -> None:
    transport = ScriptedTransport(
        [signed_in("signIn", 1), EXPIRED, signed_in("refresh", 2), data("answer", 42)]
    )
    connection = Connection(transport)
    heard: list[Session | None] = []
    connection.on_session(heard.append)
    await connection.sign_in("clerk", "clerk-demo")
    assert await connection.call(ASK, {}) == 42
    assert transport.calls == [
        ("SignIn", {"username": "clerk", "password": "clerk-demo"}, ""),
        ("Ask", {}, "access-1"),
        ("Refresh", {"refreshToken": "refresh-1"}, ""),
        ("Ask", {}, "access-2"),
    ]
    assert heard == [session(1), session(2)]


async def test_calls_that_find_the_session_expired_together_spend_one_refresh_token() -> None:
    transport = ScriptedTransport(
        [
            signed_in("signIn", 1),
            EXPIRED,
            EXPIRED,
            signed_in("refresh", 2),
            data("answer", 1),
            data("answer", 2),
        ]
    )
    connection = Connection(transport)
    await connection.sign_in("clerk", "clerk-demo")
    answers = await asyncio.gather(connection.call(ASK, {}), connection.call(ASK, {}))
    assert sorted(answers) == [1, 2]
    assert [name for name, _, _ in transport.calls].count("Refresh") == 1


async def test_a_session_that_cannot_be_renewed_is_over() -> None:
    transport = ScriptedTransport([signed_in("signIn", 1), EXPIRED, EXPIRED])
    connection = Connection(transport)
    await connection.sign_in("clerk", "clerk-demo")
    with pytest.raises(NotSignedIn):
        await connection.call(ASK, {})
    assert connection.session is None


async def test_a_lost_renewal_keeps_the_session_for_another_try() -> None:
    transport = ScriptedTransport([signed_in("signIn", 1), EXPIRED, ConnectionResetError()])
    connection = Connection(transport)
    await connection.sign_in("clerk", "clerk-demo")
    with pytest.raises(TryAgain):
        await connection.call(ASK, {})
    assert connection.session == session(1)


async def test_without_a_session_nothing_is_renewed() -> None:
    connection = Connection(ScriptedTransport([EXPIRED]))
    with pytest.raises(NotSignedIn, match="Your session has ended"):
        await connection.call(ASK, {})


async def test_a_refusal_comes_back_as_the_models_own_with_its_words_and_seats() -> None:
    connection = Connection(
        ScriptedTransport([refused("SEATS_GONE", "A1 is gone.", seatIds=["A1"])])
    )
    with pytest.raises(SeatsGone, match=r"A1 is gone\.") as caught:
        await connection.call(ASK, {})
    assert caught.value.seat_ids == ("A1",)


async def test_an_unknown_code_is_a_refusal_that_keeps_its_code() -> None:
    connection = Connection(ScriptedTransport([refused("INTERNAL", "Something went wrong.")]))
    with pytest.raises(Refusal) as caught:
        await connection.call(ASK, {})
    assert type(caught.value) is Refusal
    assert caught.value.code == "INTERNAL"


async def test_a_lost_answer_says_try_again() -> None:
    connection = Connection(ScriptedTransport([TimeoutError()]))
    with pytest.raises(TryAgain):
        await connection.call(ASK, {})


async def test_signing_out_is_final_here_even_when_nobody_answers() -> None:
    transport = ScriptedTransport([signed_in("signIn", 1), ConnectionResetError()])
    connection = Connection(transport)
    await connection.sign_in("clerk", "clerk-demo")
    with pytest.raises(TryAgain):
        await connection.sign_out()
    assert connection.session is None


async def test_a_remembered_token_starts_a_session() -> None:
    transport = ScriptedTransport([signed_in("refresh", 2)])
    assert await Connection(transport).resume("refresh-1") == session(2)
    assert transport.calls == [("Refresh", {"refreshToken": "refresh-1"}, "")]
