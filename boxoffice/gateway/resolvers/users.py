"""People and sessions."""

from typing import Any

from boxoffice.gateway.access import is_staff
from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.errors import BadInput, NotAllowed
from boxoffice.model.user import Grant, Role, Session, SessionView, StaffUser, UserData


async def fetch_user(request: Request, id: str | None = None) -> UserData:  # noqa: A002 - the contract's name
    """Oneself, or anyone for staff."""
    caller = await request.caller()
    user_id = id or caller.user_id
    if user_id != caller.user_id and not is_staff(caller):
        raise NotAllowed("You can look up yourself only.")
    return await request.services.users.fetch(user_id)


async def add_user(request: Request, user: dict[str, Any]) -> UserData:
    """Make a customer."""
    return await request.services.users.add_user(
        _user(user), user.get("password") or "", request.address
    )


async def add_guest_user(request: Request, guest: dict[str, Any] | None = None) -> UserData:
    """Make a guest; nothing need be known of them."""
    return await request.services.users.add_guest(_user(guest or {}), request.address)


async def me(request: Request) -> StaffUser:
    """Who is signed in."""
    return await request.services.users.staff(await _oneself(request))


async def staff(request: Request, theatre_id: str) -> tuple[StaffUser, ...]:
    """Who works at a theatre."""
    return await request.services.users.staff_of(theatre_id)


async def sessions(request: Request) -> tuple[SessionView, ...]:
    """One's own sign-ins."""
    oneself = await _oneself(request)
    return await request.services.users.sessions_of(oneself, oneself)


async def sessions_of(request: Request, user_id: str) -> tuple[SessionView, ...]:
    """The sign-ins of one of one's staff."""
    return await request.services.users.sessions_of(user_id, await _oneself(request))


async def is_current(session: SessionView, request: Request) -> bool:
    """Whether this call came with it."""
    return session.session_id == (await request.caller()).session_id


async def sign_in(
    request: Request, username: str, password: str, device_name: str | None = None
) -> Session:
    """A new session."""
    return await request.services.users.sign_in(
        username, password, request.address, device_name or ""
    )


async def refresh(request: Request, refresh_token: str) -> Session:
    """A new session for a refresh token."""
    return await request.services.users.refresh(refresh_token, request.address)


async def sign_out(request: Request) -> bool:
    """End the session this call came with."""
    return bool(request.token) and await request.services.users.sign_out(request.token)


async def end_session(request: Request, session_id: str) -> bool:
    """End a session, wherever it is used."""
    ended = await request.services.users.end_session(session_id, await _oneself(request))
    request.forget_caller()
    return ended


async def end_all_sessions(request: Request, user_id: str) -> int:
    """End all sessions of somebody."""
    ended = await request.services.users.end_sessions(user_id, await _oneself(request))
    request.forget_caller()
    return ended


async def request_code(request: Request, contact: str) -> bool:
    """Send a code; the answer is the same whoever is known here."""
    await request.services.users.request_code(contact, request.address)
    return True


async def confirm_contact(
    request: Request, contact: str, code: str, user_id: str | None = None
) -> bool:
    """Make a contact a customer's own."""
    whose = user_id or await _oneself(request)
    if not whose:
        raise BadInput("Say whose contact it is: the id that addUser answered.")
    return await request.services.users.confirm_contact(contact, code, whose, request.address)


async def reset_password(request: Request, contact: str, code: str, new_password: str) -> bool:
    """Set a customer's password by a code."""
    return await request.services.users.reset_password(contact, code, new_password, request.address)


async def change_password(
    request: Request, old: str, new: str, device_name: str | None = None
) -> Session:
    """Set one's own password."""
    oneself = await _oneself(request)
    session = await request.services.users.change_password(
        oneself, old, new, request.address, device_name or ""
    )
    request.forget_caller()
    return session


async def set_password(request: Request, user_id: str, new_password: str) -> bool:
    """Set the password of one of one's staff."""
    await request.services.users.set_password(user_id, new_password, await _oneself(request))
    request.forget_caller()
    return True


async def set_pin(request: Request, pin: str, user_id: str | None = None) -> bool:
    """Set a PIN."""
    oneself = await _oneself(request)
    await request.services.users.set_pin(user_id or oneself, pin, oneself)
    return True


async def check_pin(request: Request, user_id: str, pin: str) -> bool:
    """Whether a PIN is right."""
    return await request.services.users.check_pin(user_id, pin, await _oneself(request))


async def add_staff(
    request: Request,
    username: str,
    display_name: str,
    password: str,
    role: Role,
    theatre_id: str | None = None,
) -> StaffUser:
    """Employ somebody."""
    new = StaffUser("", username, display_name, (Grant(role, theatre_id or ""),))
    return await request.services.users.add_staff(new, password, await _oneself(request))


async def grant_role(
    request: Request, user_id: str, role: Role, theatre_id: str | None = None
) -> StaffUser:
    """Give a role."""
    oneself = await _oneself(request)
    granted = await request.services.users.grant(user_id, role, theatre_id or "", oneself)
    request.forget_caller()
    return granted


async def revoke_role(
    request: Request, user_id: str, role: Role, theatre_id: str | None = None
) -> StaffUser:
    """Take a role away."""
    oneself = await _oneself(request)
    left = await request.services.users.revoke(user_id, role, theatre_id or "", oneself)
    request.forget_caller()
    return left


async def _oneself(request: Request) -> str:
    return (await request.caller()).user_id


def _user(given: dict[str, Any]) -> UserData:
    return UserData(
        user_id="",
        location_id=given.get("loc_id") or "",
        email=given.get("email") or "",
        phone=given.get("phone") or "",
        lon=given.get("lon"),
        lat=given.get("lat"),
    )


def location_id(user: UserData) -> str | None:
    """None where it is not known."""
    return user.location_id or None


def email(user: UserData) -> str | None:
    """None where it is not known."""
    return user.email or None


def phone(user: UserData) -> str | None:
    """None where it is not known."""
    return user.phone or None


BINDINGS = Bindings(
    roots={
        "Query.fetchUser": fetch_user,
        "Query.me": me,
        "Query.sessions": sessions,
        "Query.sessionsOf": sessions_of,
        "Query.staff": staff,
        "Mutation.addUser": add_user,
        "Mutation.addGuestUser": add_guest_user,
        "Mutation.signIn": sign_in,
        "Mutation.refresh": refresh,
        "Mutation.signOut": sign_out,
        "Mutation.endSession": end_session,
        "Mutation.endAllSessions": end_all_sessions,
        "Mutation.requestCode": request_code,
        "Mutation.confirmContact": confirm_contact,
        "Mutation.resetPassword": reset_password,
        "Mutation.changePassword": change_password,
        "Mutation.setPassword": set_password,
        "Mutation.setPin": set_pin,
        "Mutation.checkPin": check_pin,
        "Mutation.addStaff": add_staff,
        "Mutation.grantRole": grant_role,
        "Mutation.revokeRole": revoke_role,
    },
    shapes={
        "UserData": Shape(
            UserData, {"id": "user_id", "locId": location_id, "email": email, "phone": phone}
        ),
        "StaffUser": Shape(StaffUser),
        "Grant": Shape(Grant),
        "Session": Shape(Session),
        "SessionView": Shape(SessionView, {"current": is_current}),
    },
    enums={"Role": Role},
)
