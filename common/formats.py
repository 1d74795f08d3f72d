"""Dates, times, lists and names of countries and languages in the reader's language.

All by Unicode CLDR (through Babel), except that English dates and times follow the style of the U.S.
Government Publishing Office ("10:00 a.m.", https://www.govinfo.gov/collection/gpo-style-manual) and English
names of countries are those that the forms offer. Pure functions of their values and the active language.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.lists import format_list
from django.utils.dateformat import format as english_date
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django_countries import countries

from common.letters.order import sort_key

#: A 1 before a month, or before another day of the same month, in French.
_FIRST = re.compile(r"(?<!\d)1(?=\s(?:[–-]\s\d{1,2}\s)?[^\W\d]|[–-]\d{1,2}\s[^\W\d])")


def locale() -> Locale:
    """The CLDR locale of the active language; English for a language that CLDR does not know."""
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def in_english() -> bool:
    """Whether the reader reads English, in which officers write."""
    return locale().language == "en"


# --- Times and dates -----------------------------------------------------------------------------


def clock(value: time) -> str:
    """A time of day, such as "10:00 a.m." or "10:00"; with seconds only if there are any."""
    if in_english():
        return english_date(datetime.combine(date(2000, 1, 1), value), "g:i:s a" if value.second else "g:i a")
    return _plain(format_time(value, "medium" if value.second else "short", locale=locale()))


def day_name(value: date) -> str:
    """A day with its weekday, such as "Tuesday, August 3, 2021" or "martes, 3 de agosto de 2021"."""
    if in_english():
        return english_date(value, "l, F j, Y")
    return _ordinal(format_date(value, "full", locale=locale()))


def day(value: date) -> str:
    """A day in full, such as "August 3, 2021" or "3 de agosto de 2021"."""
    if in_english():
        return english_date(value, "F j, Y")
    return _ordinal(format_date(value, "long", locale=locale()))


def short_day(value: date) -> str:
    """A day for narrow places, such as "Aug 3, 2021" or "3 ago 2021"."""
    return english_date(value, "M j, Y") if in_english() else _ordinal(_in_form("yMMMd", value))


def month(value: date) -> str:
    """The month of a day, such as "August 2021" or "agosto de 2021"."""
    return english_date(value, "F Y") if in_english() else _in_form("yMMMM", value)


def weekday(value: date, *, short: bool = False) -> str:
    """The day of the week, such as "Tuesday" or "martes"; short "Tue" or "mar"."""
    if in_english():
        return english_date(value, "D" if short else "l")
    return format_date(value, "ccc" if short else "cccc", locale=locale())


def days(first: date, last: date) -> str:
    """Two days and those between, such as "July 19 to August 13, 2021"; the same day is named once."""
    if first == last:
        return day(last)
    if in_english():
        start = english_date(first, "F j" if first.year == last.year else "F j, Y")
        return f"{start} to {day(last)}"
    # Not every language has this span with the months in full.
    written = locale().interval_formats
    form = "yMMMMd" if "yMMMMd" in written else "yMMMd"
    return _ordinal(_plain(format_interval(first, last, form, locale=locale())))


def months(first: date, last: date) -> str:
    """The months of two days, such as "July to August 2021"; the same month is named once."""
    if (first.year, first.month) == (last.year, last.month):
        return month(last)
    if in_english():
        start = english_date(first, "F" if first.year == last.year else "F Y")
        return f"{start} to {month(last)}"
    return _plain(format_interval(first, last, "yMMMM", locale=locale()))


def _in_form(skeleton: str, value: date) -> str:
    """A date in the locale's own order of the parts that a CLDR skeleton names."""
    return format_skeleton(skeleton, value, locale=locale())


def _ordinal(text: str) -> str:
    """The first day of a French month as it is read: "1er juillet"; CLDR's forms know no ordinals."""
    return _FIRST.sub("1er", text) if locale().language == "fr" else text


def _plain(text: str) -> str:
    """`text` with plain spaces: CLDR's narrow and unbreakable ones look the same and are not found."""
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("\u2009", " ")


# --- Lists ---------------------------------------------------------------------------------------


def in_words(items: Iterable[str]) -> SafeString:
    """A list as a phrase: "A, B, and C", "A, B y C". Items are escaped unless they are safe HTML."""
    escaped = [str(conditional_escape(item)) for item in items]
    return mark_safe(format_list(escaped, locale=locale()))  # noqa: S308 - each item was escaped just above


# --- Names ---------------------------------------------------------------------------------------


def country_name(code: str) -> str:
    """The name of a country from its two letters (ISO 3166-1), in either case; empty for none."""
    if not code:
        return ""
    english = str(countries.name(code))
    return english if in_english() else str(locale().territories.get(code.upper(), english))


def codes_by_name() -> tuple[str, ...]:
    """The two letters of all countries, in the order of their names in the reader's language."""
    return _codes_by_name(get_language())


@lru_cache
def _codes_by_name(language: str | None) -> tuple[str, ...]:
    return tuple(sorted((code for code, _ in countries), key=lambda code: sort_key(country_name(code))))


def language_name(code: str) -> str:
    """The name of a language from its ISO 639 code; the code itself if CLDR has none."""
    return str(locale().languages.get(code, code))
