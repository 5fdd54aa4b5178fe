"""What whoever sits at the machine does to a cinema's accounts: the first system admin, and a
lost password."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from boxoffice.bootstrap.engines import sqlite
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import NotFound
from boxoffice.model.user import Grant, Role, StaffUser
from boxoffice.rules.secret_strength import check_password
from boxoffice.services.notification import Notifications
from boxoffice.services.user import Users
from boxoffice.settings import Settings


@dataclass(frozen=True, slots=True)
class Made:
    """A new system admin, and whether there was one before."""

    user: StaffUser
    is_first: bool


def create(settings: Settings, username: str, display_name: str, password: str) -> Made:
    """Make a system admin, in a cinema that is made where there is none yet. StoreUnusable while
    it is open elsewhere, BadInput for a weak password, InUse for a name that is taken."""
    # Before a cinema is made that would be left without anybody in it.
    check_password(password, username)
    return asyncio.run(_create(settings, username, display_name, password))


def reset_password(settings: Settings, username: str, password: str) -> StaffUser:
    """Set somebody's password, which ends their sessions; NotFound, and as above."""
    return asyncio.run(_reset_password(settings, username, password))


async def _create(settings: Settings, username: str, display_name: str, password: str) -> Made:
    async with _users(settings) as users:
        is_first = not await users.has_system_admin()
        wanted = StaffUser("", username, display_name or username, (Grant(Role.SYSTEM_ADMIN),))
        return Made(await users.put_staff(wanted, password), is_first)


async def _reset_password(settings: Settings, username: str, password: str) -> StaffUser:
    if not sqlite.is_there(settings.data_dir):
        raise NotFound(f"There is no cinema in {settings.data_dir}.")
    async with _users(settings) as users:
        return await users.reset_staff_password(username, password)


@asynccontextmanager
async def _users(settings: Settings) -> AsyncIterator[Users]:
    """The User service alone: nothing is sold meanwhile, and nobody else has the cinema open."""
    clock = SystemClock()
    async with sqlite.opened(settings.data_dir) as database:
        notifications = Notifications(database, clock)
        yield Users(database, clock, settings.session_seconds, notifications)
