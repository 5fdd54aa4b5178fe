"""What the steps after a sale ask of the sheet that shows them."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from boxoffice.counter.after.desk import Account
from boxoffice.counter.shifts.page import TillPage
from boxoffice.model.user import Approval
from boxoffice.qtkit.widgets import Tone


class Front(Protocol):
    """The sheet, with the booking that it is about."""

    @property
    def account(self) -> Account | None:
        """The booking that was opened last."""
        ...

    def show_page(self, page: TillPage) -> None:
        """Put a page in front."""
        ...

    def ask(self, asking: Coroutine[Any, Any, None], page: TillPage) -> None:
        """Do what asks the box office; the page takes no keys meanwhile, and says what is
        refused."""
        ...

    async def open_booking(self, booking_id: str, words: str = "", tone: Tone = Tone.OK) -> None:
        """Show a booking as it is now, with these words above it."""
        ...

    async def with_yes(self, act: Callable[[Approval | None], Coroutine[Any, Any, None]]) -> None:
        """Give money back, once a supervisor has said yes where whoever is here is none."""
        ...
