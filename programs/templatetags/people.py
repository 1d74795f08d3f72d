"""Those who spoke, and what officers wrote: {% load people %}"""

from collections.abc import Iterable

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString

from participants import words
from participants.faces import Face
from participants.models import Organization
from programs.models import Quote, Takeaway
from programs.translated import Text, text_of

register = template.Library()


@register.filter
def speaker(said: Quote | Takeaway) -> Face | None:
    """Who said it, as far as that may be shown; None when it is nobody in particular."""
    return said.hero.face if said.hero else None


@register.filter
def speakers_organization(said: Quote | Takeaway) -> Organization | None:
    """The organization to name with it; None for an anonymous speaker, whom it could give away."""
    face = speaker(said)
    return None if face and not face.named else said.organization


@register.filter
def text(record: Model, field: str) -> Text:
    """What an officer wrote, in the reader's language or marked: `{% with title=program|text:"title" %}`.

    `{{ title }}` is the plain text, `{{ title.inline }}` an element that names its language where it is not
    the page's; `{{ title.attributes }}` and `{{ title.mark }}` are for other elements.
    """
    return text_of(record, field)


@register.filter
def country(code: str | None) -> str:
    """The name of a country in the reader's language, from its ISO 3166 code."""
    return words.country_name(code or "")


@register.filter
def in_words(items: Iterable[object]) -> SafeString:
    """A list as a phrase in the reader's language: `{{ entry.heroes|in_words }}`."""
    return words.in_words(str(item) for item in items)


@register.filter
def links_in_words(organizations: Iterable[Organization]) -> SafeString:
    """Organizations as a phrase of links."""
    return words.in_words(
        format_html('<a href="{}">{}</a>', each.get_absolute_url(), each.name) for each in organizations
    )


@register.filter
def language_names(codes: list[str]) -> list[str]:
    """The names of languages in the reader's language, from ISO 639 codes."""
    return [words.language_name(code) for code in codes]
