"""Money, days and times as people at this theatre write them: the one place for it."""

import math
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from boxoffice.model.money import Money, minor_digits
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.local_time import place_locale, time_words
from boxoffice.rules.local_time import zone


class Formats:
    """The interface's language with the customs of the theatre's country."""

    def __init__(self, theatre: Theatre) -> None:
        self._zone = zone(theatre.time_zone)
        self.locale = place_locale(theatre.time_zone)

    def money(self, money: Money) -> str:
        """₹1,400.00"""
        return self._money(money, minor_digits(money.currency))

    def short_money(self, money: Money) -> str:
        """₹1,400, and ₹1,400.50 where there is a part."""
        digits = minor_digits(money.currency)
        return self._money(money, digits if money.amount_minor % 10**digits else 0)

    def count(self, number: int) -> str:
        """60,946"""
        return self.locale.toString(number)

    def number_typed(self, text: str) -> str:
        """2,000 for the digits 2000, with the point and what follows as typed."""
        whole, point, part = text.partition(".")
        shown = self.locale.toString(int(whole or "0"))
        return shown + (self.locale.decimalPoint() + part if point else "")

    def symbol(self, currency: str) -> str:
        """₹, or the code where this country has another currency."""
        formats = QLocale.CurrencySymbolFormat
        if self.locale.currencySymbol(formats.CurrencyIsoCode) == currency:
            return self.locale.currencySymbol(formats.CurrencySymbol)
        return currency + "\N{NO-BREAK SPACE}"

    def time(self, at: datetime) -> str:
        """7:15 PM, in the theatre's time zone."""
        return time_words(self.local(at), self.locale)

    def day(self, day: date) -> str:
        """Sat 21 Nov"""
        return self.locale.toString(QDate(day.year, day.month, day.day), "ddd d MMM")

    def short_day(self, day: date) -> str:
        """Sat 21"""
        return self.locale.toString(QDate(day.year, day.month, day.day), "ddd d")

    def whole_day(self, day: date) -> str:
        """Saturday 21 November"""
        return self.locale.toString(QDate(day.year, day.month, day.day), "dddd d MMMM")

    def day_and_year(self, day: date) -> str:
        """Sat 21 Nov 2026"""
        return self.locale.toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")

    def local(self, at: datetime) -> datetime:
        """The instant in the theatre's time zone."""
        return at.astimezone(self._zone)

    def clock(self, seconds_left: float) -> str:
        """4:36 left of a hold; never below 0:00."""
        minutes, seconds = divmod(max(0, math.ceil(seconds_left)), 60)
        return f"{minutes}:{seconds:02d}"

    def _money(self, money: Money, digits: int) -> str:
        amount = money.amount_minor / 10 ** minor_digits(money.currency)
        return self.locale.toCurrencyString(amount, self.symbol(money.currency), digits)
