"""Those who spoke, and whom they speak for: {% load people %}"""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common import formats
from participants.models import Organization
from programs import publishing

register = template.Library()
register.filter("speaker", publishing.speaker)
register.filter("speakers_organization", publishing.named_organization)


@register.filter
def links_in_words(organizations: Iterable[Organization]) -> SafeString:
    """Links to the organizations' pages as a phrase in the page's language: "A, B, and C"."""
    return formats.in_words(
        format_html('<a href="{}">{}</a>', each.get_absolute_url(), each.name) for each in organizations
    )
