"""Those who spoke, and whom they speak for: {% load people %}"""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common import formats
from common.letters.direction import comma, isolated
from common.templatetags.page import in_english
from participants.models import Organization
from programs import publishing
from programs.models import Quote, Takeaway

register = template.Library()
register.filter("speaker", publishing.speaker)
register.filter("speakers_organization", publishing.named_organization)


@register.filter
def credit(quote: Quote) -> SafeString:
    """Who said it, for whom and on what occasion, as far as that may be shown: links, with commas."""
    profile, organization = publishing.speaker(quote), publishing.named_organization(quote)
    parts = []
    if profile:
        address = reverse("hero", args=[profile.slug])
        parts.append(format_html('<a href="{}">{}</a>', address, isolated(profile.label)))
    if organization:
        parts.append(_link(organization))
    if quote.context:
        parts.append(format_html("<span{}>{}</span>", in_english(), quote.context))
    return SafeString(comma().join(parts))


@register.filter
def spoken_by(takeaway: Takeaway) -> SafeString:
    """The names of who said it and of the organization; empty when neither is to be named."""
    named = publishing.speaker(takeaway), publishing.named_organization(takeaway)
    return SafeString(comma().join(isolated(str(each)) for each in named if each))


@register.filter
def links_in_words(organizations: Iterable[Organization]) -> SafeString:
    """Links to the organizations' pages as a phrase in the page's language: "A, B, and C"."""
    return formats.in_words(_link(each) for each in organizations)


def _link(organization: Organization) -> SafeString:
    return format_html('<a href="{}">{}</a>', organization.get_absolute_url(), isolated(organization.name))
