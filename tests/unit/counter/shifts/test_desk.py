"""What a till asks for is done once, also when an answer is lost."""

from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from boxoffice.counter.shifts.desk import ShiftDesk, ShiftSource
from boxoffice.model.errors import Refusal, TryAgain, WrongSecret, WrongState
from boxoffice.model.money import Money
from boxoffice.model.owed import Owed, OwedWhy
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.model.shift import CashMove, Shift, ShiftReport
from boxoffice.rules.shift_reckoning import Effort, reckon
from tests.unit.counter.box_office_double import THEATRE

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SHIFT = Shift("s1", "PVRAH", "clerk", "Till 1", "INR", AT, opened_by_sale=False)
REPORT = ShiftReport(SHIFT, reckon((), Effort(), "INR"), (), ())
OWED = Owed("p1", "4XPAVEAD", PaymentKind.CASH, Money(40_000, "INR"), "", OwedWhy.OUT_OF_TIME, AT)
PAYMENT = Payment("p1", "b1", PaymentKind.CASH, OWED.amount, 40_000, "", PaymentState.REFUNDED, AT)
MILK = Money(5_000, "INR")


class Source:
    """Answers with one report, or with the next of `faults`; `keys` are those it was asked by."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.faults: list[Refusal] = []

    async def move_cash(self, *asked: Any) -> ShiftReport:
        return self._answer(asked[-1])

    async def close(self, shift_id: str, piles: object, key: str, approval: object) -> ShiftReport:
        return self._answer(key)

    async def owed(self, theatre_id: str) -> tuple[Owed, ...]:
        return () if self.keys and not self.faults else (OWED,)

    async def returned(self, *asked: Any) -> Payment:
        self._answer(asked[-2])
        return PAYMENT

    async def shift(self, theatre_id: str, till: str) -> ShiftReport:
        return REPORT

    async def shifts(self, theatre_id: str, day: date) -> tuple[ShiftReport, ...]:
        return (REPORT,)

    def _answer(self, key: str) -> ShiftReport:
        self.keys.append(key)
        if self.faults:
            raise self.faults.pop(0)
        return REPORT


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def desk(source: Source) -> ShiftDesk:
    return ShiftDesk(cast(ShiftSource, source), THEATRE, "Till 1")


async def pay_out(desk: ShiftDesk, amount: Money = MILK) -> None:
    await desk.move_cash(CashMove.PAY_OUT, amount, "milk")


async def test_a_lost_answer_is_asked_for_again_under_the_same_key(
    desk: ShiftDesk, source: Source
) -> None:
    source.faults = [TryAgain("The answer was lost.")]
    with pytest.raises(TryAgain):
        await pay_out(desk)
    await pay_out(desk)
    first, second = source.keys
    assert first == second


async def test_another_amount_and_the_next_of_the_same_have_keys_of_their_own(
    desk: ShiftDesk, source: Source
) -> None:
    source.faults = [TryAgain("The answer was lost.")]
    with pytest.raises(TryAgain):
        await pay_out(desk)
    await pay_out(desk, Money(1, "INR"))
    await pay_out(desk)
    await pay_out(desk)
    assert len(set(source.keys)) == 3


async def test_what_was_refused_is_asked_anew_under_a_new_key(
    desk: ShiftDesk, source: Source
) -> None:
    source.faults = [WrongState("Not everything is finished.")]
    with pytest.raises(WrongState):
        await desk.close("s1", ())
    await desk.close("s1", ())
    assert len(set(source.keys)) == 2


async def test_closing_somebody_elses_shift_leaves_ones_own_open(
    desk: ShiftDesk, source: Source
) -> None:
    await desk.refresh()
    await desk.close("other", ())
    assert desk.report == REPORT
    await desk.close("s1", ())
    assert desk.report is None


async def test_what_is_owed_is_handed_back_under_one_key_whatever_was_answered_before(
    desk: ShiftDesk, source: Source
) -> None:
    opened: list[Owed] = []
    desk.handed_back.connect(opened.append)
    await desk.look_for_owed()
    assert desk.owed == (OWED,)
    source.faults = [TryAgain("The answer was lost."), WrongSecret("This PIN is wrong.")]
    with pytest.raises(TryAgain):
        await desk.hand_back(OWED)
    with pytest.raises(WrongSecret):
        await desk.hand_back(OWED)
    assert opened == []
    await desk.hand_back(OWED)
    assert (len(source.keys), len(set(source.keys))) == (3, 1)
    assert (opened, desk.report) == ([OWED], REPORT)
    assert not desk.owed


async def test_what_may_have_been_handed_back_stays_listed_until_that_is_known(
    desk: ShiftDesk, source: Source
) -> None:
    source.faults = [TryAgain("The answer was lost.")]
    with pytest.raises(TryAgain):
        await desk.hand_back(OWED)
    assert await source.owed("PVRAH") == ()
    await desk.look_for_owed()
    assert [one.payment_id for one in desk.owed] == ["p1"]
    await desk.hand_back(OWED)
    await desk.look_for_owed()
    assert not desk.owed


async def test_what_a_colleague_has_handed_back_is_owed_no_more(
    desk: ShiftDesk, source: Source
) -> None:
    await desk.look_for_owed()
    source.faults = [WrongState("This payment is not owed back.")]
    with pytest.raises(WrongState):
        await desk.hand_back(OWED)
    assert desk.owed == ()
