"""Voucher codes: made, read as people type them, and looked up."""

import secrets
from datetime import datetime

from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, NotFound
from boxoffice.model.money import Money
from boxoffice.model.payment import MAX_AMOUNT_MINOR, Tender, TenderKind, Voucher
from boxoffice.rules.voucher_codes import ALPHABET, GROUP_LETTERS, GROUPS, voucher_code
from boxoffice.services.payment.tenders import check_key
from boxoffice.stores import payment_vouchers as store
from boxoffice.stores.database import Database


class Vouchers:
    """What a theatre has issued."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def issue(
        self,
        theatre_id: str,
        amount: Money,
        valid_until: datetime | None,
        idempotency_key: str,
        by: str,
    ) -> Voucher:
        """Issue a voucher once under its key; BadInput, KeyReused."""
        check_key(idempotency_key)
        now = self._clock.now()
        if not 0 < amount.amount_minor <= MAX_AMOUNT_MINOR:
            raise BadInput("A voucher is worth more than nothing.")
        if valid_until is not None and valid_until <= now:
            raise BadInput("A voucher must be valid for some time.")
        voucher = Voucher(_new_code(), theatre_id, amount, amount, now, valid_until)
        return await self._database.run(store.issue, voucher, idempotency_key, by)

    async def voucher(self, theatre_id: str, code: str) -> Voucher:
        """A theatre's voucher; NotFound."""
        found = await self._database.read(store.read_voucher, voucher_code(code), theatre_id)
        if found is None:
            raise NotFound("There is no such voucher at this theatre.")
        return found

    async def check(self, theatre_id: str, tenders: tuple[Tender, ...], currency: str) -> None:
        """VoucherRefused when one of the tenders is a voucher that does not pay its part."""
        now = self._clock.now()
        for tender in tenders:
            if tender.kind is TenderKind.VOUCHER:
                amount = Money(tender.amount_minor, currency)
                code = voucher_code(tender.reference)
                await self._database.read(store.check, code, theatre_id, amount, now)


def _new_code() -> str:
    letters = (secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LETTERS))
    return voucher_code("".join(letters))
