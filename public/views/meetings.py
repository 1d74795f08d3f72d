"""The page of one meeting: times in the city's zone and in the reader's."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from programs import itinerary
from public import reading
from public.time_zones.chosen import chosen_zone


@require_safe
def meeting_page(request: HttpRequest, program_slug: str, uid: UUID) -> HttpResponse:
    """One meeting: when in the city's and the reader's time, who met whom, and what came of it."""
    meeting = get_object_or_404(
        reading.meetings().select_related("program__agency", "stop__host").prefetch_related("sources"),
        program__slug=program_slug,
        uid=uid,
    )
    zone = chosen_zone(request)
    return render(
        request,
        "public/meeting.html",
        {
            "program": meeting.program,
            "meeting": meeting,
            "entry": itinerary.entry(meeting),
            "elsewhere": itinerary.entry(meeting, zone.name) if zone.name else None,
            "zone": zone,
            "quotes": reading.quotes().filter(meeting=meeting),
            "takeaways": reading.takeaways().filter(meeting=meeting),
            "resources": reading.resources().filter(meetings=meeting),
        },
    )
