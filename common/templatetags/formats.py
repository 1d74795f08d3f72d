"""Days, lists and names in the reader's language: {% load formats %}"""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils.safestring import SafeString

from common import formats

register = template.Library()


@register.filter
def day_name(value: date | datetime | None) -> str:
    """Such as "Tuesday, August 3, 2021"."""
    return formats.day_name(_date(value)) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """Such as "August 3, 2021"."""
    return formats.day(_date(value)) if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Such as "Aug 3, 2021"."""
    return formats.short_day(_date(value)) if value else ""


@register.filter
def month(value: date | datetime | None) -> str:
    """Such as "August 2021"."""
    return formats.month(_date(value)) if value else ""


@register.filter
def weekday(value: date | datetime, form: str = "") -> str:
    """Such as "Tuesday"; with "short", "Tue"."""
    return formats.weekday(_date(value), short=form == "short")


def _date(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


@register.filter
def in_words(items: Iterable[object]) -> SafeString:
    """A list as a phrase: `{{ entry.heroes|in_words }}` is "A, B, and C"."""
    return formats.in_words(str(item) for item in items)


@register.filter
def country(code: str | None) -> str:
    """The name of a country from its ISO 3166 code."""
    return formats.country_name(code or "")


@register.filter
def language_names(codes: list[str]) -> list[str]:
    """The names of languages from their ISO 639 codes."""
    return [formats.language_name(code) for code in codes]
