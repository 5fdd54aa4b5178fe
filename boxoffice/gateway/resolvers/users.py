"""People and sessions."""

from typing import Any

from boxoffice.gateway.access import is_staff
from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.errors import NotAllowed
from boxoffice.model.user import Grant, Role, Session, StaffUser, UserData


async def fetch_user(request: Request, id: str | None = None) -> UserData:  # noqa: A002 - the contract's name
    """Oneself, or anyone for staff."""
    caller = await request.caller()
    user_id = id or caller.user_id
    if user_id != caller.user_id and not is_staff(caller):
        raise NotAllowed("You can look up yourself only.")
    return await request.services.users.fetch(user_id)


async def add_user(request: Request, user: dict[str, Any]) -> UserData:
    """Make a customer."""
    return await request.services.users.add_user(_user(user))


async def add_guest_user(request: Request, guest: dict[str, Any] | None = None) -> UserData:
    """Make a guest; nothing need be known of them."""
    return await request.services.users.add_guest(_user(guest or {}))


async def me(request: Request) -> StaffUser:
    """Who is signed in."""
    return await request.services.users.staff((await request.caller()).user_id)


async def sign_in(request: Request, username: str, password: str) -> Session:
    """A new session."""
    return await request.services.users.sign_in(username, password)


async def refresh(request: Request, refresh_token: str) -> Session:
    """A new session for a refresh token."""
    return await request.services.users.refresh(refresh_token)


async def sign_out(request: Request) -> bool:
    """End the session this call came with."""
    return bool(request.token) and await request.services.users.sign_out(request.token)


def _user(given: dict[str, Any]) -> UserData:
    return UserData(
        user_id="",
        location_id=given.get("loc_id") or "",
        email=given.get("email") or "",
        phone=given.get("phone") or "",
        lon=given.get("lon"),
        lat=given.get("lat"),
    )


BINDINGS = Bindings(
    roots={
        "Query.fetchUser": fetch_user,
        "Query.me": me,
        "Mutation.addUser": add_user,
        "Mutation.addGuestUser": add_guest_user,
        "Mutation.signIn": sign_in,
        "Mutation.refresh": refresh,
        "Mutation.signOut": sign_out,
    },
    shapes={
        "UserData": Shape(UserData, {"id": "user_id", "locId": "location_id"}),
        "StaffUser": Shape(StaffUser),
        "Grant": Shape(Grant),
        "Session": Shape(Session),
    },
    enums={"Role": Role},
)
