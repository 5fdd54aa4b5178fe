"""Who is signed in: by password, by what this computer remembers, and not any more."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from boxoffice.client.api import BoxOffice
from boxoffice.desktop.secrets import RememberedSession, Remembering
from boxoffice.desktop.sign_in import SignInPage
from boxoffice.desktop.sign_in_form import Credentials
from boxoffice.desktop.user_tile import KnownUser
from boxoffice.model.errors import NotSignedIn, Refusal
from boxoffice.model.user import Session

_log = logging.getLogger(__name__)


class Reception:
    """Stands between the sign-in page and the workspace that `entered` opens for a session.

    What is remembered is a refresh token. Each renewal spends it, so the newest one is kept.
    """

    def __init__(
        self,
        box_office: BoxOffice,
        page: SignInPage,
        remembered: RememberedSession,
        entered: Callable[[Session], Awaitable[None]],
    ) -> None:
        self._box_office = box_office
        self._page = page
        self._remembered = remembered
        self._entered = entered
        self._renewals: asyncio.Queue[str] = asyncio.Queue()
        self._keeping = False
        box_office.on_session(self._session_changed)

    async def begin(self, users: tuple[KnownUser, ...] = (), note: str = "") -> None:
        """Let in whoever this computer remembers, and make the page ready for anybody else."""
        kept, refused = False, ""
        try:
            kept = await asyncio.to_thread(self._remembered.is_kept)
            if kept and self._remembered.kind is Remembering.KEYRING:
                await self._resumed("")
        except Refusal as refusal:
            refused = str(refusal)
        self._page.ready(self._sign_in, users=users, note=note, remembering=self._remembered.kind)
        if refused:
            self._page.refuse(refused)
        if kept and self._remembered.kind is Remembering.PASSPHRASE:
            self._page.ask_passphrase(self._unlock)

    async def keep_renewed(self) -> None:
        """Keep each renewed token as it comes, until cancelled."""
        while True:
            await self._keep(await self._renewals.get())

    async def sign_out(self) -> None:
        """End the session, here and on this computer."""
        self._keeping = False
        await asyncio.to_thread(self._remembered.forget)
        await self._box_office.sign_out()

    async def _sign_in(self, typed: Credentials) -> None:
        session = await self._box_office.sign_in(typed.username, typed.password)
        if typed.remember:
            self._keeping = await self._keep(session.refresh_token, typed.passphrase)
        await self._entered(session)

    async def _keep(self, token: str, passphrase: str = "") -> bool:
        """Remember a token if this computer can just now; who has signed in is in either way."""
        try:
            await asyncio.to_thread(self._remembered.save, token, passphrase)
        except (Refusal, OSError) as error:
            _log.warning("the sign-in is not remembered: %s", error)
            return False
        return True

    async def _unlock(self, passphrase: str) -> None:
        if not await self._resumed(passphrase):
            raise NotSignedIn(
                self._page.tr("The remembered sign-in has ended. Sign in with your password.")
            )

    async def _resumed(self, passphrase: str) -> bool:
        token = await asyncio.to_thread(self._remembered.load, passphrase)
        try:
            self._keeping = True
            session = await self._box_office.resume(token)
        except NotSignedIn:
            _log.info("the remembered session has ended")
            self._keeping = False
            await asyncio.to_thread(self._remembered.forget)
            return False
        await self._entered(session)
        return True

    def _session_changed(self, session: Session | None) -> None:
        if session is not None and self._keeping:
            self._renewals.put_nowait(session.refresh_token)
