"""Where a page's picture is, for those who show a link to it: {% load link_pictures %}

Each tag takes what the page shows already, and costs no query. Without a request, as on error pages, and for
a host that is not ours it says nothing.
"""

from typing import Any

from django import template
from django.core.exceptions import DisallowedHost
from django.template import Context
from django.urls import reverse
from django.utils.translation import get_language

from participants.models import Organization
from participants.public_profile import PublicProfile
from programs.itinerary import Entry, Itinerary
from programs.models import City, Program
from public.link_pictures import cards
from public.link_pictures.drawing import HEIGHT, WIDTH, Card

register = template.Library()
TEMPLATE = "components/link_picture.html"


@register.inclusion_tag(TEMPLATE, takes_context=True)
def site_picture(context: Context) -> dict[str, Any]:
    """For pages without a picture of their own."""
    return _shown(context, cards.of_site(), "site_picture")


@register.inclusion_tag(TEMPLATE, takes_context=True)
def program_picture(context: Context, program: Program, itinerary: Itinerary | None = None) -> dict[str, Any]:
    """For the pages of a program; its alternative text names the cities where there is an itinerary."""
    stops = [leg.stop for leg in itinerary.legs if leg.stop] if itinerary else []
    return _shown(context, cards.of_program(program, stops), "program_picture", program.slug)


@register.inclusion_tag(TEMPLATE, takes_context=True)
def meeting_picture(context: Context, entry: Entry) -> dict[str, Any]:
    """For the page of a meeting, in its city's time."""
    meeting = entry.meeting
    return _shown(context, cards.of_meeting(entry), "meeting_picture", meeting.program.slug, str(meeting.uid))


@register.inclusion_tag(TEMPLATE, takes_context=True)
def hero_picture(context: Context, profile: PublicProfile) -> dict[str, Any]:
    """For the page of a hero."""
    return _shown(context, cards.of_hero(profile), "hero_picture", profile.slug)


@register.inclusion_tag(TEMPLATE, takes_context=True)
def organization_picture(context: Context, organization: Organization) -> dict[str, Any]:
    """For the page of an organization."""
    return _shown(context, cards.of_organization(organization), "organization_picture", organization.slug)


@register.inclusion_tag(TEMPLATE, takes_context=True)
def city_picture(context: Context, city: City) -> dict[str, Any]:
    """For the page of a city."""
    return _shown(context, cards.of_city(city), "city_picture", city.slug)


def _shown(context: Context, card: Card, name: str, *names: str) -> dict[str, Any]:
    request = context.get("request")
    try:
        address = request and request.build_absolute_uri(reverse(name, args=[*names, get_language()]))
    except DisallowedHost:
        address = None
    return {"address": address, "alt": card.alt, "width": WIDTH, "height": HEIGHT}
