"""Those who spoke, and whom they speak for: {% load people %}"""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common import formats
from participants.models import Organization
from participants.public_profile import PublicProfile
from programs.models import Quote, Takeaway

register = template.Library()


@register.filter
def speaker(said: Quote | Takeaway) -> PublicProfile | None:
    """Who said it, as far as that may be shown; None when it is nobody in particular."""
    return said.hero.public_profile if said.hero else None


@register.filter
def speakers_organization(said: Quote | Takeaway) -> Organization | None:
    """The organization to name with it; None for an anonymous speaker, whom it could give away."""
    profile = speaker(said)
    return None if profile and not profile.named else said.organization


@register.filter
def links_in_words(organizations: Iterable[Organization]) -> SafeString:
    """Organizations as a phrase of links."""
    return formats.in_words(
        format_html('<a href="{}">{}</a>', each.get_absolute_url(), each.name) for each in organizations
    )
