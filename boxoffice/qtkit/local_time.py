"""The time of day as people at a place write it: the one rule for clocks, lists and tickets."""

from datetime import datetime

from PySide6.QtCore import QLocale, QTime, QTimeZone


def place_locale(time_zone: str) -> QLocale:
    """The interface's language with the customs of the country that a zone is in."""
    language = QLocale().language()
    if language is QLocale.Language.C:
        language = QLocale.Language.English
    return QLocale(language, QTimeZone(time_zone.encode()).territory())


def home_currency() -> str:
    """The ISO code of the currency where this computer stands; empty where that cannot be told."""
    here = QTimeZone.systemTimeZone().territory()
    if here is QLocale.Country.AnyTerritory:
        return ""
    locale = QLocale(QLocale.Language.AnyLanguage, here)
    return locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)


def time_words(local: datetime, locale: QLocale) -> str:
    """7:15 PM, or 19:15 where that is the custom; `local` is in the place's own time."""
    time = QTime(local.hour, local.minute)
    # The narrow space some locales put before PM is missing in many fonts.
    shown = locale.toString(time, QLocale.FormatType.ShortFormat).upper()
    return shown.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
