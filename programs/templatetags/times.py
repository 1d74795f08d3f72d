"""Days and times in words: {% load times %}"""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from participants import words
from programs import itinerary
from programs.dates import program_dates as dates_in_words
from programs.dates import stop_dates as stop_dates_in_words
from programs.models import Program, Stop

register = template.Library()


@register.filter
def moment(value: itinerary.Moment, form: str = "") -> SafeString:
    """A time with its zone: "10:00 a.m. CDT (Minneapolis)"; with "short", without the place."""
    place = "" if form == "short" or value.place == value.zone else f" ({value.place})"
    word = f", {value.word}" if value.word else ""
    return format_html(
        '<time datetime="{}">{} {}{}</time>{}', value.iso, value.clock, value.zone, place, word
    )


@register.filter
def day_name(value: date | datetime | None) -> str:
    """Such as "Tuesday, August 3, 2021"."""
    return words.day_name(_date(value)) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """Such as "August 3, 2021"."""
    return words.day(_date(value)) if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Such as "Aug 3, 2021"."""
    return words.short_day(_date(value)) if value else ""


@register.filter
def month(value: date | datetime | None) -> str:
    """Such as "August 2021"."""
    return words.month(_date(value)) if value else ""


@register.filter
def weekday(value: date | datetime, form: str = "") -> str:
    """Such as "Tuesday"; with "short", "Tue"."""
    return words.weekday(_date(value), short=form == "short")


def _date(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


@register.filter
def program_dates(program: Program) -> str:
    """When a program takes place, as exact as may be shown."""
    return dates_in_words(program)


@register.filter
def is_past(program: Program) -> bool:
    """Whether a program is over (by its last day, in UTC)."""
    return program.ends_on < timezone.now().date()


@register.simple_tag
def stop_dates(stop: Stop, program: Program) -> str:
    """The dates of a stop, no more exact than its program's."""
    return stop_dates_in_words(stop, program)
