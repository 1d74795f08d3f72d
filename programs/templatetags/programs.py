"""Programs and meetings as readers see them: their times, dates and texts. {% load programs %}"""

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.letters.direction import comma, isolated
from common.utc_days import today
from programs import dates, itinerary
from programs.models import City, Program, Stop
from programs.translated import Text, text_of

register = template.Library()


@register.filter
def moment(value: itinerary.Moment, form: str = "") -> SafeString:
    """A time with its zone: "10:00 a.m. CDT (Minneapolis)"; with "short", without the place."""
    shown = form != "short" and value.place != value.zone
    place = format_html(" ({})", isolated(value.place)) if shown else ""
    word = f", {value.word}" if value.word else ""
    return format_html(
        '<time datetime="{}">{} {}{}</time>{}', value.iso, value.clock, value.zone, place, word
    )


@register.filter
def text(record: Model, field: str) -> Text:
    """What an officer wrote, in the reader's language or in English: `{% with title=program|text:"title" %}`.

    `{{ title }}` is the plain text, `{{ title.inline }}` an element that names its language where it is not
    the page's; `{{ title.attributes }}` is for other elements.
    """
    return text_of(record, field)


@register.filter
def city_label(city: City | str | None) -> SafeString:
    """A city with its state: the name has its own direction, the state is in the reader's language."""
    if not isinstance(city, City):  # a template's way to say that there is none
        return SafeString()
    state = city.state and city.get_state_display()
    return format_html("{}{}{}", isolated(city.name), comma() if state else "", state)


@register.filter
def program_dates(program: Program) -> str:
    """When a program takes place, as exact as may be shown."""
    return dates.program_dates(program)


@register.simple_tag
def stop_dates(stop: Stop, program: Program) -> str:
    """The dates of a stop, no more exact than its program's."""
    return dates.stop_dates(stop, program)


@register.filter
def is_past(program: Program) -> bool:
    """Whether a program is over (by its last day, in UTC)."""
    return program.ends_on < today()
