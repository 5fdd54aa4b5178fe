"""Customers and guests: signing up, and proving by a code that a contact is one's own."""

import asyncio
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from boxoffice.model.errors import BadInput, InUse, NoProvider, NotFound, TryLater, WrongSecret
from boxoffice.model.user import Channel, Contact, Role, UserData
from boxoffice.rules.contacts import (
    MAX_MAIL_CHARACTERS,
    MAX_PHONE_CHARACTERS,
    contact_from,
    mail,
    phone,
)
from boxoffice.rules.geo import check_place
from boxoffice.rules.secret_strength import check_password
from boxoffice.services.texts import check_text
from boxoffice.services.user.base import Base, unknown
from boxoffice.services.user.sign_ins import end_all
from boxoffice.services.user.throttle import (
    code_guess_limits,
    code_limits,
    place_of,
    sign_up_limits,
)
from boxoffice.stores import user_accounts as store
from boxoffice.stores import user_contacts, user_sessions
from boxoffice.stores.user_audit import Action, write

CODE_DIGITS = 6
CODE_SECONDS = 600
#: Codes of one contact that are good at one moment, so that who asks for another one does not
#: end the one that its owner is about to type. All of them were sent to her.
MAX_CODES_PER_CONTACT = 3
#: Codes that can be used at one moment; more are a flood.
MAX_CODES = 20_000
MAX_LOCATION_CHARACTERS = 64
#: A claim that is not proved in this time ends, so that they do not pile up.
CLAIM = timedelta(days=1)

_WRONG_CODE = "The code is wrong or too old."
_TOO_MANY_CODES = "Too many codes were asked for. Wait a while before you ask for another."
_TOO_MANY_SIGN_UPS = "Too many people signed up from here. Wait an hour and try again."
_TOO_MANY_GUESSES = "Too many codes were typed. Wait a while and ask for a new one."
_NOT_SET_UP = {
    Channel.MAIL: "No mail is set up here, so that no code can be sent to an e-mail address.",
    Channel.SMS: "No SMS is set up here, so that no code can be sent to a phone number.",
}


