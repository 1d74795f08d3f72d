"""Heroes as far as their consent goes: the list, the page of one, and the photo."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participants.models import Hero
from programs import itinerary
from public import reading
from public.time_zones.chosen import chosen_zone

PER_PAGE = 48


@require_safe
def hero_list(request: HttpRequest) -> HttpResponse:
    """All heroes who may be shown, the named by name, then the anonymous by country; invented ones last."""
    heroes = reading.real_first(Hero.objects.public().in_public_order())
    page = Paginator(heroes, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "public/hero_list.html",
        {"page": page, "profiles": [hero.public_profile for hero in page]},
    )


@require_safe
def hero_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One hero: who, why honored, the programs and meetings, the words."""
    hero = get_object_or_404(Hero.objects.public(), slug=slug)
    zone = chosen_zone(request)
    days, undated = itinerary.days(
        itinerary.entry(meeting, zone.name) for meeting in reading.meetings().of_hero(hero)
    )
    return render(
        request,
        "public/hero.html",
        {
            "profile": hero.public_profile,
            "programs": reading.programs().filter(heroes=hero),
            "days": days,
            "undated": undated,
            "has_meetings": bool(days or undated),
            "zone": zone,
            "quotes": reading.quotes().filter(hero=hero),
            "updated_at": hero.updated_at,
        },
    )


@require_safe
def hero_photo(request: HttpRequest, slug: str) -> HttpResponse:
    """The photo, while there is consent to show it. The only way to a photo: files have no address."""
    hero = get_object_or_404(Hero.objects.public(), slug=slug)
    if not hero.public_profile.has_photo:
        raise Http404
    try:
        with hero.photo.open("rb") as file:
            picture = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    # Not kept anywhere: the next request after a revocation must be refused.
    return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": "no-store"})
