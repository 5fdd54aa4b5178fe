"""The steps of giving lines back: chosen, planned, said yes to, and told."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from boxoffice.counter.after.desk import AfterDesk
from boxoffice.counter.after.front import Front
from boxoffice.counter.after.refund_page import RefundPage
from boxoffice.model.money import Money
from boxoffice.model.refund import Refund, RefundState
from boxoffice.model.user import Approval
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks


class RefundSteps:
    """One sheet's, with the page that it asks on."""

    def __init__(
        self, front: Front, desk: AfterDesk, page: RefundPage, formats: Formats, tasks: Tasks
    ) -> None:
        self.page = page
        self._front, self._desk, self._formats = front, desk, formats
        page.changed.connect(
            lambda chosen: tasks.start(self._plan(chosen), lambda no: page.refuse(str(no)))
        )
        page.given.connect(lambda chosen: front.ask(self._give(chosen), page))

    def begin(self) -> None:
        """Ask which lines of the booking in front."""
        account = self._front.account
        if account is not None:
            self.page.ask(account, self._tr("Refund"), self._tr("Give back"))
            self._front.show_page(self.page)

    @property
    def _id(self) -> str:
        account = self._front.account
        assert account is not None
        return account.booking.booking_id

    async def _plan(self, chosen: tuple[str, ...]) -> None:
        self.page.show_plan(chosen, await self._desk.plan(self._id, chosen))

    async def _give(self, chosen: tuple[str, ...]) -> None:
        await self._front.with_yes(partial(self._give_back, chosen, self.page.restocks))

    async def _give_back(
        self,
        chosen: tuple[str, ...],
        restocks: bool,
        approval: Approval | None,
    ) -> None:
        refunds = await self._desk.refund(self._id, chosen, approval, restocks=restocks)
        await self._front.open_booking(self._id, self._given(refunds))

    def _given(self, refunds: Sequence[Refund]) -> str:
        """What is to be handed over now, and what goes back by itself."""
        now = [one.amount for one in refunds if one.state is RefundState.DONE]
        later = [one.amount for one in refunds if one.state is RefundState.DUE]
        parts = []
        if now:
            words = self._tr("Given back: {amount}.")
            parts.append(words.format(amount=self._sum(now)))
        if later:
            words = self._tr("{amount} goes back to where it was paid from.")
            parts.append(words.format(amount=self._sum(later)))
        return " ".join(parts) or self._tr("Given back.")

    def _sum(self, amounts: Sequence[Money]) -> str:
        total = sum(one.amount_minor for one in amounts)
        return self._formats.money(Money(total, amounts[0].currency))

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("RefundSteps", text)
