"""The list of programs and the page of one program with its itinerary."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participants.models import Hero
from programs import itinerary
from programs.models import Resource, Stop
from public import reading
from public.filters import ProgramFilter
from public.time_zones.chosen import chosen_zone

PER_PAGE = 20


@require_safe
def program_list(request: HttpRequest) -> HttpResponse:
    """All public programs, latest first, with filters."""
    form = ProgramFilter(request.GET)
    page = Paginator(form.apply(reading.programs()), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/program_list.html", {"form": form, "page": page})


@require_safe
def program_page(request: HttpRequest, program: str) -> HttpResponse:
    """One program: what it is, its itinerary, who takes part, what was said and learned."""
    found = get_object_or_404(
        reading.programs().prefetch_related(None).prefetch_related("sources"), slug=program
    )
    zone = chosen_zone(request)
    stops = Stop.objects.public().filter(program=found).select_related("city", "host").order_by("position")
    meetings = list(reading.meetings().filter(program=found))
    return render(
        request,
        "public/program.html",
        {
            "program": found,
            "itinerary": itinerary.build(list(stops), meetings, zone.name),
            "zone": zone,
            "profiles": [
                hero.public_profile for hero in Hero.objects.public().filter(programs=found).in_public_order()
            ],
            "quotes": reading.quotes().filter(program=found),
            "takeaways": reading.takeaways().filter(program=found),
            "resources": Resource.objects.public().filter(programs=found).select_related("organization"),
            "updated_at": max([found.updated_at, *(meeting.updated_at for meeting in meetings)]),
        },
    )