class Customers(Base):
    """The part of the User service that customers sign up at.

    Anybody may claim a contact; only a code that was sent to it makes it somebody's. A code proves
    the contact, not an account: so it confirms the account that its typer names, never one that a
    stranger made for the same contact before. Answers are the same whether anybody is known.
    """

    async def add_user(self, user: UserData, password: str = "", address: str = "") -> UserData:
        """Make a customer; the id is given by the service. With a password they sign in by a
        contact once it is confirmed. BadInput, TryLater."""
        _check(user)
        if not password:
            return await self._add_person(user, Role.CUSTOMER, address)
        checked, contacts = await asyncio.to_thread(_reachable, user, self._phone_region)
        check_password(password)
        return await self._add_person(checked, Role.CUSTOMER, address, password, contacts)

    async def add_guest(self, user: UserData, address: str = "") -> UserData:
        """Make a guest; the id is given by the service. BadInput, TryLater."""
        _check(user)
        return await self._add_person(user, Role.GUEST, address)

    async def fetch(self, user_id: str) -> UserData:
        """One person; NotFound."""
        person = await self._database.read(store.person, user_id)
        if person is None:
            raise unknown(user_id)
        return person

    async def request_code(self, contact: str, address: str = "") -> None:
        """Send a code to a contact that somebody here has or claims; nobody is told whether that
        is so. BadInput, TryLater, NoProvider."""
        found = await self.contact(contact)
        if not await self._notifications.reaches(found.channel):
            raise NoProvider(_NOT_SET_UP[found.channel])
        self._passwords.check_room_for_new()
        place = place_of(address)
        is_known = await self._is_known(found, place)
        limits = code_limits(found.value, place, is_known=is_known)
        await self._throttle.spend(limits, _TOO_MANY_CODES)
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        code_hash = await self._passwords.hash(code)
        until = self._clock.now() + timedelta(seconds=CODE_SECONDS)
        if await self._database.run(self._put_code, found.value, code_hash, until):
            # Not waited for: how long the answer takes must not tell that somebody is known.
            self._sending.start(
                self._notifications.send_code(
                    secrets.token_hex(16), found.channel, found.value, code, until
                )
            )

    async def confirm_contact(
        self, contact: str, code: str, user_id: str, address: str = ""
    ) -> bool:
        """Make a contact that this customer claims theirs. WrongSecret, TryLater; InUse where an
        account has it already, which only its owner learns."""
        found, code_hash = await self._proved(contact, code, address)
        await self._database.run(self._confirm, found.value, code_hash, user_id)
        return True

    async def reset_password(
        self, contact: str, code: str, new_password: str, address: str = ""
    ) -> bool:
        """Set the password of the customer whose contact this is and end their sessions.
        WrongSecret, TryLater, BadInput; NotFound where nobody confirmed it, as above."""
        check_password(new_password)
        self._passwords.check_room_for_new()
        found, code_hash = await self._proved(contact, code, address)
        password_hash = await self._passwords.hash(new_password)
        await self._database.run(self._reset, found.value, code_hash, password_hash)
        return True

    async def stop(self) -> None:
        """Hand over the codes that are on their way."""
        await self._sending.finish()

    async def contact(self, text: str) -> Contact:
        """The e-mail address or phone number that somebody typed, in its one form; BadInput."""
        # The first phone number loads large tables.
        return await asyncio.to_thread(contact_from, text, self._phone_region)

    async def _add_person(
        self,
        user: UserData,
        role: Role,
        address: str,
        password: str = "",
        contacts: tuple[Contact, ...] = (),
    ) -> UserData:
        if password:
            self._passwords.check_room_for_new()
        await self._throttle.spend(sign_up_limits(place_of(address)), _TOO_MANY_SIGN_UPS)
        password_hash = await self._passwords.hash(password) if password else ""
        made = replace(user, user_id=secrets.token_hex(8))
        await self._database.run(self._put_person, made, role, password_hash, contacts)
        return made

    def _put_person(
        self,
        connection: Connection,
        person: UserData,
        role: Role,
        password_hash: str,
        contacts: tuple[Contact, ...],
    ) -> None:
        now = self._clock.now()
        store.add_person(connection, person, role, now)
        if password_hash:
            store.put_password(connection, person.user_id, password_hash)
            for contact in contacts:
                user_contacts.claim(connection, contact.value, person.user_id, now + CLAIM)
            write(connection, now, "", Action.ADDED, person.user_id, detail=role)

    def _put_code(
        self, connection: Connection, contact: str, code_hash: str, until: datetime
    ) -> bool:
        """Keep a code for whatever contact; whether there is anybody to send it to."""
        now = self._clock.now()
        if user_contacts.live_codes(connection, now) >= MAX_CODES:
            raise TryLater(_TOO_MANY_CODES)
        user_contacts.put_code(connection, contact, code_hash, now, until, MAX_CODES_PER_CONTACT)
        claimants = user_contacts.claimants(connection, contact, now)
        return bool(claimants) or user_contacts.owner(connection, contact) is not None

    async def _proved(self, contact: str, code: str, address: str) -> tuple[Contact, str]:
        """The contact that this code proves, and what is kept of the code."""
        found = await self.contact(contact)
        self._passwords.check_room()
        place = place_of(address)
        is_known = await self._is_known(found, place)
        limits = code_guess_limits(found.value, place, is_known=is_known)
        await self._throttle.spend(limits, _TOO_MANY_GUESSES)
        now = self._clock.now()
        kept = await self._database.read(user_contacts.codes_of, found.value, now)
        for code_hash in kept or (None,):
            if await self._passwords.match(code_hash, code.strip()) and code_hash is not None:
                await self._throttle.take_back(limits)
                return found, code_hash
        raise WrongSecret(_WRONG_CODE)

    async def _is_known(self, contact: Contact, place: str) -> bool:
        """Whether the owner of a contact has signed in from this place before."""
        return await self._database.read(_owner_knows, contact.value, place, self._clock.now())

    def _confirm(self, connection: Connection, contact: str, code_hash: str, user_id: str) -> None:
        now = self._clock.now()
        _use_code(connection, contact, code_hash)
        owner = user_contacts.owner(connection, contact)
        if owner == user_id:
            return
        if owner is not None:
            raise InUse("You have an account with this contact already. Sign in to that one.")
        if user_id not in user_contacts.claimants(connection, contact, now):
            raise WrongSecret(_WRONG_CODE)
        user_contacts.confirm(connection, contact, user_id, now)
        write(connection, now, user_id, Action.CONTACT_CONFIRMED, user_id)

    def _reset(
        self, connection: Connection, contact: str, code_hash: str, password_hash: str
    ) -> None:
        now = self._clock.now()
        _use_code(connection, contact, code_hash)
        owner = user_contacts.owner(connection, contact)
        if owner is None:
            raise NotFound("There is no account with this contact. Sign up first.")
        store.put_password(connection, owner, password_hash)
        end_all(connection, owner, owner, now)
        write(connection, now, owner, Action.PASSWORD_SET, owner, detail="by code")


def _check(user: UserData) -> None:
    """BadInput for what nobody is known by."""
    for text, what, most in (
        (user.location_id, "The location", MAX_LOCATION_CHARACTERS),
        (user.email, "The e-mail address", MAX_MAIL_CHARACTERS),
        (user.phone, "The phone number", MAX_PHONE_CHARACTERS),
    ):
        check_text(text, what, most)
    if user.lon is not None and user.lat is not None:
        check_place(user.lon, user.lat)


def _reachable(user: UserData, region: str) -> tuple[UserData, tuple[Contact, ...]]:
    """The same person with contacts in their one form; BadInput where there is none."""
    found = []
    if user.email:
        user = replace(user, email=mail(user.email))
        found.append(Contact(Channel.MAIL, user.email))
    if user.phone:
        user = replace(user, phone=phone(user.phone, region))
        found.append(Contact(Channel.SMS, user.phone))
    if not found:
        raise BadInput("Somebody who signs in needs an e-mail address or a phone number.")
    return user, tuple(found)


def _use_code(connection: Connection, contact: str, code_hash: str) -> None:
    """A code proves once, even where two use it at one moment."""
    if not user_contacts.use_code(connection, contact, code_hash):
        raise WrongSecret(_WRONG_CODE)


def _owner_knows(connection: Connection, contact: str, place: str, now: datetime) -> bool:
    owner = user_contacts.owner(connection, contact)
    return owner is not None and user_sessions.is_known_address(connection, owner, place, now)
