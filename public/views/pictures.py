"""The map and the connections of a program."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participants.models import Hero
from programs import itinerary
from public import reading
from public.pictures.connections import connections
from public.pictures.map import world_map


@require_safe
def connections_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the participants come from, the cities they met, and the organizations they met there."""
    program = get_object_or_404(reading.programs_for_pages(), slug=slug)
    stops = reading.stops().filter(program=program)
    profiles = reading.profiles(Hero.objects.filter(programs=program))
    meetings = list(reading.meetings().filter(program=program))
    held = Counter(meeting.stop_id for meeting in meetings if not meeting.is_cancelled)
    places = world_map(profiles, [(stop.city, held[stop.pk]) for stop in stops])
    met = connections(profiles, [itinerary.entry(meeting) for meeting in meetings])
    return render(
        request,
        "public/pictures/page.html",
        {
            "program": program,
            "map": places,
            "connections": met,
            "is_empty": not places.has_places and not met.organizations,
            "updated_at": max([program.updated_at, *(meeting.updated_at for meeting in meetings)]),
        },
    )
