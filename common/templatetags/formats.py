"""Days, lists and names in the reader's language: {% load formats %}"""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common import formats
from common.letters.direction import comma, isolated

register = template.Library()


@register.filter
def day_name(value: date | datetime | None) -> str:
    """A day with its weekday, such as "Tuesday, August 3, 2021"; of a moment, its day in its own zone."""
    return formats.day_name(_date(value)) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in full, such as "August 3, 2021"; empty for none."""
    return formats.day(_date(value)) if value else ""


@register.filter
def time_element(value: date | datetime | None) -> SafeString:
    """A day in full in a time element, for machines too: `{{ source.published_on|time_element }}`."""
    if not value:
        return SafeString()
    return format_html('<time datetime="{}">{}</time>', _date(value).isoformat(), formats.day(_date(value)))


@register.filter
def short_day(value: date | datetime | None) -> str:
    """A day for narrow places, such as "Aug 3, 2021"; empty for none."""
    return formats.short_day(_date(value)) if value else ""


@register.filter
def month(value: date | datetime | None) -> str:
    """The month of a day, such as "August 2021"; empty for none."""
    return formats.month(_date(value)) if value else ""


@register.filter
def weekday(value: date | datetime, form: str = "") -> str:
    """The day of the week, such as "Tuesday"; with "short", "Tue"."""
    return formats.weekday(_date(value), short=form == "short")


def _date(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


@register.filter
def in_words(items: Iterable[object]) -> SafeString:
    """A list as a phrase: `{{ entry.heroes|in_words }}` is "A, B, and C", each with its own direction."""
    return formats.in_words(isolated(str(item)) for item in items)


@register.filter
def with_commas(items: Iterable[object]) -> SafeString:
    """A list with the language's commas and no "and": `{{ names|with_commas }}` is "A, B, C"."""
    return SafeString(comma().join(isolated(str(item)) for item in items))


@register.filter
def country(code: str | None) -> str:
    """The name of a country from its two letters (ISO 3166-1); empty for none."""
    return formats.country_name(code or "")


@register.filter
def language_names(codes: list[str]) -> list[str]:
    """The names of languages from their ISO 639 codes, in the same order; a code that is unknown stays."""
    return [formats.language_name(code) for code in codes]
