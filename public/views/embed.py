"""A program's itinerary to be shown in a frame on other websites."""

from functools import partial

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from programs import itinerary
from public import reading
from public.embedding import allowed_origins
from public.time_zones.chosen import chosen_zone


@require_safe
def embed_program(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The itinerary alone. Only this address may be framed, and only by EMBED_ALLOWED_ORIGINS."""
    # Decorated here and not above, because the setting is read at each request.
    answer = csp_replace({"frame-ancestors": allowed_origins()})(partial(_page, slug=slug))
    if settings.EMBED_ALLOWED_ORIGINS:
        answer = xframe_options_exempt(answer)  # the header knows no list of origins
    return answer(request)


def _page(request: HttpRequest, slug: str) -> HttpResponse:
    program = get_object_or_404(reading.programs_for_pages(), slug=slug)
    zone = chosen_zone(request)
    stops = list(reading.stops().filter(program=program))
    meetings = reading.meetings().filter(program=program)
    context = {"program": program, "itinerary": itinerary.build(stops, meetings, zone.name), "zone": zone}
    return render(request, "public/embed.html", context)
