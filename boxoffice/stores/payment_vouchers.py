"""Vouchers: issued once under a key, redeemed and given back with the payments they make."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from boxoffice.model.errors import KeyReused, TryAgain, VoucherRefused
from boxoffice.model.money import Money
from boxoffice.model.payment import Voucher
from boxoffice.stores.payment import vouchers
from boxoffice.stores.payment_notes import note_voucher

_ISSUED = (
    select(vouchers)
    .where(vouchers.c.theatre_id == bindparam("theatre"))
    .where(vouchers.c.issue_key == bindparam("issue"))
)
_ONE = (
    select(vouchers)
    .where(vouchers.c.code == bindparam("this_code"))
    .where(vouchers.c.theatre_id == bindparam("theatre"))
)
_TAKE = (
    update(vouchers)
    .where(vouchers.c.code == bindparam("this_code"))
    .where(vouchers.c.balance_minor >= bindparam("amount"))
    .values(balance_minor=vouchers.c.balance_minor - bindparam("amount"))
)
_RESTORE = (
    update(vouchers)
    .where(vouchers.c.code == bindparam("this_code"))
    .values(balance_minor=vouchers.c.balance_minor + bindparam("amount"))
)


def issue(connection: Connection, voucher: Voucher, issue_key: str, actor: str) -> Voucher:
    """Keep a new voucher, or answer the one that was issued under this key; KeyReused when that
    is another one, TryAgain when it is being issued at this moment."""
    row = connection.execute(_ISSUED, {"theatre": voucher.theatre_id, "issue": issue_key}).first()
    if row is not None:
        known = _voucher(row)
        if (known.issued, known.valid_until) != (voucher.issued, voucher.valid_until):
            raise KeyReused("This key was already used for another voucher.")
        return known
    try:
        connection.execute(
            insert(vouchers),
            {
                "code": voucher.code,
                "theatre_id": voucher.theatre_id,
                "issue_key": issue_key,
                "currency": voucher.issued.currency,
                "issued_minor": voucher.issued.amount_minor,
                "balance_minor": voucher.balance.amount_minor,
                "issued_at": voucher.issued_at,
                "valid_until": voucher.valid_until,
            },
        )
    except IntegrityError as error:
        raise TryAgain("This voucher is being issued at this moment. Try again.") from error
    note_voucher(connection, voucher, actor)
    return voucher


def read_voucher(connection: Connection, code: str, theatre_id: str) -> Voucher | None:
    """A theatre's voucher."""
    row = connection.execute(_ONE, {"this_code": code, "theatre": theatre_id}).first()
    return None if row is None else _voucher(row)


def check(connection: Connection, code: str, theatre_id: str, amount: Money, at: datetime) -> None:
    """VoucherRefused says why the voucher does not pay this amount now."""
    voucher = read_voucher(connection, code, theatre_id)
    if voucher is None:
        raise VoucherRefused("There is no such voucher at this theatre. Check its code.")
    if voucher.valid_until is not None and voucher.valid_until <= at:
        raise VoucherRefused("This voucher is no longer valid.")
    if voucher.balance.currency != amount.currency:
        raise VoucherRefused(f"This voucher is for {voucher.balance.currency}.")
    if voucher.balance.amount_minor < amount.amount_minor:
        raise VoucherRefused(f"This voucher has {voucher.balance.words()} left.")


def redeem(connection: Connection, code: str, theatre_id: str, amount: Money, at: datetime) -> None:
    """Take this amount off a voucher's balance; VoucherRefused."""
    check(connection, code, theatre_id, amount, at)
    taken = connection.execute(_TAKE, {"this_code": code, "amount": amount.amount_minor})
    if taken.rowcount != 1:
        raise VoucherRefused("This voucher was used a moment ago.")


def restore(connection: Connection, code: str, amount: Money) -> None:
    """Put a redeemed amount back on the voucher."""
    connection.execute(_RESTORE, {"this_code": code, "amount": amount.amount_minor})


def _voucher(row: Row[Any]) -> Voucher:
    return Voucher(
        code=row.code,
        theatre_id=row.theatre_id,
        issued=Money(row.issued_minor, row.currency),
        balance=Money(row.balance_minor, row.currency),
        issued_at=row.issued_at,
        valid_until=row.valid_until,
    )
