"""The two of the nine services that deal with people: User and Notification."""

from datetime import datetime
from typing import Protocol

from boxoffice.model.events import Notice
from boxoffice.model.letter import Letter
from boxoffice.model.user import (
    Caller,
    Channel,
    Contact,
    Role,
    Session,
    SessionView,
    StaffUser,
    UserData,
)


class UserService(Protocol):
    """People and sessions. What depends on more than a role is decided here, by what `by` is at
    that moment: NotAllowed. An empty `address` is a caller in this process."""

    async def sign_in(
        self, username: str, password: str, address: str = "", device_name: str = ""
    ) -> Session:
        """A session for a user name or a confirmed contact; NotSignedIn for a wrong name or
        password alike, TryLater after several."""
        ...

    async def refresh(self, refresh_token: str, address: str = "") -> Session:
        """A new session for a refresh token, which is spent by it; NotSignedIn."""
        ...

    async def sign_out(self, access_token: str) -> bool:
        """End a session; False when it had ended already."""
        ...

    async def caller(self, access_token: str) -> Caller:
        """Who a token belongs to; NotSignedIn."""
        ...

    async def sessions_of(self, user_id: str, by: str) -> tuple[SessionView, ...]:
        """Somebody's live sessions, last used first; one's own, or those of staff
        who have no more rights than one can give."""
        ...

    async def end_session(self, session_id: str, by: str) -> bool:
        """End one of these sessions at once; False when it had ended already."""
        ...

    async def end_sessions(self, user_id: str, by: str) -> int:
        """End all of these sessions at once and say how many."""
        ...

    async def add_user(self, user: UserData, password: str = "", address: str = "") -> UserData:
        """Make a customer, who signs in with the password once a contact is confirmed; the id is
        given by the service. BadInput, TryLater."""
        ...

    async def add_guest(self, user: UserData, address: str = "") -> UserData:
        """Make a guest; the id is given by the service. BadInput, TryLater."""
        ...

    async def contact(self, text: str) -> Contact:
        """The e-mail address or phone number that somebody typed, in its one form; BadInput."""
        ...

    async def request_code(self, contact: str, address: str = "") -> None:
        """Send a code to an e-mail address or phone number that somebody here claims; whether
        anybody does is not told. BadInput, TryLater, NoProvider."""
        ...

    async def confirm_contact(
        self, contact: str, code: str, user_id: str, address: str = ""
    ) -> bool:
        """Make a contact that this customer claims theirs; WrongSecret, TryLater, InUse."""
        ...

    async def reset_password(
        self, contact: str, code: str, new_password: str, address: str = ""
    ) -> bool:
        """Set the password of the customer whose contact this is; their sessions end.
        WrongSecret, TryLater, NotFound, BadInput."""
        ...

    async def change_password(
        self, user_id: str, old: str, new: str, address: str = "", device_name: str = ""
    ) -> Session:
        """Set one's own password: all sessions end, a new one begins. WrongSecret, TryLater."""
        ...

    async def set_password(self, user_id: str, password: str, by: str) -> None:
        """Set the password of somebody who has no more rights than one can give; their sessions
        end. NotFound, BadInput."""
        ...

    async def set_pin(self, user_id: str, pin: str, by: str) -> None:
        """Set a PIN of 4 to 8 digits: one's own, or as in `set_password`."""
        ...

    async def check_pin(self, user_id: str, pin: str, by: str) -> bool:
        """Whether this is the PIN of a supervisor or admin of one's theatre; TryLater."""
        ...

    async def fetch(self, user_id: str) -> UserData:
        """One person; NotFound."""
        ...

    async def staff(self, user_id: str) -> StaffUser:
        """Whoever signs in under this id; NotFound."""
        ...

    async def has_staff(self) -> bool:
        """Whether there is any member of staff who can sign in."""
        ...

    async def staff_of(self, theatre_id: str) -> tuple[StaffUser, ...]:
        """A theatre's staff by user name with their roles there, a bounded number."""
        ...

    async def put_staff(self, user: StaffUser, password: str) -> StaffUser:
        """Make or replace a member of staff with this password; nobody's right is asked."""
        ...

    async def add_staff(self, user: StaffUser, password: str, by: str) -> StaffUser:
        """Make a member of staff with roles that one can give; InUse, BadInput."""
        ...

    async def make_founder(self, user_id: str, theatre_id: str) -> None:
        """Make whoever added a theatre its admin; again is fine. NotFound."""
        ...

    async def grant(self, user_id: str, role: Role, theatre_id: str, by: str) -> StaffUser:
        """Give somebody a role at a theatre, or everywhere when empty; again is fine.
        NotAllowed also where they have roles that one cannot give."""
        ...

    async def revoke(self, user_id: str, role: Role, theatre_id: str, by: str) -> StaffUser:
        """Take a role away; again is fine. InUse for the last system admin."""
        ...


class NotificationService(Protocol):
    """What people must be told."""

    async def post(self, notice: Notice) -> bool:
        """Keep a notice for a theatre's staff; False when it is known already."""
        ...

    async def notices(self, theatre_id: str) -> tuple[Notice, ...]:
        """A theatre's newest notices first, a bounded number."""
        ...

    async def reaches(self, channel: Channel) -> bool:
        """Whether anything is set up that sends messages this way."""
        ...

    async def send(
        self, delivery_id: str, channel: Channel, contact: str, letter: Letter, until: datetime
    ) -> bool:
        """Take a letter to be sent, which is useless after `until`; False when this delivery is
        known already. NoProvider, TryLater."""
        ...

    async def send_code(
        self, delivery_id: str, channel: Channel, contact: str, code: str, until: datetime
    ) -> bool:
        """Take a code to be sent, which is useless after `until`; False when this delivery is
        known already. NoProvider, TryLater."""
        ...
