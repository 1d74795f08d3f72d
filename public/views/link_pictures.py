"""The pictures that go with links to pages: one address for each page and language, without a slash.

They are read as the pages are, so what has no page has no picture.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from participants.models import Hero, Organization
from programs import itinerary
from programs.models import City
from public import reading
from public.link_pictures import cards
from public.link_pictures.drawing import Card, png


def _picture(card_of: Callable[..., Card]) -> Callable[..., HttpResponse]:
    """A view that draws what `card_of` makes of the names in the address, in the language there."""

    @require_safe
    @wraps(card_of)
    def view(request: HttpRequest, language: str, **names: str | UUID) -> HttpResponse:
        if language not in dict(settings.LANGUAGES):
            raise Http404
        with translation.override(language):
            drawn = png(card_of(**names))
        return HttpResponse(drawn, content_type="image/png", headers={"Content-Language": language})

    return view


@_picture
def site_picture() -> Card:
    """For all pages without a picture of their own."""
    return cards.of_site()


@_picture
def program_picture(slug: str) -> Card:
    """A program. Two queries."""
    program = get_object_or_404(reading.programs_for_pages(), slug=slug)
    return cards.of_program(program, reading.stops().filter(program=program))


@_picture
def meeting_picture(program_slug: str, uid: UUID) -> Card:
    """A meeting."""
    meeting = get_object_or_404(reading.meetings(), program__slug=program_slug, uid=uid)
    return cards.of_meeting(itinerary.entry(meeting))


@_picture
def hero_picture(slug: str) -> Card:
    """A hero, as far as consent goes."""
    return cards.of_hero(get_object_or_404(Hero.objects.public(), slug=slug).public_profile)


@_picture
def organization_picture(slug: str) -> Card:
    """An organization."""
    return cards.of_organization(get_object_or_404(Organization.objects.public(), slug=slug))


@_picture
def city_picture(slug: str) -> Card:
    """A city."""
    return cards.of_city(get_object_or_404(City.objects.public(), slug=slug))
