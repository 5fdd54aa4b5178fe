"""The log says what was asked and how it went, and nothing that anybody could use."""

import logging

import pytest

from boxoffice.model.booking import HoldAnswer
from boxoffice.model.errors import NotSignedIn
from tests.unit.gateway import samples
from tests.unit.gateway.server.served import served

SECRETS = ("s3cret-token", "p4ssword", "b-secret", "ann@example.com", "98450", "path-secret")
SIGN_IN = """mutation SignIn($name: String!, $word: String!) {
  signIn(username: $name, password: $word) { accessToken }
}"""
GUEST = """mutation Guest($guest: AddUserDataInput!) { addUser(user: $guest) { id } }"""
LOCK = """mutation { lockSeats(lock: {
  showID: 10001, userID: "98450", seatIDs: ["A1"] }) { BID }
}"""


async def test_no_token_password_booking_id_or_address_is_ever_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answers = {
        "users.sign_in": NotSignedIn("The user name or the password is wrong."),
        "users.caller": samples.ANDHERI_CLERK,
        "users.add_user": KeyError("a bug"),
        "shows.get": samples.show(),
        "bookings.hold": HoldAnswer(samples.booking("A1")),
        "bookings.get": samples.booking("A1"),
    }
    person = {"email": "ann@example.com", "phone": "98450", "lon": 1.0, "lat": 1.0}
    with caplog.at_level(logging.DEBUG):
        async with served(answers) as gateway:
            name = {"name": "ann@example.com", "word": "p4ssword"}
            await gateway.post({"query": SIGN_IN, "variables": name})
            await gateway.post({"query": GUEST, "variables": {"guest": person}}, "s3cret-token")
            await gateway.post({"query": LOCK}, "s3cret-token")
            booking = '{ booking(bookingId: "b-secret") { number } }'
            await gateway.post({"query": booking}, "s3cret-token")
            await gateway.post({"query": "{ p4ssword"}, Authorization="s3cret-token")
            await gateway.send("GET", "/path-secret?token=s3cret-token")
            await gateway.send("GET", "/graphql?token=s3cret-token")
            await gateway.send("GET", "/media/path-secret%ff?x=s3cret-token")
            await gateway.raw(
                b"GET /path-secret HTTP/1.1\r\nAuthorization: s3cret-token\x00\r\n\r\n"
            )
            async with gateway.socket(token="s3cret-token") as line:
                await line.begin("b-secret", LOCK)
                await line.hear()
                await line.begin("b-secret", SIGN_IN, **name)
                await line.hear()
                await line.socket.send_str('{"type": "s3cret-token"}')
                await line.closed()
    ours = "\n".join(
        logging.Formatter("%(message)s").format(record)
        for record in caplog.records
        if not record.name.startswith(("asyncio", "aiohttp.client"))
    )
    assert "a bug" in ours
    assert [secret for secret in SECRETS if secret in ours] == []
    access = [r.getMessage() for r in caplog.records if r.name == "boxoffice.gateway.access"]
    said = [line.split() for line in access]
    assert [(one[0], one[1], one[2], one[4]) for one in said[:3]] == [
        ("POST", "/graphql", "200", "SignIn"),
        ("POST", "/graphql", "200", "Guest"),
        ("POST", "/graphql", "200", "-"),
    ]
    assert ["GET", "?", "404"] in [one[:3] for one in said]
    assert ["GET", "/graphql", "101"] in [one[:3] for one in said]
